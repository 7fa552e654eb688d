import { type ConversationNode, type PersonaMode, textOf } from "@grok/conversation";
import type { ModelDescription } from "@grok/model";
import { detectLanguage } from "../language.ts";
import { readQuestion } from "../question/read-question.ts";
import { isSerious } from "../question/serious-topics.ts";
import { afterOpener, openerOf } from "./opener-text.ts";
import { openerKinds } from "./openers.ts";
import { englishOpeners } from "./openers-en.ts";
import { chineseOpeners } from "./openers-zh.ts";

/** About one fun reply in two begins with one; every reply would be a tic. */
const share = 0.5;

/** Longer messages hold material to work on rather than a question to be quipped at. */
const questionUnitsMax = 600;

/** Asks for a form that a line before the answer would break. */
const bareForm =
  /\b(json|yaml|csv|xml|only|just (the|a|one)|one word|single word|single letter|true or false|yes or no|no (jokes?|intro|preamble|explanation)|nothing else|seriously|be serious|be brief)\b|只(要|给|输出|回答|说|用)|一个(字|词)|不要(开玩笑|解释|多说|废话)|别(开玩笑|废话)|直接(回答|给出|输出)|是或否|严肃/i;

/**
 * The line with which code begins a fun reply of a model that cannot keep a persona, with the blank line that follows;
 * "" where the reply begins with the model's own words. Wit is out of place on serious topics, where the user set
 * instructions of their own, and where the answer's form is prescribed.
 *
 * `path`: root first, ends with the question. `pick`: 0 up to, not including, 1.
 */
export function chooseOpener(ask: {
  readonly path: readonly ConversationNode[];
  readonly model: Pick<ModelDescription, "abilities">;
  readonly mode: PersonaMode;
  readonly instructions: string;
  readonly pick: number;
}): string {
  if (ask.mode !== "fun" || ask.model.abilities.includes("persona") || ask.instructions.trim() !== "")
    return "";
  if (!(ask.pick < share)) return "";
  const questions = ask.path.filter((node) => node.role === "user").map(textOf);
  const question = questions.at(-1) ?? "";
  if (question.length > questionUnitsMax || bareForm.test(question) || questions.slice(-4).some(isSerious))
    return "";
  const language = detectLanguage(question);
  if (language !== "en" && language !== "zh") return "";
  const kind = openerKinds[readQuestion(question, language).intent];
  if (kind === null) return "";
  const used = new Set(ask.path.map((node) => openerOf(textOf(node))));
  const fresh = (language === "zh" ? chineseOpeners : englishOpeners)[kind]
    .map((line) => line + afterOpener)
    .filter((opener) => !used.has(opener));
  return fresh[Math.floor((Math.max(0, ask.pick) / share) * fresh.length)] ?? "";
}
