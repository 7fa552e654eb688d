import { sumIn } from "../code-answers/sum-question.ts";
import { nounPhrase, verbPhrase } from "./english-phrase.ts";
import { decidingEnglish, isAboutTheAsker } from "./english-sentence.ts";
import { englishTask, saysItIsBroken } from "./english-task.ts";
import {
  type Intent,
  materialUnitsMin,
  nothingRead,
  type QuestionReading,
  questionProse,
  tasks,
} from "./question-reading.ts";

const attributes =
  /^the (?:\w+ )?(capital|population|height|area|distance|length|size|speed|price|cost|currency|president|prime minister|king|queen|mayor|ceo|name|date|year|age|weight|mass|temperature|boiling point|melting point|freezing point|symbol|formula|number|colou?r|flag|language|religion|author|largest|biggest|smallest|longest|shortest|highest|tallest|fastest|slowest|oldest|first|last|deepest|closest|nearest|most|least)\b/i;

const currentWords =
  /\b(today|tonight|tomorrow|yesterday|right now|at the moment|currently|latest|newest|this (morning|evening|week|month|year|season)|weather|forecast|news|headlines|stock price|share price|exchange rate|score|trending|what time is it|what day is it|what(?:'s| is) the (time|date))\b/i;

const isBetter = "(?:better|best|faster|cheaper|healthier|easier|bigger|stronger|safer|worse|more \\w+)";

type Make = (intent: Intent, found?: Partial<QuestionReading>) => QuestionReading;

/** A question in English taken apart. Never throws; of a megabyte it reads the two ends. */
export function readEnglishQuestion(question: string): QuestionReading {
  const { prose, hasCode } = questionProse(question);
  const asked = decidingEnglish(prose);
  const as: Make = (intent, found = {}) => ({
    ...nothingRead,
    personal: isAboutTheAsker(asked),
    current: !tasks.has(intent) && currentWords.test(asked),
    follows: !found.topic && !found.doing && /\b(it|that|this|them|these|those|they)\b/i.test(asked),
    ...found,
    intent,
  });
  if (hasCode) return as(saysItIsBroken(prose) ? "fix" : "code");
  const isSum = sumIn(question) !== null;
  if (isSum || /\b(calculate|compute|solve|how much is)\b.*\d|\d+ ?(%|percent) of \d/i.test(asked))
    return as("sum");
  if (!/\p{L}{2}/u.test(asked)) return nothingRead;
  const task = englishTask(asked);
  if (task !== null) return as(task);
  const found = opinion(asked, as) ?? comparison(asked, as) ?? wonder(asked, as) ?? rest(asked, prose, as);
  const isAsked = prose.includes("?") || found.intent !== "define";
  if (prose.length < materialUnitsMin || found.intent === "statement") return found;
  // "What is the main idea?" behind a page of text is about the page.
  return isAsked ? as("summarise") : nothingRead;
}

function opinion(asked: string, as: Make): QuestionReading | null {
  // Of what is to be done in a case that only the asker knows, no template knows more.
  if (/^what (should|can|could) (i|we) do\b/i.test(asked)) return as("statement");
  return /^(what (do|would) you|what should (i|we)|do you (think|believe|like|prefer|agree)|is it (worth|ok|okay|right|wrong|ethical|moral)|would you|what's your (opinion|view|take)|your (opinion|view))\b/i.test(
    asked,
  )
    ? as("opinion")
    : null;
}

function comparison(asked: string, as: Make): QuestionReading | null {
  const pair = (a = "", b = "", choice = false) => {
    const [topic, other] = [nounPhrase(a), nounPhrase(b.replace(/[,:].*$|\s(for|in|when|if|as)\s.*$/i, ""))];
    const short = topic !== null && other !== null && topic.length + other.length <= 36;
    return as("compare", { topic: short ? topic : null, other: short ? other : null, choice });
  };
  const difference =
    /\bdifferences?\b.* between (.+?) (?:and|&|vs\.?) (.+)$/i.exec(asked) ??
    /^compare (.+?) (?:and|&|with|to|vs\.?) (.+)$/i.exec(asked) ??
    /^how (?:does|do|is|are) (.+?) (?:differ|different) from (.+)$/i.exec(asked);
  if (difference) return pair(difference[1], difference[2]);
  const choice =
    /^(.{1,40}?) (?:vs\.?|versus) (.{1,40})$/i.exec(asked) ??
    new RegExp(`^(?:which|what|who) (?:is|are|one is) ${isBetter}[^,:]*[,:] (.+?) or (.+)$`, "i").exec(
      asked,
    ) ??
    new RegExp(`^(?:is|are) (.+?) ${isBetter} than (.+)$`, "i").exec(asked) ??
    /^(?:should i|do i) (?:buy|get|learn|use|choose|take|eat|drink|pick) (.+?) or (.+)$/i.exec(asked);
  return choice && pair(choice[1], choice[2], true);
}

/** Kinds that their first words tell. */
const byOpening: readonly (readonly [Intent, RegExp])[] = [
  ["who", /^(who|whose)\b/i],
  ["when", /^(when|what (year|date|day|century)|in (what|which) year)\b/i],
  ["where", /^where\b/i],
  [
    "quantity",
    /^how (many|much|long|far|old|tall|big|large|fast|often|high|deep|heavy|hot|cold|wide|small|strong|close)\b/i,
  ],
  ["why", /^why\b|^how come\b|^what (causes?|caused|makes|made|is causing)\b/i],
  ["word", /^how (do|would|should) (you|i|we|people) (pronounce|spell)\b/i],
];

/** Questions that begin with a question word. */
function wonder(asked: string, as: Make): QuestionReading | null {
  const about =
    /^(?:define|explain|describe|discuss|outline|introduce|tell me (?:something |more |a bit |everything )?about|talk about|what(?:'s| is| are| was| were)|whats|what do you know about)\s+(?:the (?:concept|idea|definition|theory behind|basics) of |meant by |exactly )?(.+)$/i.exec(
      asked,
    );
  if (about) return definition(about[1]!, as);
  const means = /^what (?:does|do) (.+?) (mean|do|stand for)$/i.exec(asked);
  if (means?.[2] === "mean") return as("word");
  if (means) return as(means[2] === "do" ? "how-works" : "define", { topic: nounPhrase(means[1]!) });
  const indirect = /^what (.+?) (?:is|are|was|were|means?)$/i.exec(asked);
  if (indirect) return definition(indirect[1]!, as);
  const who = /^who(?:'s| is| was| are| were) (?!the |an? |your |my |going |behind |in |on |at )(.+)$/i.exec(
    asked,
  );
  const name = who && nounPhrase(personName(who[1]!));
  if (name) return as("person", { topic: name });
  const opening = byOpening.find(([, words]) => words.test(asked));
  if (opening) return as(opening[0]);
  const how =
    /^how (?:to|do (?:i|we|you|people)|can (?:i|we|you|one)|could (?:i|we)|should (?:i|we|one)|would (?:i|you)|does one|did (?:i|you)) (.+)$/i.exec(
      asked,
    );
  if (how) return as("how-to", { doing: verbPhrase(how[1]!) });
  if (/^how did\b/i.test(asked)) return as("event");
  const works =
    /^how (?:does|do) (.+?) (?:actually |really )?(?:work|works|function|operate|form|develop|evolve)\b/i.exec(
      asked,
    );
  if (works) return as("how-works", { topic: nounPhrase(works[1]!) });
  if (/^how (about|is|was|are|were)\b/i.test(asked)) return null;
  return /^how\b/i.test(asked) ? as("how-works") : null;
}

function definition(object: string, as: Make): QuestionReading {
  const way =
    /^(?:the |a )?(?:best|easiest|quickest|fastest|cheapest|right|proper|good|simplest|correct) ways? (?:to|of) (.+)$/i.exec(
      object,
    );
  if (way) return as("how-to", { doing: verbPhrase(way[1]!) });
  const nested = /^(how|why|who|when|where|what)\b/i.test(object) ? wonder(object, as) : null;
  if (nested) return nested;
  if (attributes.test(object)) return as("lookup");
  const several =
    /^(?:the |some |some of the )?(?:\w+ )?(types|kinds|benefits|advantages|disadvantages|pros and cons|causes|symptoms|steps|rules|parts|stages|effects|side effects|reasons|examples|ways|ideas|tips|best|good|top|features|uses)\b/i;
  if (several.test(object)) return as("list");
  const [subject = ""] = object.split(/[,:;(]|\s[-–—]\s| and (?=how|why|what|who|when|where)/);
  return as("define", { topic: nounPhrase(subject) });
}

const orders =
  /^(give|show|make|find|add|try|continue|go|keep|use|include|convert|turn|put|change|explain|describe|expand|elaborate|act|pretend|answer|say|repeat|calculate|draw|let|analy[sz]e|discuss|argue|convince|prove|write|tell|check|help|do|be|read|look|imagine|rank|sort|design|prepare|come up|pick|choose)\b/i;

function rest(asked: string, prose: string, as: Make): QuestionReading {
  // "And at night?" is understood only from what stands before it.
  if (/^(and|but|or|what about|how about)\b/i.test(prose.trim()) && asked.split(" ").length <= 4)
    return as("statement");
  if (/^should (i|we)\b/i.test(asked)) return as("opinion");
  if (
    /^(is|are|was|were|do|does|did|can|could|will|would|has|have|had|may|must|am|isn't|aren't|don't|doesn't|might|should)\b/i.test(
      asked,
    )
  )
    return as("yes-no");
  if (orders.test(asked)) return as("other");
  const topic = prose.includes("?") || /\n\s*\S/.test(prose.trim()) ? null : bareTerm(asked);
  if (topic !== null) return as("define", { topic });
  return as(prose.includes("?") ? "other" : "statement");
}

/** A term by itself ("quantum computing", "NASA"); one word in small letters is too little to go by. */
function bareTerm(asked: string): string | null {
  const noun = /^[\p{L}\p{N}'&.+#/ -]+$/u.test(asked) ? nounPhrase(asked) : null;
  const words = noun?.split(" ") ?? [];
  if (noun === null || words.length > 3 || /^(the|my|some|any)\b/i.test(noun)) return null;
  if (words.length === 1) return /^\p{Lu}/u.test(noun) ? noun : null;
  // A capital at the beginning alone is a habit.
  const inSmall = words.slice(1).every((word) => word === word.toLowerCase());
  return inSmall && /^\p{Lu}\p{Ll}/u.test(noun) ? noun.charAt(0).toLowerCase() + noun.slice(1) : noun;
}

/** A name written in small letters, with capitals. */
function personName(name: string): string {
  if (name !== name.toLowerCase() || name.split(" ").length > 4) return name;
  return name.replace(/(?<![\p{L}'])(?!(?:van|von|de|da|di|der|la|le|bin|al|of|the)\b)\p{Ll}/gu, (letter) =>
    letter.toUpperCase(),
  );
}
