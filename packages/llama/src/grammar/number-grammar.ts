import type { NumberForm } from "@grok/model";
import type { GrammarRules } from "./grammar-rules.ts";

/** Numbers that a JavaScript number holds exactly, or nearly so, have so many digits. */
const digitsMax = 15;
/** Digits behind the point of a number with bounds. */
const fractionMax = 6;

/** The numbers of a form, in plain decimals where they have bounds. */
export function numberGrammar(rules: GrammarRules, form: NumberForm): string {
  rules.set("integer", '"-"? ("0" | [1-9] [0-9]{0,14})');
  const bounded = form.low !== Number.NEGATIVE_INFINITY || form.high !== Number.POSITIVE_INFINITY;
  if (!bounded && form.whole) return "integer";
  if (!bounded) {
    const digits = form.digits ?? digitsMax;
    const exponent = form.digits === undefined ? " ([eE] [-+]? [0-9]{1,2})?" : "";
    return rules.add(`integer ("." [0-9]{1,${digits}})?${exponent}`);
  }
  const places = form.whole ? 0 : Math.min(form.digits ?? fractionMax, fractionMax);
  const [low, high, most] = limits(form, places);
  const alternatives: string[] = [];
  for (let point = 0; point <= most; point++) {
    const from = scaled(low, point, "up", form.lowOpen);
    const to = scaled(high, point, "down", form.highOpen);
    if (to >= 0n) alternatives.push(...between(from > 0n ? from : 0n, to, point));
    if (from < 0n) {
      const negatives = between(to < 0n ? -to : 1n, -from, point);
      if (negatives.length > 0) alternatives.push(`"-" ${rules.add(negatives.join(" | "))}`);
    }
  }
  return rules.add(alternatives.join(" | "));
}

/** Both bounds, a missing one far out, and how many digits behind the point keep a number exact. */
function limits(form: NumberForm, places: number): [low: number, high: number, places: number] {
  const given = Math.max(...[form.low, form.high].filter(Number.isFinite).map(Math.abs));
  const far = form.whole || given >= 1e9 ? 1e15 - 1 : 1e9 - 1;
  const low = Math.max(form.low, Math.min(-far, form.high));
  const high = Math.min(form.high, Math.max(far, form.low));
  const before = String(Math.trunc(Math.max(Math.abs(low), Math.abs(high)))).length;
  return [low, high, Math.max(0, Math.min(places, digitsMax - before))];
}

/** `bound` times ten to the power of `point`, as the whole number that is nearest within it. */
function scaled(bound: number, point: number, direction: "up" | "down", isOpen: boolean): bigint {
  const [mantissa = "0", exponent = "0"] = String(bound).split("e");
  const [whole = "0", fraction = ""] = mantissa.replace("-", "").split(".");
  const shift = Number(exponent) - fraction.length + point;
  const all = BigInt(whole + fraction);
  const divisor = shift < 0 ? 10n ** BigInt(-shift) : 1n;
  const absolute = shift < 0 ? all / divisor : all * 10n ** BigInt(shift);
  const exact = shift >= 0 || all % divisor === 0n;
  const negative = bound < 0;
  const truncated = negative ? -absolute : absolute;
  if (exact) return isOpen ? truncated + (direction === "up" ? 1n : -1n) : truncated;
  if (direction === "up") return negative ? truncated : truncated + 1n;
  return negative ? truncated - 1n : truncated;
}

/** The whole numbers `from` to `to`, neither below 0, with a point before the last `point` digits. */
function between(from: bigint, to: bigint, point: number): string[] {
  const all: string[] = [];
  for (let width = point + 1; width <= String(to).length || width === point + 1; width++) {
    const least = width === point + 1 ? 0n : 10n ** BigInt(width - 1);
    const most = 10n ** BigInt(width) - 1n;
    const low = from > least ? from : least;
    const high = to < most ? to : most;
    if (low > high) continue;
    const padded = (value: bigint) => String(value).padStart(width, "0");
    all.push(...sameWidth(padded(low), padded(high), point));
  }
  return all;
}

function sameWidth(low: string, high: string, point: number): string[] {
  if (low === "") return ['""'];
  const dot = low.length === point && point > 0 ? '"." ' : "";
  const [first, last] = [Number(low[0]), Number(high[0])];
  const [lowRest, highRest] = [low.slice(1), high.slice(1)];
  const zeros = "0".repeat(lowRest.length);
  const nines = "9".repeat(lowRest.length);
  if (first === last) return sameWidth(lowRest, highRest, point).map((rest) => `${dot}"${first}" ${rest}`);
  const all: string[] = [];
  const [from, to] = [lowRest === zeros ? first : first + 1, highRest === nines ? last : last - 1];
  if (from > first) all.push(...sameWidth(lowRest, nines, point).map((rest) => `${dot}"${first}" ${rest}`));
  if (from <= to) all.push(`${dot}[${from}-${to}] ${anyDigits(lowRest.length, point)}`);
  if (to < last) all.push(...sameWidth(zeros, highRest, point).map((rest) => `${dot}"${last}" ${rest}`));
  return all;
}

/** The last `count` digits, whichever they are. */
function anyDigits(count: number, point: number): string {
  if (count === 0) return '""';
  if (point === 0 || count < point) return `[0-9]{${count}}`;
  const before = count > point ? `[0-9]{${count - point}} ` : "";
  return `${before}"." [0-9]{${point}}`;
}
