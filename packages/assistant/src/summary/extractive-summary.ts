import { type ConversationNode, textOf } from "@grok/conversation";
import { smallTalkIn } from "../code-answers/small-talk.ts";
import { withoutOpener } from "../openers/opener-text.ts";
import { proseSentences } from "./prose-sentences.ts";
import { saysTheSame, sentenceScores } from "./sentence-scores.ts";

// Summaries for models that would invent while summing up: the best sentences as they stand. They cannot say what is
// not there, and at worst leave something out.

/** In the provenance of such a summary. */
export const extractiveNote = "extractive-summary";

/** Questions that one summary covers; of more, the last ones, where the branch got to. */
const turnsMax = 6;
const sentencesMost = 6;
const sentencesOfOneQuestion = 4;
/** Turns that are looked at; further back is further than a summary reaches. */
const turnsRead = 60;
const questionUnitsMax = 120;

const words = {
  en: {
    lead: "Taken word for word from the other branch:",
    nothing: "There is nothing to sum up: that branch holds no text.",
    unanswered: "Not answered there.",
    noProse: "Answered there without a sentence to quote, such as in code or a table.",
    earlier: (count: number) => `${count} earlier ${count === 1 ? "question is" : "questions are"} left out.`,
  },
  zh: {
    lead: "以下句子摘自另一个分支，未作改动：",
    nothing: "没有可以总结的内容：那个分支里没有文字。",
    unanswered: "那里还没有回答。",
    noProse: "那里的回答没有可以摘引的句子，比如只有代码或表格。",
    earlier: (count: number) => `更早的 ${count} 个问题没有列出。`,
  },
};

interface Turn {
  /** One line; "" where the branch begins with a reply. */
  readonly question: string;
  readonly reply: string;
}

/**
 * A summary of `source` in Markdown: a list of at most six sentences, by question where there are several. `isExtract`
 * is false where there was no text, which the text then says.
 *
 * `source`: nodes of one branch, oldest first. Works in bounded time on texts of any length.
 */
export function extractiveSummary(
  source: readonly ConversationNode[],
  language: "en" | "zh",
): { readonly text: string; readonly isExtract: boolean } {
  const told = words[language];
  const all = turnsOf(source);
  const serious = all.filter(({ question }) => smallTalkIn(question) === null);
  const turns = serious.length > 0 ? serious : all;
  if (turns.length === 0) return { text: told.nothing, isExtract: false };

  const shown = turns.slice(-turnsMax);
  const each =
    shown.length === 1 ? sentencesOfOneQuestion : Math.max(1, Math.floor(sentencesMost / shown.length));
  const used: string[] = [];
  const blocks = shown.map(({ question, reply }) => {
    const sentences = bestSentences(reply, question, each, used);
    used.push(...sentences);
    const items = sentences.length > 0 ? sentences : [reply.trim() === "" ? told.unanswered : told.noProse];
    const list = items.map((item) => `- ${item}`).join("\n");
    return question !== "" && shown.length > 1 ? `**${question}**\n\n${list}` : list;
  });
  const left = turns.length - shown.length;
  return {
    text: [told.lead, ...blocks, ...(left > 0 ? [told.earlier(left)] : [])].join("\n\n"),
    isExtract: true,
  };
}

function turnsOf(source: readonly ConversationNode[]): readonly Turn[] {
  const turns: Turn[] = [];
  for (const node of source.slice(-2 * turnsRead)) {
    const text = withoutOpener(textOf(node));
    if (text.trim() === "") continue;
    if (node.role === "user") turns.push({ question: oneLine(text), reply: "" });
    else turns.push({ question: turns.at(-1)?.reply === "" ? turns.pop()!.question : "", reply: text });
  }
  return turns;
}

/** The best sentences of `reply` in their own order, none of them much like one in `used`. */
function bestSentences(
  reply: string,
  question: string,
  count: number,
  used: readonly string[],
): readonly string[] {
  const sentences = proseSentences(reply);
  const scores = sentenceScores(sentences, question);
  const ranked = sentences.map((_, at) => at).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const chosen: number[] = [];
  for (const at of ranked) {
    if (chosen.length === count) break;
    const known = [...used, ...chosen.map((other) => sentences[other]!)];
    if (!known.some((other) => saysTheSame(other, sentences[at]!))) chosen.push(at);
  }
  return chosen.sort((a, b) => a - b).map((at) => sentences[at]!);
}

/** A question as a bold line: no marks of its own, and no longer than a line. */
function oneLine(text: string): string {
  const line = text
    .slice(0, 2_000)
    .replace(/```[\s\S]*?(```|$)/g, " ")
    .replace(/[*_`#>|[\]]/g, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  if (line.length <= questionUnitsMax) return line || "…";
  return `${line
    .slice(0, questionUnitsMax - 1)
    .trimEnd()
    .toWellFormed()}…`;
}
