import type { Writer } from "../domain/log-record.ts";
import type { RemoteHost } from "../domain/remote-host.ts";
import type { Meaning } from "../meaning/understand.ts";
import type { Commit } from "../store/store.ts";
import type { Delta, InboundCell } from "../tally/cells.ts";
import { packCells, unpackCells } from "./packed-cells.ts";
import { packSteps, unpackSteps } from "./packed-steps.ts";
import { Placed, Places } from "./places.ts";

/** What counts refer to, sent once and then known by number. `isAnew`: numbers begin again from 1. */
type Fresh = {
  readonly isAnew: boolean;
  readonly writers: readonly Writer[];
  readonly remotes: readonly RemoteHost[];
  readonly meanings: readonly Meaning[];
};

/** A commit in the form that costs least to hand to another thread: most of it is two columns of numbers. */
export type PackedCommit = {
  readonly fresh: Fresh;
  readonly cells: Float64Array<ArrayBuffer>;
  readonly inbound: readonly PackedInbound[];
  readonly counts: Omit<Delta, "cells" | "inbound">;
  readonly steps: Float64Array<ArrayBuffer>;
  readonly rest: Omit<Commit, "delta" | "journeys">;
};

type PackedInbound = Omit<InboundCell, "writer"> & { readonly writer: number };

/** The numbers of one run on the side that counts. */
export function createCommitPacker(): (commit: Commit) => PackedCommit {
  const writers = new Places<Writer>();
  const remotes = new Places<RemoteHost>();
  const meanings = new Places<Meaning>();
  let isAnew = true;
  return ({ delta: { cells, inbound, ...counts }, journeys, ...rest }) => {
    const packed = {
      cells: packCells(cells, { writers, remotes, meanings }),
      inbound: inbound.map((cell) => ({ ...cell, writer: writers.of(cell.writer) })),
      counts,
      steps: packSteps(journeys, meanings),
      rest: { ...rest, source: rest.source === null ? null : { ...rest.source, tail: null } },
      fresh: {
        isAnew,
        writers: writers.drain(),
        remotes: remotes.drain(),
        meanings: meanings.drain(),
      },
    };
    isAnew = writers.isFull || remotes.isFull || meanings.isFull;
    if (isAnew) for (const places of [writers, remotes, meanings]) places.forget();
    return packed;
  };
}

/** The numbers of one run on the side that stores. Takes commits in the order in which they were packed. */
export function createCommitUnpacker(): (packed: PackedCommit) => Commit {
  const writers = new Placed<Writer>();
  const remotes = new Placed<RemoteHost>();
  const meanings = new Placed<Meaning>();
  return ({ fresh, cells, inbound, counts, steps, rest }) => {
    writers.add(fresh.writers, fresh.isAnew);
    remotes.add(fresh.remotes, fresh.isAnew);
    meanings.add(fresh.meanings, fresh.isAnew);
    const delta = {
      ...counts,
      cells: unpackCells(cells, { writers, remotes, meanings }),
      inbound: inbound.map((cell) => ({ ...cell, writer: writers.at(cell.writer) })),
    };
    return { ...rest, delta, journeys: unpackSteps(steps, meanings) };
  };
}
