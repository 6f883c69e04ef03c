/** What was refused under one reply code; the words are those of docs/sql.md. */
export type RefusalCount = {
  recipients: number;
  replies: number;
  withheld: number;
  shadowed: number;
};

/** The generator's own record of what it wrote, against which an analyser's counts are checked. */
export type Truth = {
  bytes: number;
  lines: number;
  /** Lines that quote a 421 of a remote host, withheld ones included. */
  linesWith421: number;
  /** Status lines by word, local deliveries included. */
  status: { sent: number; deferred: number; bounced: number; expired: number };
  /** By the three digits of the reply; `none` holds recipients withheld for a reason without a reply. */
  codes: Record<string, RefusalCount>;
  /** Recipients at remote hosts. `lost` are those whose conversation broke off, shadowed ones included. */
  attempts: { delivered: number; deferred: number; bounced: number; lost: number };
  /** `connections` that never came about, and the `recipients` deferred for it. */
  unreachable: { connections: number; recipients: number };
  /** Recipients handed to a socket or filter of this machine. */
  deliveredLocally: number;
};

export function openTruth(): Truth {
  return {
    bytes: 0,
    lines: 0,
    linesWith421: 0,
    status: { sent: 0, deferred: 0, bounced: 0, expired: 0 },
    codes: {},
    attempts: { delivered: 0, deferred: 0, bounced: 0, lost: 0 },
    unreachable: { connections: 0, recipients: 0 },
    deliveredLocally: 0,
  };
}

/** The counters of one reply code; null stands for a reason that quotes no reply. */
export function countOf(truth: Truth, code: number | null): RefusalCount {
  const key = code === null ? "none" : String(code);
  const known = truth.codes[key];
  if (known !== undefined) return known;
  const fresh: RefusalCount = { recipients: 0, replies: 0, withheld: 0, shadowed: 0 };
  truth.codes[key] = fresh;
  return fresh;
}

/** The sum over all codes. */
export function sumOfCodes(truth: Truth): RefusalCount {
  const sum: RefusalCount = { recipients: 0, replies: 0, withheld: 0, shadowed: 0 };
  for (const count of Object.values(truth.codes)) {
    sum.recipients += count.recipients;
    sum.replies += count.replies;
    sum.withheld += count.withheld;
    sum.shadowed += count.shadowed;
  }
  return sum;
}
