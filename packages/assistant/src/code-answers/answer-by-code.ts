import type { PersonaMode } from "@grok/conversation";
import type { ModelDescription } from "@grok/model";
import type { Sum } from "./arithmetic.ts";
import { smallTalkIn } from "./small-talk.ts";
import { sumIn } from "./sum-question.ts";
import { englishSums } from "./sums-en.ts";
import { chineseSums } from "./sums-zh.ts";
import { englishWit } from "./wit-en.ts";
import { chineseWit } from "./wit-zh.ts";

/**
 * What the program itself says to `question`: who it is, pleasantries, jokes and bare sums. A small model gets these
 * wrong (asked for its name, one said "Grakk, a bounty hunter"), so for models that cannot keep a persona code answers.
 * Null where the model is to answer: it has the ability, or the question is about anything else.
 *
 * `pick`: 0 up to, not including, 1; chooses among several answers.
 */
export function answerByCode(
  question: string,
  options: {
    model: Pick<ModelDescription, "title" | "abilities">;
    mode: PersonaMode;
    /** For a question in no language, such as "17*23". */
    language: "en" | "zh";
    pick: number;
  },
): string | null {
  const { model, mode, pick } = options;
  if (model.abilities.includes("persona")) return null;
  const own = /\p{Script=Han}/u.test(question) ? "zh" : /\p{L}/u.test(question) ? "en" : options.language;
  const talk = smallTalkIn(question);
  if (talk !== null) {
    const answers = (own === "zh" ? chineseWit : englishWit)[talk][mode];
    return choose(answers, pick).replaceAll("{model}", () => model.title);
  }
  const sum = sumIn(question);
  return sum && toldSum(sum, mode, own, pick);
}

function toldSum(sum: Sum, mode: PersonaMode, language: "en" | "zh", pick: number): string {
  const told = language === "zh" ? chineseSums : englishSums;
  const answers = sum.type === "value" ? told[mode] : told[sum.type][mode];
  const equation =
    sum.type === "value" ? `${sum.expression} ${sum.exact ? "=" : "≈"} ${sum.text}` : sum.expression;
  return choose(answers, pick).replaceAll("{sum}", () => equation);
}

function choose(answers: readonly string[], pick: number): string {
  const at = Math.min(answers.length - 1, Math.max(0, Math.floor(pick * answers.length)));
  return answers[at] ?? "";
}
