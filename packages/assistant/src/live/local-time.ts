// Days and clocks where the user is. Nothing here reads a clock.

export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What calendar and clock show at `ms` in `timeZone` (an IANA name). */
export function localTime(ms: number, timeZone: string): LocalTime {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    formats.set(timeZone, format);
  }
  const part = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const of = (name: Intl.DateTimeFormatPartTypes) => part.get(name) ?? 0;
  return {
    year: of("year"),
    month: of("month"),
    day: of("day"),
    hour: of("hour"),
    minute: of("minute"),
  };
}

/** When the day of `ms` began, or the one `days` later (negative: earlier), at `hour` o'clock. */
export function dayStart(ms: number, timeZone: string, days = 0, hour = 0): number {
  const { year, month, day } = localTime(ms, timeZone);
  const wanted = Date.UTC(year, month - 1, day + days, hour);
  // The offset of the zone is only known at a moment, so it is looked up where the first guess lands, and once more.
  let at = wanted;
  for (let round = 0; round < 2; round++) at += wanted - shownAsUtc(at, timeZone);
  return at;
}

/** When the week of `ms` began, on Monday, or the one `weeks` later. */
export function weekStart(ms: number, timeZone: string, weeks = 0): number {
  const { year, month, day } = localTime(ms, timeZone);
  const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  return dayStart(ms, timeZone, weeks * 7 - weekday);
}

/** "22:58", with the day before it where it is not the day of `nowMs`. */
export function clockText(ms: number, nowMs: number, timeZone: string, language: "en" | "zh"): string {
  const [then, now] = [localTime(ms, timeZone), localTime(nowMs, timeZone)];
  const clock = `${String(then.hour).padStart(2, "0")}:${String(then.minute).padStart(2, "0")}`;
  if (then.year === now.year && then.month === now.month && then.day === now.day) return clock;
  if (language === "zh") {
    const year = then.year === now.year ? "" : `${then.year}年`;
    return `${year}${then.month}月${then.day}日 ${clock}`;
  }
  const year = then.year === now.year ? "" : ` ${then.year}`;
  return `${then.day} ${months[then.month - 1] ?? ""}${year}, ${clock}`;
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function shownAsUtc(ms: number, timeZone: string): number {
  const { year, month, day, hour, minute } = localTime(ms, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute);
}
