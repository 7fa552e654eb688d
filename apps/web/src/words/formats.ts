import type { Language } from "../state/look.ts";
import type { Words } from "./en.ts";

export interface Formats {
  readonly language: Language;
  /** 12,345 */
  number(value: number): string;
  /** 41 from ten on, 4.1 below. */
  rate(value: number): string;
  /** 3.1 GB, 640 MB: decimal units, as file managers and hubs count. */
  bytes(value: number): string;
  /** 0.34 s, 6 s, 72 s. */
  seconds(ms: number): string;
  /** "two minutes": what is left of something, coarse on purpose. */
  remaining(seconds: number): string;
  /** 12:04 */
  clock(ms: number): string;
  /** 12:04:07 */
  clockSeconds(ms: number): string;
  /** 12:04 today, 23 Nov, 12:04 before. */
  when(ms: number): string;
  /** 23 November 2026, 12:04 */
  moment(ms: number): string;
  /** 23 November 2026 */
  day(ms: number): string;
  words(count: number): string;
  /** "Ukrainian" of "uk"; the code itself where it has no name. */
  languageName(code: string): string;
  /** 38 % of 0.38 */
  percent(share: number): string;
}

const byteUnits = ["B", "kB", "MB", "GB", "TB"] as const;

/** Numbers, sizes and times as people who speak `language` write them, in the browser's time zone. */
export function formatsOf(language: Language, words: Pick<Words, "units">): Formats {
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  const hundredth = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, minimumFractionDigits: 2 });
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const clockSeconds = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long" });
  const languageNames = new Intl.DisplayNames(locale, { type: "language" });
  const { units } = words;

  const shortDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
  const comma = language === "zh" ? " " : ", ";
  const isToday = (ms: number) => day.format(ms) === day.format(Date.now());

  return {
    language,
    languageName: (code) => languageNames.of(code) ?? code,
    number: (value) => whole.format(value),
    rate: (value) => (value < 10 ? tenth : whole).format(value),
    bytes(value) {
      let unit = 0;
      let scaled = value;
      while (scaled >= 999.5 && unit < byteUnits.length - 1) {
        scaled /= 1000;
        unit++;
      }
      return `${(unit < 3 || scaled >= 100 ? whole : tenth).format(scaled)} ${byteUnits[unit]}`;
    },
    seconds: (ms) => units.seconds((ms < 995 ? hundredth : ms < 9_950 ? tenth : whole).format(ms / 1000)),
    remaining(seconds) {
      if (seconds < 60) return units.aboutSeconds;
      const minutes = Math.round(seconds / 60);
      return minutes < 90 ? units.minutes(minutes) : units.hours(Math.round(minutes / 60));
    },
    clockSeconds: (ms) => clockSeconds.format(ms),
    clock: (ms) => clock.format(ms),
    when: (ms) => (isToday(ms) ? clock.format(ms) : `${shortDay.format(ms)}${comma}${clock.format(ms)}`),
    moment: (ms) => `${day.format(ms)}${comma}${clock.format(ms)}`,
    day: (ms) => day.format(ms),
    percent: (share) => `${whole.format(share * 100)} %`,
    words: (count) => units.words(count, whole.format(count)),
  };
}
