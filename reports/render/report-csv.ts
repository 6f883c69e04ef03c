import type { HostRow, Measure, ProviderRow, ReportModel } from "../model.ts";
import { csvOf } from "./csv.ts";

const HEAD = [
  "provider",
  "remote_host",
  "remote_ip",
  "recipients",
  "replies",
  "withheld",
  "shadowed",
  "attempts",
  "rate",
  "rate_low",
  "rate_high",
] as const;

function cellsOf({ recipients, replies, withheld, shadowed, attempts, rate }: Measure) {
  const { share = null, low = null, high = null } = rate ?? {};
  return [recipients, replies, withheld, shadowed, attempts, share, low, high];
}

function hostRows({ provider }: ProviderRow, { host, addresses, addressesOmitted: rest }: HostRow) {
  const rows = addresses.map((address) => [provider, host, address.ip, ...cellsOf(address)]);
  if (rest.addresses === 0) return rows;
  return [...rows, [provider, host, `${rest.addresses} more addresses`, ...cellsOf(rest)]];
}

/** Who throttled: one record per address, and one per host and provider for those that the report has no room for. */
export function renderReportCsv({ who }: ReportModel): string {
  const rows = who.rows.flatMap((row) => [
    ...row.hosts.flatMap((host) => hostRows(row, host)),
    ...(row.hostsOmitted.hosts === 0
      ? []
      : [
          [
            row.provider,
            `${row.hostsOmitted.hosts} more hosts`,
            null,
            ...cellsOf(row.hostsOmitted),
          ],
        ]),
  ]);
  const { providers } = who.rowsOmitted;
  const rest =
    providers === 0
      ? []
      : [[`${providers} more providers`, null, null, ...cellsOf(who.rowsOmitted)]];
  return csvOf([HEAD, ...rows, ...rest]);
}
