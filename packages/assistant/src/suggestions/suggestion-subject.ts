import { asWrittenIn, numbered, numberOf } from "../question/english-phrase.ts";
import type { QuestionReading } from "../question/question-reading.ts";
import { readQuestion } from "../question/read-question.ts";
import { nameInReply } from "./names-in-reply.ts";
import type { Fillings, TemplateKey } from "./templates.ts";

/** Which templates fit, and what goes into them. */
export interface SuggestionSubject {
  readonly key: TemplateKey;
  readonly fillings: Fillings;
}

/** How far back a follow-up ("explain that more simply") may find what it is about. */
const questionsBackMax = 2;

/** Asked of one's own affairs these have no answer that could be followed up. */
const notOfOneself = new Set(["who", "when", "where", "event", "quantity", "lookup", "yes-no", "define"]);

/** What to ask on about after the last of `questions` and its `reply`; null where nothing sensible can be. */
export function subjectOf(
  questions: readonly string[],
  reply: string,
  language: "en" | "zh",
): SuggestionSubject | null {
  const question = questions.at(-1) ?? "";
  const reading = readQuestion(question, language);
  const { intent, other, doing, personal } = reading;
  if (reading.current || intent === "statement" || (personal && notOfOneself.has(intent))) return null;
  const found = reading.topic ?? (reading.follows ? earlierTopic(questions, language) : null);
  // "What is it?", and nothing before that says what.
  if (intent === "define" && reading.follows && found === null) return null;
  // A word by itself need not be a question; the reply shows whether it was taken for one.
  const isBare = found !== null && question.trim().toLowerCase() === found.toLowerCase();
  if (isBare && !reply.toLowerCase().includes(found.toLowerCase())) return null;

  const isEnglish = language === "en";
  const topic = found && isEnglish ? numbered(asWrittenIn(reply, found), reply) : found;
  const number = topic === null || !isEnglish ? "unsure" : numberOf(topic);
  const name = isEnglish ? nameInReply(reply, question) : null;
  return {
    key: keyOf(reading, topic, name),
    fillings: {
      topic,
      other: other && isEnglish ? asWrittenIn(reply, other) : other,
      doing,
      name,
      does: number === "unsure" ? null : number === "many" ? "do" : "does",
      is: number === "unsure" ? null : number === "many" ? "are" : "is",
    },
  };
}

function keyOf(reading: QuestionReading, topic: string | null, name: string | null): TemplateKey {
  const { intent, personal, choice, follows } = reading;
  if (intent === "why" && personal) return "why-personal";
  if (intent === "compare" && choice) return "compare-choice";
  if (intent === "lookup" && name !== null) return "lookup-name";
  const isDefined = intent === "define" || (intent === "other" && follows);
  if (topic === null || !isDefined) return intent;
  return isName(topic) ? "define-name" : "define";
}

/** Of people, places, works and products there are no everyday examples. */
function isName(topic: string): boolean {
  return (
    /^(the |The )?[\p{Lu}《]/u.test(topic) ||
    /.(朝|国|省|市|县|州|江|河|山|湖|岛|战争|大学|公司|战役|条约|事件)$/.test(topic)
  );
}

function earlierTopic(questions: readonly string[], language: "en" | "zh"): string | null {
  const earlier = questions.slice(0, -1).slice(-questionsBackMax).reverse();
  return (
    earlier.map((question) => readQuestion(question, language).topic).find((topic) => topic !== null) ?? null
  );
}
