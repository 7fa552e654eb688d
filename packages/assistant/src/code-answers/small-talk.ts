// Recognises talk that is about the program itself or about nothing: who are you, hello, thanks, goodbye. A message
// counts only when every clause of it is such talk, so that no real question is ever answered with a pleasantry.

import { englishPhrases } from "./phrases-en.ts";
import { chinesePhrases } from "./phrases-zh.ts";
import type { SmallTalk } from "./small-talk-kind.ts";

/** Of several kinds in one message the first of these is answered. */
const byWeight: readonly SmallTalk[] = [
  "identity",
  "ability",
  "joke",
  "forty-two",
  "well-being",
  "goodbye",
  "thanks",
  "compliment",
  "insult",
  "greeting",
];

const unitsMax = 160;
const clausesMax = 5;

const chineseName = "(?:grok)?";
const chineseEnd = "(?:啊|呀|呢|哦|哈|啦|了|吧|嘛|么|吗|哟|喔)*";

const filler =
  /^(?:ok|okay|please|pls|grok|well|so|oh|wow|yes|no|yeah|cool|nice|great|good|lol|haha+|hmm+|um+|sorry|excuse me|not bad|fine|i'm fine|im fine|请|请问|那|好的?|嗯+|哦|哈+|不好意思)$/;

const patterns = byWeight.map((kind) => {
  const lead =
    "(?:(?:so|and|ok|okay|well|oh|but|also|then|now|please|grok|hey|hi|hello|just|first of all|by the way) )*";
  const tail = "(?: (?:please|pls|grok|then|now|lol|haha|man|dude|bro|today|btw|by the way))*";
  const leadChinese = "(?:请问(?:一下)?|请|那么?|好的?|嗯|哎|诶|嘿|喂|话说|对了|你好|您好|grok)*";
  return {
    kind,
    english: new RegExp(`^${lead}(?:${englishPhrases[kind].join("|")})${tail}$`),
    chinese: new RegExp(`^${leadChinese}(?:${chinesePhrases[kind].join("|")})${chineseEnd}${chineseName}$`),
  };
});

/** What sort of talk `message` is, wholly and in every clause; null for everything else. English and Chinese. */
export function smallTalkIn(message: string): SmallTalk | null {
  if (message.length > unitsMax) return null;
  const text = message
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[‘’`´]/g, "'");
  const whole = kindOf(text.replace(/[^\p{L}\p{N}']+/gu, " "));
  if (whole !== null) return whole;
  const clauses = text
    .split(/[^\p{L}\p{N}\s']+|\n+|\s+and (?=(?:who|what|how|where|tell|thank|good|bye|are|which|do|can)\b)/u)
    .map((clause) => clause.replace(/[^\p{L}\p{N}']+/gu, " ").trim())
    .filter((clause) => clause !== "" && !filler.test(clause));
  if (clauses.length === 0 || clauses.length > clausesMax) return null;
  const kinds = clauses.map(kindOf);
  if (kinds.includes(null)) return null;
  return byWeight.find((kind) => kinds.includes(kind)) ?? null;
}

function kindOf(clause: string): SmallTalk | null {
  const spaced = clause.trim();
  const joined = spaced.replaceAll(" ", "");
  const isChinese = /\p{Script=Han}/u.test(joined);
  const found = patterns.find(({ english, chinese }) =>
    isChinese ? chinese.test(joined) : english.test(spaced),
  );
  return found?.kind ?? null;
}
