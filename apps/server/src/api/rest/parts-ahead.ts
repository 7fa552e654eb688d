import type { AnswerPart } from "@grok/dialects";
import type { BegunAnswers } from "./begin-answers.ts";
import { readAhead } from "./read-ahead.ts";

/** About as many bytes as a long answer has: a model is done, and others have their turn, while a client still reads. */
const aheadMax = 2 ** 20;

/** `parts`, read ahead of a client that takes its time. */
export function partsAhead(parts: BegunAnswers["parts"]): BegunAnswers["parts"] {
  return readAhead(parts, ({ item }) => sizeOf(item), aheadMax);
}

/** About how many bytes a part holds in memory. */
function sizeOf(part: AnswerPart): number {
  return 200 + ("text" in part ? 2 * part.text.length : 0);
}
