import { type ConversationNode, type PersonaMode, textOf } from "@grok/conversation";
import { smallTalkIn } from "../code-answers/small-talk.ts";
import { detectLanguage } from "../language.ts";
import { withoutOpener } from "../openers/opener-text.ts";
import { isCrisis, isSerious } from "../question/serious-topics.ts";
import { proseSentences } from "../summary/prose-sentences.ts";
import { postSuggestions } from "./post-suggestions.ts";
import { isShowable, repeats, sameSuggestion, suggestionsMax } from "./suggestion-rules.ts";
import { subjectOf } from "./suggestion-subject.ts";
import { type Fillings, fillTemplates } from "./templates.ts";
import { englishTemplates } from "./templates-en.ts";
import { englishFunTemplates } from "./templates-en-fun.ts";
import { chineseTemplates } from "./templates-zh.ts";
import { chineseFunTemplates } from "./templates-zh-fun.ts";

const templates = {
  en: { regular: englishTemplates, fun: englishFunTemplates },
  zh: { regular: chineseTemplates, fun: chineseFunTemplates },
};

/** Suggestions that repeat the topic, of the three; more read like a drill. */
const withTopicMax = 2;

/** Questions that set the tone. */
const questionsWeighed = 3;

/** Asked for plainly, an answer needs no plainer one. */
const simplyAsked = /simpl|like i'?m|\bfive\b|child|\bkid|beginner|plain|简单|通俗|孩子|小孩|大白话/i;
const simpler = /ten-year-old|simpl|十岁|简单/i;
/** Out of tune with illness, death and disaster. */
const outOfTune =
  /comparison|ten-year-old|example|goes wrong|start with|everyday|比方|十岁|例|出了问题|先从|日常/i;

const ownTrouble = /\b[Mm]y\b|\b[Ii]('m|'ve|'d|’m|’ve|’d)?\s+[a-z]|我/;

/**
 * At most three questions by code, or none where only silly ones could be made: after small talk, a broken or evasive
 * reply, a message that asks for nothing, in a crisis, about the news of the day, in a language without templates.
 * `path`: root first, ends with the reply. The same arguments give the same questions.
 */
export function fallbackSuggestions(
  path: readonly ConversationNode[],
  mode: PersonaMode,
  pick: number,
): readonly string[] {
  const reply = path.at(-1);
  const questions = path.filter((node) => node.role === "user").map(textOf);
  if (reply?.role !== "assistant" || reply.status !== "done" || questions.length === 0) return [];
  const said = withoutOpener(textOf(reply));
  if (said.trim() === "" || isEvasive(said) || isRuin(reply, said) || smallTalkIn(questions.at(-1)!) !== null)
    return [];
  const weighed = questions.slice(-questionsWeighed);
  const serious = weighed.some(isSerious);
  // Of somebody's own grief or trouble no template knows enough to ask.
  if (weighed.some(isCrisis) || (serious && weighed.some((asked) => ownTrouble.test(asked)))) return [];
  const language = languageOf(questions, said);
  if (reply.provenance?.live && language !== null)
    return postSuggestions[language][reply.citations.length > 0 ? "cited" : "none"];
  const subject = language && subjectOf(questions, said, language);
  if (language === null || subject === null) return [];

  const groups = fillTemplates(
    templates[language][serious ? "regular" : mode][subject.key],
    subject.fillings,
  );
  const plainly = simplyAsked.test(questions.at(-1)!.slice(0, 1_000));
  const fitting = groups.map((group) =>
    group.filter(
      (text) =>
        isShowable(text) &&
        !(plainly && simpler.test(text)) &&
        !(serious && outOfTune.test(text)) &&
        !questions.some((question) => repeats(text, question)),
    ),
  );
  return choose(
    fitting.filter((group) => group.length > 0),
    subject.fillings,
    pick,
  );
}

/** Whether a loop left nothing of the reply but scraps. */
function isRuin(reply: ConversationNode, said: string): boolean {
  return (reply.provenance?.notes.includes("loop-cut") ?? false) && proseSentences(said).length === 0;
}

/** The language of the conversation, where there are templates for it. */
function languageOf(questions: readonly string[], reply: string): "en" | "zh" | null {
  const found =
    questions.map(detectLanguage).findLast((language) => language !== "") ?? detectLanguage(reply);
  return found === "en" || found === "zh" ? found : null;
}

/** A reply that answers nothing leaves nothing to ask on. */
function isEvasive(reply: string): boolean {
  return /^(i'?m sorry|i am sorry|sorry,|i apologi[sz]e|i (cannot|can't|can not|could ?n[o']t)\b|as an ai\b|i (don't|do not) (know|have|understand)|i'm (not able|unable)|i would need|很抱歉|抱歉|对不起|我(不能|无法|不知道|不清楚|没有办法)|作为(一个|一名)?(人工智能|AI))/i.test(
    reply.trim().replaceAll("’", "'"),
  );
}

/** One of each group, beginning anywhere. */
function choose(
  groups: readonly (readonly string[])[],
  { topic, other, doing }: Fillings,
  pick: number,
): readonly string[] {
  const start = Math.floor(Math.min(Math.max(pick, 0), 0.999_999) * groups.length);
  const phrases = [topic, other, doing].filter((phrase) => phrase !== null);
  const isAbout = (text: string) => phrases.some((phrase) => text.includes(phrase));
  const chosen: string[] = [];
  for (const group of [...groups.slice(start), ...groups.slice(0, start)]) {
    if (chosen.length === suggestionsMax) break;
    const fresh = group.filter((text) => !chosen.some((other) => sameSuggestion(other, text)));
    const isFull = chosen.filter(isAbout).length >= withTopicMax;
    const found = isFull ? fresh.find((text) => !isAbout(text)) : fresh[0];
    if (found !== undefined) chosen.push(found);
  }
  return chosen;
}
