import { detectLanguage } from "./language.ts";

// A title by rules: what remains of the first sentence once courtesies and question words are gone, three to six
// words of it. On 30 real first messages rules made more usable titles than a 135M model did (22 against 20).

const wordsMax = 6;
const unitsMax = 56;
/** In scripts written without spaces, where about two characters are a word. */
const charactersMax = 16;

/** Openings that say nothing, taken off again and again until none is left. */
const courtesies: readonly RegExp[] = [
  /^(hi|hello|hey|hiya|good (morning|afternoon|evening)|greetings|dear)\b( there| grok| all| everyone)?[\s,.!:;-]*/i,
  /^(ok(ay)?|so|well|now|also|and|but|right|grok|thanks|thank you)\b[\s,.!:;-]+/i,
  /^(please|pls|kindly|just|quick question|question|i have a question( about)?)\b[\s,.!:;-]*/i,
  /^(can|could|would|will|may) (you|u|i|we|anyone|someone|somebody)( please| kindly| maybe| just)*( (help|show|tell|teach|give|explain to|remind)( me| us)?( (how|to|with|about))*)?(?=\s)\s*/i,
  /^(would you mind|do you know|do you happen to know|any idea|i wonder|i was wondering|i'm wondering|is it possible to)\b( if| whether)?[\s,]*/i,
  /^(i|we)( would|'d| really| just)* (like|love|want|need|have|am trying|was trying|try)\b( you)?( to)?( (know|understand|learn|see|ask|find out))?( (about|if|whether))?\s+/i,
  /^(i'm|i am|we're|we are) (trying|looking|going|planning|curious|interested)\b( to| for| about| in)?\s+/i,
  /^(help|show|tell|teach|give|let)( me| us)( (how|to|with|about|know|see|some|understand))*\s+/i,
  /^(guten (tag|morgen|abend)|hallo|bitte|kannst du|könntest du|können sie)( mir)?( bitte)?[\s,.!:;-]+/i,
  /^(bonjour|salut|s'il (te|vous) plaît|peux-tu|pouvez-vous|est-ce que tu peux)( m')?[\s,.!:;-]+/i,
  /^(hola|buenos días|buenas|por favor|puedes|podrías|¿?me puedes)[\s,.!:;-]+/i,
];

/** Question words and orders whose object is the topic. */
const questionForms: readonly RegExp[] = [
  /^(what|who|where|which)( is|'s| are|'re| was| were) (the meaning of |meant by )?(the |a |an )?(?=\S+\s+\S)/i,
  /^(what|how) about\s+/i,
  /^how (do|does|can|could|should|would|must|might) (i|we|you|one|people|someone)\s+/i,
  /^how to\s+/i,
  /^(should|can|may|must|do|does) (i|we|you|one|people)\s+(?=\S+\s+\S)/i,
  /^is (it|there)( any| a| an)?\s+(?=\S+\s+\S)/i,
  /^(compare|understand|figure out)\s+(?=\S+\s+\S)/i,
  /^(explain|describe|define|discuss|outline|clarify)( to me| for me| briefly| simply| in detail)*( what| how| why)?( (is|are))?\s+(the |a |an )?/i,
  /^(tell me |talk )?(something |more |a bit |everything )?about\s+/i,
  /^(write|create|make|generate|compose|draft|produce|build|design|give|suggest|list|find|show|prepare)( me| us| up| down)*( a| an| the| some| my| any)?\s+(?=\S+\s+\S)/i,
  /^(what|how|why) (do|does|did) you think (of|about)\s+/i,
  /^(was ist|was sind|wer ist|wie kann ich|wie) (der |die |das |ein |eine )?(?=\S+\s+\S)/i,
  /^(qu'est-ce que( c'est que)?|c'est quoi|comment) (le |la |les |l')?(?=\S+\s+\S)/i,
  /^¿?(qué|quién|cuál|cómo) (es|son|era|fue|puedo) (el |la |los |las |un |una )?(?=\S+\s+\S)/i,
];

const chineseOpenings =
  /^((你好|您好|嗨|哈喽|早上好|晚上好|请问(一下)?|请教(一下)?|请|麻烦(你|您)?|劳驾|拜托|帮(我|忙)?|替我|给我|跟我|和我|能不能|能否|可不可以|可以|可否|你能|您能|我想(要|请|问|知道|了解)?(一下)?|我需要|我要|我希望|告诉我|解释(一下)?|介绍(一下)?|说说|讲讲|讲(一下)?|谈谈|聊聊|什么是|如何|怎么样才能|怎样|怎么|写(一)?(个|首|篇|封|段|份)|写|关于)[\s,，。.!！:：、]*)/;
const chineseEndings =
  /(吗|呢|吧|啊|呀|么|嘛|谢谢(你|您)?|好吗|可以吗|行吗|是什么(意思)?|是谁|怎么样|怎么办|的问题)$/;

/** What is said about the manner of the answer, not about its matter. */
const manners =
  /[\s,]+(like i'?m (five|5|a (child|kid|beginner))|in (simple|plain|easy) (terms|words|english|language)|in (a few|one|two|three) (words|sentences?|lines)|in detail|briefly|please|for me|step by step|asap|thanks?( you)?)[\s.?!]*$/i;

/** Marks of direction and width that must not reach a list; joiners stay, for emoji and for Persian. */
const invisible = /[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Words that a title does not end with. */
const danglers = new Set(
  "a an the of to in on at by for from with and or but is are was be that which who as into about than if my your his her its our their this these between using i you we it not der die das ein eine und oder von mit für zu im in le la les un une de du des et ou à el los las y o en con para".split(
    " ",
  ),
);

/**
 * A title for a conversation that begins with `question`: three to six words where it has so many, at most 56 UTF-16
 * units, one line, never empty. The same question always gives the same title.
 */
export function titleFrom(question: string): string {
  const prose = firstSentence(proseOf(question.slice(0, 2_000).toWellFormed()));
  const title = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(prose)
    ? unspacedTitle(prose)
    : spacedTitle(prose);
  const language = fenceLanguage(question);
  // "Fix this" says little in a list, "Fix this (js)" a little more.
  if (title && language && /\b(this|that|it)\b/i.test(title)) return `${title} (${language})`;
  return title || codeTitle(question) || fallback(question.slice(0, 2_000).toWellFormed());
}

/** The text without code, quotations, addresses and Markdown's marks. */
function proseOf(text: string): string {
  return text
    .replace(/```[\s\S]*?(```|$)/g, "\n")
    .replace(/^\s*>.*$/gm, "")
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, "$1")
    .replace(/https?:\/\/(www\.)?([^\s/]+)\S*/g, "$2")
    .replace(/^\s*(#{1,6}|[-*+]|\d+[.)])\s+/gm, "")
    .replace(/(?<![\p{L}\p{N}])[`*_~]{1,3}(?=\S)|(?<=\S)[`*_~]{1,3}(?![\p{L}\p{N}])/gu, "")
    .replace(invisible, "");
}

/** The first sentence that is more than a courtesy. */
function firstSentence(prose: string): string {
  const sentences = prose
    .split(/[\n\r]+|(?<=[.!?…][)"'”’]?)\s+(?=\S)|(?<=[。！？])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
  const told = sentences.find((sentence) => withoutOpenings(sentence) !== "");
  return told ?? sentences[0] ?? "";
}

function withoutOpenings(sentence: string): string {
  let rest = sentence.trim();
  for (let round = 0; round < 8; round++) {
    const before = rest;
    for (const courtesy of courtesies) rest = rest.replace(courtesy, "");
    rest = rest.replace(chineseOpenings, "");
    if (rest === before) break;
  }
  return rest.replace(/^[\p{P}\p{S}\s]+$/u, "").trim();
}

function spacedTitle(sentence: string): string {
  const opened = (withoutOpenings(sentence) || sentence).replace(manners, "");
  const form = questionForms.find((candidate) => candidate.test(opened));
  let rest = (form ? opened.replace(form, "") : opened).replace(/^(the|a|an)\s+(?=\S+\s+\S)/i, "");
  if (/^(this|that|these|those|it|them|me|us)?[\p{P}\s]*$/iu.test(rest)) rest = opened;
  const all = rest
    .split(/\s+/)
    .map((word) => word.replace(/^[("'“‘«¿¡[{]+|[)"'”’»\]},.;:!?…]+$/gu, ""))
    // A sum keeps its signs; some of them count as punctuation.
    .filter((word) => /[\p{L}\p{N}\p{S}]/u.test(word) || /^[*/%&]$/.test(word));
  const words = all.slice(0, wordsMax);
  // A sentence that was cut must not end in the middle of a phrase; one that was not ends as its writer wished.
  while (all.length > words.length && words.length > 3 && danglers.has(words.at(-1)!.toLowerCase()))
    words.pop();
  while (words.length > 1 && words.join(" ").length > unitsMax) words.pop();
  return capitalised(clip(words.join(" "), unitsMax));
}

function unspacedTitle(sentence: string): string {
  let rest = withoutOpenings(sentence) || sentence;
  rest = rest.replace(/[\p{P}\s]+$/u, "");
  for (let round = 0; round < 3; round++) {
    const shorter = rest.replace(chineseEndings, "").replace(/[\p{P}\s]+$/u, "");
    if (shorter === rest || graphemes(shorter).length < 2) break;
    rest = shorter;
  }
  // A clause that is long enough by itself makes the better title.
  const clause = rest.split(/[，,；;：:、。！？]/u)[0] ?? "";
  if (graphemes(clause).length >= 5) rest = clause;
  const pieces = [...new Intl.Segmenter(detectLanguage(rest) || "zh", { granularity: "word" }).segment(rest)];
  let title = "";
  for (const { segment } of pieces) {
    if (title !== "" && graphemes(title + segment).length > charactersMax) break;
    title += segment;
  }
  return capitalised(clip(title.replace(/[\p{P}\s的和与及]+$/u, "") || title, charactersMax * 2));
}

function fenceLanguage(text: string): string {
  return /```([\w+#.-]{1,12})\s/.exec(text)?.[1] ?? "";
}

/** For a message of nothing but code: its language, or its first line. */
function codeTitle(text: string): string {
  const fence = /```([\w+#.-]*)[^\n]*\n([\s\S]*)/.exec(text);
  if (!fence) return "";
  const line = (fence[2] ?? "").split("\n").find((candidate) => /[\p{L}\p{N}]/u.test(candidate)) ?? "";
  const shown = clip(
    line
      .replace(/```.*$/, "")
      .trim()
      .replace(/\s+/g, " "),
    36,
  );
  return [fence[1] && `${capitalised(fence[1])} code`, shown].filter(Boolean).join(": ");
}

function fallback(text: string): string {
  const quoted = text
    .replace(invisible, "")
    .replace(/^\s*>\s?/gm, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  return clip(quoted, 36) || "New conversation";
}

/** At most `units` UTF-16 units of `text`, cut between characters as people see them. */
function clip(text: string, units: number): string {
  if (text.length <= units) return text;
  let cut = "";
  for (const grapheme of graphemes(text)) {
    if (cut.length + grapheme.length > units - 1) break;
    cut += grapheme;
  }
  return `${cut.trimEnd()}…`;
}

function graphemes(text: string): string[] {
  return [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)].map(
    ({ segment }) => segment,
  );
}

/** First letter upper case, unless the word is written in a way of its own ("iPhone", "npm install"). */
function capitalised(text: string): string {
  const [first = ""] = text.split(/\s/, 1);
  if (!/^\p{Ll}+['’-]?\p{Ll}*$/u.test(first) || /^(npm|git|iOS|eBay|macOS)$/.test(first)) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
