import { englishOpeners } from "./openers-en.ts";
import { chineseOpeners } from "./openers-zh.ts";

/** Between an opener and what the model writes. */
export const afterOpener = "\n\n";

/** Units of the longest, with room. */
const openerUnitsMax = 200;

const known: ReadonlySet<string> = new Set(
  [englishOpeners, chineseOpeners].flatMap((openers) => Object.values(openers).flat()),
);

/**
 * The opener that `text` begins with, with what follows it, or "". Openers are told by their words, so that a reply that
 * was continued or edited is read alike; a line that is taken out of the tables is taken for the model's from then on.
 */
export function openerOf(text: string): string {
  const end = text.indexOf(afterOpener);
  return end > 0 && end <= openerUnitsMax && known.has(text.slice(0, end))
    ? text.slice(0, end + afterOpener.length)
    : "";
}

/** `text` as the model wrote it: openers are the program's words, and are never fed back as if they were the model's. */
export function withoutOpener(text: string): string {
  return text.slice(openerOf(text).length);
}
