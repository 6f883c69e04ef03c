import type { Writer } from "../domain/log-record.ts";
import type { RemoteHost } from "../domain/remote-host.ts";
import type { Meaning } from "../meaning/understand.ts";
import type { Cell } from "../tally/cells.ts";
import type { Placed, Places } from "./places.ts";

type Sent = {
  readonly writers: Places<Writer>;
  readonly remotes: Places<RemoteHost>;
  readonly meanings: Places<Meaning>;
};

type Received = {
  readonly writers: Placed<Writer>;
  readonly remotes: Placed<RemoteHost>;
  readonly meanings: Placed<Meaning>;
};

/** Each cell is its ten counts and keys, its delay bands, and five numbers for each meaning. */
export function packCells(
  cells: Iterable<Readonly<Cell>>,
  { writers, remotes, meanings }: Sent,
): Float64Array<ArrayBuffer> {
  const numbers: number[] = [];
  for (const cell of cells) {
    const { bucket, writer, remote, bands, deferrals } = cell;
    const { delivered, deferred, bounced, lost, unreachable } = cell;
    numbers.push(bucket, writers.of(writer), remotes.of(remote));
    numbers.push(delivered, deferred, bounced, lost, unreachable, bands.length, deferrals.length);
    for (const band of bands) numbers.push(band);
    for (const { meaning, recipients, replies, withheld, shadowed } of deferrals) {
      numbers.push(meanings.of(meaning), recipients, replies, withheld, shadowed);
    }
  }
  return Float64Array.from(numbers);
}

/** The cells as they are asked for, each time anew: held together they would outlive what a commit can afford. */
export function unpackCells(numbers: Float64Array, received: Received): Iterable<Readonly<Cell>> {
  return {
    *[Symbol.iterator]() {
      let at = 0;
      const next = (): number => numbers[at++] ?? 0;
      while (at < numbers.length) yield unpackCell(next, received);
    },
  };
}

function unpackCell(next: () => number, { writers, remotes, meanings }: Received): Cell {
  const cell: Cell = {
    bucket: next(),
    writer: writers.at(next()),
    remote: remotes.find(next()),
    delivered: next(),
    deferred: next(),
    bounced: next(),
    lost: next(),
    unreachable: next(),
    bands: [],
    deferrals: [],
  };
  const bands = next();
  const deferrals = next();
  for (let band = 0; band < bands; band++) cell.bands.push(next());
  for (let deferral = 0; deferral < deferrals; deferral++) {
    cell.deferrals.push({
      meaning: meanings.at(next()),
      recipients: next(),
      replies: next(),
      withheld: next(),
      shadowed: next(),
    });
  }
  return cell;
}
