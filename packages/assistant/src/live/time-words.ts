import { dayStart, weekStart } from "./local-time.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What a question says about when. */
export interface AskedTime {
  /** Inclusive; null where the question sets no beginning. */
  readonly sinceMs: number | null;
  /** Exclusive. */
  readonly untilMs: number | null;
  /** Wants what is so now, whether or not it names a day. */
  readonly isNow: boolean;
  /** A post older than this cannot pass for an answer without saying how old it is, in ms. */
  readonly freshMs: number;
  /** The question without its words of time. */
  readonly rest: string;
}

type Window = { readonly since: number; readonly until?: number };
type Read = (match: RegExpExecArray, nowMs: number, timeZone: string) => Window;

const english: readonly (readonly [RegExp, Read])[] = [
  [
    /(?<!the )\blast week\b/i,
    (_, now, zone) => ({ since: weekStart(now, zone, -1), until: weekStart(now, zone) }),
  ],
  [
    /\b(?:in |over |during |within )?(?:the )?(?:last|past) (\d{1,3}|an?|one|two|three|few|couple of)? ?(minute|hour|day|week)s?\b/i,
    ([, count = "", unit = ""], now) => ({ since: now - numberOf(count) * unitMs(unit) }),
  ],
  [
    /\b(\d{1,3}|an?|one|two|three) (minute|hour|day|week)s? ago\b/i,
    ([, count = "", unit = ""], now) => ({ since: now - 1.5 * numberOf(count) * unitMs(unit) }),
  ],
  [/\bsince yesterday\b/i, (_, now, zone) => ({ since: dayStart(now, zone, -1) })],
  [
    /\bsince (\d{1,2})(?::\d\d)? ?(am|pm|o'clock)?(?![\d\w])/i,
    ([, hour = "", half = ""], now, zone) => ({
      since: dayStart(now, zone, 0, Math.min(23, (Number(hour) % 12) + (isAfternoon(hour, half) ? 12 : 0))),
    }),
  ],
  [
    /\b(?:the day before yesterday)\b/i,
    (_, now, zone) => ({ since: dayStart(now, zone, -2), until: dayStart(now, zone, -1) }),
  ],
  [
    /\b(?:last night|yesterday (?:evening|night))\b/i,
    (_, now, zone) => ({ since: dayStart(now, zone, -1, 17), until: dayStart(now, zone, 0, 12) }),
  ],
  [
    /\byesterday(?:'s)?\b/i,
    (_, now, zone) => ({ since: dayStart(now, zone, -1), until: dayStart(now, zone) }),
  ],
  [/\bthis week(?:end)?\b/i, (_, now, zone) => ({ since: weekStart(now, zone) })],
  [
    /\b(?:today(?:'s)?|tonight(?:'s)?|this (?:morning|afternoon|evening))\b/i,
    (_, now, zone) => ({ since: dayStart(now, zone) }),
  ],
];

const chinese: readonly (readonly [RegExp, Read])[] = [
  [
    /(?:过去|最近|近|刚过去的?)的?(\d{1,3}|[一两二三半几])?个?(分钟|小时|钟头|天|周|星期)(?:内|里|来)?/,
    ([, count = "", unit = ""], now) => ({ since: now - numberOf(count) * unitMs(unit) }),
  ],
  [
    /昨晚|昨夜/,
    (_, now, zone) => ({ since: dayStart(now, zone, -1, 17), until: dayStart(now, zone, 0, 12) }),
  ],
  [/昨[天日]/, (_, now, zone) => ({ since: dayStart(now, zone, -1), until: dayStart(now, zone) })],
  [/前天/, (_, now, zone) => ({ since: dayStart(now, zone, -2), until: dayStart(now, zone, -1) })],
  [
    /上(?:个)?(?:周|星期)/,
    (_, now, zone) => ({ since: weekStart(now, zone, -1), until: weekStart(now, zone) }),
  ],
  [/(?:本|这)(?:个)?(?:周|星期)/, (_, now, zone) => ({ since: weekStart(now, zone) })],
  [/今[天日晚早晨]|今天(?:早上|上午|下午|晚上)/, (_, now, zone) => ({ since: dayStart(now, zone) })],
  [/刚刚|刚才/, (_, now) => ({ since: now - 2 * hourMs })],
];

const nowWords =
  /\b(?:right now|just now|at the moment|at present|currently|now|as of now|these days|lately|recently|(?:the )?(?:latest|newest)|breaking|so far|still|yet|already|live)\b|现在|目前|此刻|眼下|当前|正在|最新|最近|近来|还在|仍/gi;

/** Reads the words of time in `question`, in English and Chinese; days are those of `timeZone`. */
export function readTimeWords(question: string, nowMs: number, timeZone: string): AskedTime {
  const isNow = new RegExp(nowWords.source, "i").test(question);
  for (const [pattern, read] of [...english, ...chinese]) {
    const match = pattern.exec(question);
    if (match === null) continue;
    const { since, until = null } = read(match, nowMs, timeZone);
    return {
      sinceMs: since,
      untilMs: until,
      isNow: until === null,
      freshMs: Math.max(hourMs, nowMs - since),
      rest: withoutNow(question.replace(match[0], " ")),
    };
  }
  return {
    sinceMs: null,
    untilMs: null,
    isNow,
    freshMs: isNow ? dayMs : 3 * dayMs,
    rest: withoutNow(question),
  };
}

function withoutNow(question: string): string {
  return question.replace(nowWords, " ").replace(/ {2,}/g, " ");
}

function isAfternoon(hour: string, half: string): boolean {
  return half.toLowerCase() === "pm" || (half === "" && Number(hour) >= 12);
}

function numberOf(count: string): number {
  const words: Record<string, number> = {
    two: 2,
    three: 3,
    few: 3,
    "couple of": 2,
    一: 1,
    两: 2,
    二: 2,
    三: 3,
    几: 3,
    半: 0.5,
  };
  return words[count.toLowerCase()] ?? (Number(count) || 1);
}

function unitMs(unit: string): number {
  if (/minute|分/i.test(unit)) return minuteMs;
  if (/hour|时|头/i.test(unit)) return hourMs;
  return /week|周|星期/i.test(unit) ? 7 * dayMs : dayMs;
}
