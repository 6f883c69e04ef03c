type Parts = Readonly<Record<string, string>>;

/** Writes instants of one zone. Make one per report: a formatter is costly to build. */
export type LocalTime = {
  /** `18 Nov 02:40` */
  readonly minute: (at: number) => string;
  /** `02:40` */
  readonly clock: (at: number) => string;
  /** `Wed 18 Nov` */
  readonly day: (at: number) => string;
  /** `Wed 18 Nov 2026, 02:40` */
  readonly full: (at: number) => string;
  /** Seconds since local midnight. */
  readonly secondOfDay: (at: number) => number;
  /** Whole hours since Monday, midnight, by the clock on the wall. */
  readonly hourOfWeek: (at: number) => number;
  /** `UTC+01:00` */
  readonly offset: (at: number) => string;
  readonly zone: string;
};

const DIGITS: Intl.DateTimeFormatOptions = {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZoneName: "longOffset",
};

/** As the formatter below writes them. */
export const WEEKDAYS: readonly string[] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** `2026-11-20T10:15:00Z` → epoch seconds. */
export function epochOf(instant: string): number {
  return Date.parse(instant) / 1000;
}

/** A name that this machine does not know falls back to UTC rather than breaking the report. */
function formatterFor(zone: string): {
  readonly formatter: Intl.DateTimeFormat;
  readonly known: string;
} {
  try {
    return {
      formatter: new Intl.DateTimeFormat("en-GB", { ...DIGITS, timeZone: zone }),
      known: zone,
    };
  } catch {
    return {
      formatter: new Intl.DateTimeFormat("en-GB", { ...DIGITS, timeZone: "UTC" }),
      known: "UTC",
    };
  }
}

export function localTime(zone: string): LocalTime {
  const { formatter, known } = formatterFor(zone);
  const partsOf = (at: number): Parts =>
    Object.fromEntries(formatter.formatToParts(at * 1000).map((part) => [part.type, part.value]));
  const clock = (parts: Parts) => `${parts["hour"]}:${parts["minute"]}`;
  const date = (parts: Parts) => `${parts["day"]} ${parts["month"]}`;
  return {
    zone: known,
    minute: (at) => {
      const parts = partsOf(at);
      return `${date(parts)} ${clock(parts)}`;
    },
    clock: (at) => clock(partsOf(at)),
    day: (at) => {
      const parts = partsOf(at);
      return `${parts["weekday"]} ${date(parts)}`;
    },
    full: (at) => {
      const parts = partsOf(at);
      return `${parts["weekday"]} ${date(parts)} ${parts["year"]}, ${clock(parts)}`;
    },
    secondOfDay: (at) => {
      const parts = partsOf(at);
      return Number(parts["hour"]) * 3600 + Number(parts["minute"]) * 60 + Number(parts["second"]);
    },
    hourOfWeek: (at) => {
      const parts = partsOf(at);
      return WEEKDAYS.indexOf(parts["weekday"] ?? "") * 24 + Number(parts["hour"]);
    },
    offset: (at) => (partsOf(at)["timeZoneName"] ?? "").replace("GMT", "UTC"),
  };
}
