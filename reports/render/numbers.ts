const COUNT = new Intl.NumberFormat("en-GB");

/** `1204` → `1,204`. Tables never abbreviate. */
export function count(value: number): string {
  return COUNT.format(value);
}

/** `plural(2, "gap", "gaps")` → `2 gaps`. */
export function plural(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A share in percent with as many decimals as tell something: `31 %`, `4.1 %`, `0.62 %`, `< 0.01 %`. Never rounds to 0 or 100. */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0) return "0 %";
  if (value < 0.01) return "< 0.01 %";
  if (value > 99.99 && value < 100) return "> 99.99 %";
  if (Number.isInteger(value)) return `${value} %`;
  const digits = value < 1 || (value > 99 && value < 100) ? 2 : value < 10 ? 1 : 0;
  return `${value.toFixed(digits)} %`;
}

/** `65` → `65 s`, `2280` → `38 min`, `7500` → `2 h 05`. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return plural(Math.round(hours / 24), "day", "days");
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${String(minutes % 60).padStart(2, "0")}`;
}

const UNITS: readonly string[] = ["B", "KB", "MB", "GB", "TB"];

/** `8123456` → `8.1 MB`. */
export function bytes(value: number): string {
  let amount = value;
  let unit = 0;
  while (amount >= 1000 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${unit === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[unit] ?? ""}`;
}
