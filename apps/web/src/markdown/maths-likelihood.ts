/**
 * Which dollars are maths and which are money.
 *
 * Not a parser: a judgement on the few characters between two signs, made so that prices stay prices
 * ("$5 and $10") and formulas stay formulas ("$n$", "$O(n \log n)$").
 */

/** Longest formula between single dollars, in characters; past it the dollar is a dollar. */
export const singleDollarCharsMax = 400;

/** Functions that TeX sets upright and that people write without a backslash. */
const spokenFunctions = /^(?:sin|cos|tan|log|ln|exp|max|min|mod|lim|gcd|det|arg|and|or|if|for|all)$/;

/**
 * Whether `content`, found between two single dollars, is a formula.
 * `next` is the character after the closing dollar, or "" at the end.
 * The rule on spaces and digits is pandoc's (`tex_math_dollars`); the rest keeps prose out.
 */
export function looksLikeMaths(content: string, next: string): boolean {
  if (content === "" || content.length > singleDollarCharsMax) return false;
  if (/^\s|\s$/.test(content) || /[0-9]/.test(next)) return false;
  // Dollars around code belong to the code.
  if (content.includes("`")) return false;
  if (/[\\^_{}=<>≤≥≠±×÷√∑∫∞]/.test(content)) return true;
  // A number alone is a formula only without thousands and cents: "$10$", not "$1,000.50$".
  if (/^-?\d{1,4}$/.test(content)) return true;
  // "5 (or A" and "5/10k" stand between two prices.
  if (/^\d[\d.,]*\s*(?:[kKmMbB]|bn)?(?:\s|[-–/]\s*\d|$)/.test(content)) return false;
  const words = content.match(/\p{L}{2,}/gu) ?? [];
  const prose = words.filter((word) => word.length > 3 && !spokenFunctions.test(word));
  if (prose.length > 0) return false;
  if (words.length > 1 && !/[+*/|()-]/.test(content)) return false;
  return /\p{L}/u.test(content) && !/[.,;:!?]\s+\p{L}{2,}/u.test(content);
}

/** What can open maths that has lines of its own. */
export type MathsFence = "$$" | "\\[";

/** The maths that `line` opens as a block at the top level, if any. */
export function mathsFenceOf(line: string): MathsFence | undefined {
  const match = /^ {0,3}(\$\$|\\\[)(.*)$/.exec(line);
  if (match === null) return undefined;
  const fence = match[1] as MathsFence;
  const rest = match[2]!;
  const close = rest.indexOf(closing(fence));
  if (close === 0) return undefined;
  if (close > 0) return closesMaths(line, fence, true) ? fence : undefined;
  if (fence === "\\[") return fence;
  // "$$ is slang for money" opens nothing.
  return rest.trim() === "" || /[\\^_{}=<>+]/.test(rest) ? fence : undefined;
}

/** Whether `line` ends the block of maths: the sign stands last on it. `first`: `line` opened it, too. */
export function closesMaths(line: string, fence: MathsFence, first: boolean): boolean {
  const body = first ? line.replace(/^ {0,3}/, "").slice(fence.length) : line;
  const sign = closing(fence);
  return body.trimEnd().endsWith(sign) && body.indexOf(sign) === body.trimEnd().length - sign.length;
}

function closing(fence: MathsFence): string {
  return fence === "$$" ? "$$" : "\\]";
}
