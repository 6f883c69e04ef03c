import type { Host, Rule, Stage, When } from "./rule.ts";

/** One arrival at a stage of the dialogue. `envelope` tells messages apart across their tries. */
export type Visit = {
  readonly host: Host;
  readonly stage: Stage;
  readonly hour: number;
  readonly envelope: string;
  readonly recipient: number;
  readonly message: number;
  readonly open: number;
};

/** What the servers remember between sessions, so that rules can count. */
export type Memory = {
  /** The rule that applies to this visit, or null when it passes. */
  readonly judge: (visit: Visit) => Rule | null;
};

export function openMemory(): Memory {
  const counters = new Map<string, number>();
  const passes = new Map<string, number[]>();

  const visits = (key: string): number => {
    const before = counters.get(key) ?? 0;
    counters.set(key, before + 1);
    return before;
  };
  const recentPasses = (visit: Visit): number => {
    const key = `${visit.host.address} ${visit.stage}`;
    return (passes.get(key) ?? []).filter((hour) => hour > visit.hour - 1).length;
  };
  const holds = (when: When, visit: Visit, key: string): boolean => {
    switch (when.kind) {
      case "hours":
        return visit.hour >= when.from && visit.hour < when.until;
      case "cycle":
        return visits(key) % when.of < when.refuse;
      case "tries":
        return visits(`${key} ${visit.envelope}`) < when.tries;
      case "over":
        return recentPasses(visit) >= when.passed;
      case "connections":
        return visit.open > when.open;
      case "recipients":
        return visit.recipient >= when.from && visit.recipient <= when.until;
      case "messages":
        return visit.message > when.passed;
    }
  };
  const judge = (visit: Visit): Rule | null => {
    const { address, rules } = visit.host;
    const rule = rules.find(
      ({ at, when }, index) =>
        at === visit.stage &&
        when.every((one, place) => holds(one, visit, `${address} ${index} ${place}`)),
    );
    if (rule !== undefined) return rule;
    const key = `${address} ${visit.stage}`;
    passes.set(key, [...(passes.get(key) ?? []), visit.hour].slice(-100));
    return null;
  };
  return { judge };
}
