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

/** `+05:30` → sign, hours and minutes of a zone that has no name, which not every formatter knows */
const OFFSET = /^([+-])(\d\d):(\d\d)$/u;

/** What writes the instants of a zone. `ahead`: seconds to add before; `offset`: where it is the same at all times. */
type Writer = {
  readonly formatter: Intl.DateTimeFormat;
  readonly ahead: number;
  readonly zone: string;
  readonly offset: string | null;
};

function formatterIn(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", { ...DIGITS, timeZone });
}

/** A name that this machine does not know falls back to UTC rather than breaking the report. */
function writerFor(zone: string): Writer {
  const [, sign, hours, minutes] = OFFSET.exec(zone) ?? [];
  if (sign !== undefined) {
    const seconds = Number(hours) * 3600 + Number(minutes) * 60;
    const ahead = sign === "-" ? -seconds : seconds;
    return { formatter: formatterIn("UTC"), ahead, zone, offset: `UTC${zone}` };
  }
  try {
    return { formatter: formatterIn(zone), ahead: 0, zone, offset: null };
  } catch {
    return { formatter: formatterIn("UTC"), ahead: 0, zone: "UTC", offset: null };
  }
}

export function localTime(name: string): LocalTime {
  const { formatter, ahead, zone, offset } = writerFor(name);
  const partsOf = (at: number): Parts =>
    Object.fromEntries(
      formatter.formatToParts((at + ahead) * 1000).map((part) => [part.type, part.value]),
    );
  const clock = (parts: Parts) => `${parts["hour"]}:${parts["minute"]}`;
  const date = (parts: Parts) => `${parts["day"]} ${parts["month"]}`;
  return {
    zone,
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
    offset: (at) => offset ?? (partsOf(at)["timeZoneName"] ?? "").replace("GMT", "UTC"),
  };
}
