import { numbersIn } from "./answer-type.ts";
import { areOpposed, isDenial } from "./doubt-and-denial.ts";
import type { Passage } from "./passages.ts";
import type { PostAsk } from "./post-ask.ts";

const numeric: ReadonlySet<PostAsk["type"]> = new Set(["number", "price", "score", "when"]);

/** Whether two passages cannot both answer `ask`: other numbers, one denying what the other says, opposite words. */
export function differ(ask: PostAsk, a: Passage, b: Passage): boolean {
  if (numeric.has(ask.type)) {
    const asked = new Set(numbersIn(ask.question));
    const [one, other] = [a, b].map(({ quote }) => numbersIn(quote).filter((number) => !asked.has(number)));
    if (one!.length > 0 && other!.length > 0) return !one!.some((number) => other!.includes(number));
    return false;
  }
  if (areOpposed(a.quote, b.quote)) return true;
  return isDenial(a.quote) !== isDenial(b.quote) && likeness(a.terms, b.terms) >= 0.4;
}

/** Shared terms against those of the smaller, 0 to 1. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((term) => b.has(term)).length;
  return shared / Math.max(1, Math.min(a.size, b.size));
}
