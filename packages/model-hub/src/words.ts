/** Bytes in the decimal units that disks and hubs are sold in: "98.4 MB", "1.28 GB". Three digits, never fewer than asked. */
export function inBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** A duration as a person would say it: "40 seconds", "3 minutes", "2 hours". */
export function inTime(seconds: number): string {
  const say = (n: number, unit: string) => `${n} ${unit}${n === 1 ? "" : "s"}`;
  if (seconds < 1) return "under a second";
  if (seconds < 90) return say(Math.round(seconds), "second");
  if (seconds < 90 * 60) return say(Math.round(seconds / 60), "minute");
  return say(Math.round(seconds / 3600), "hour");
}

/** A hash short enough for a sentence. */
export function inHash(sha256: string): string {
  return `${sha256.slice(0, 12)}…`;
}
