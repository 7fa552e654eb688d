// Noun and verb phrases that stand well in the middle of another sentence. Whatever might not is refused: a follow-up
// without a topic is better than one with half a clause in it.

const unitsMax = 40;
const wordsMax = 6;

/** Words that make a phrase point outside itself, or make it a clause. */
const outside = new Set(
  "i you he she it we they me him us them my your his her its our their mine yours this that these those here there who whom whose which what when where why how if because while do does did is are was were be been being am has have had can could will would should shall may might must not isn't aren't don't doesn't something anything everything someone anyone everyone somebody anybody nothing thing things stuff one ones same such so too very really actually else about please".split(
    " ",
  ),
);

/** Openings of "what is ..." that name no topic. */
const noTopic =
  /^(going|happening|wrong|up|new|next|left|missing|causing|making|better|best|worse|worst|more|most|the (matter|problem|issue|point|best|worst|difference|same|deal|catch|reason|answer|right|correct|easiest|most|plural|opposite|past tense|word|name|code|output|result|last|next|first|following|above|below)|a good|a better|good|like|for|on|in|at|to|not|all|some|any|and|or)\b/i;

const articles = /^(the|a|an)\s+/i;

/** Nouns whose singular ends like a plural, or whose number shows nowhere. */
const unsureEnd = /(ss|us|is|ics|as|os)$/i;
const irregularMany =
  /^(people|children|men|women|mice|feet|teeth|geese|bacteria|fungi|phenomena|criteria)$/i;
const noPlural =
  /(man|woman|child|mouse|foot|tooth|goose|fe|f|is|us|um|on|ix|ex|sheep|fish|series|species)$/i;

export type GrammaticalNumber = "one" | "many" | "unsure";

/** `phrase` as a noun phrase with an article where it needs one, countable things in the plural; null where it is not clean. */
export function nounPhrase(phrase: string): string | null {
  const bare = trimmed(phrase);
  if (bare === "" || bare.length > unitsMax || noTopic.test(bare) || /^the [a-z]+est\b/i.test(bare))
    return null;
  if (!/^[\p{L}\p{N}][\p{L}\p{N} '&.+#/-]*$/u.test(bare) || !/\p{L}{2}|^[A-Z][+#]*$/u.test(bare)) return null;
  const words = bare.split(" ");
  if (words.length > wordsMax || words.some((word) => outside.has(word.toLowerCase()))) return null;
  // Shouting hides which words are names.
  if (words.length > 1 && bare === bare.toUpperCase() && bare.length > 8) return null;
  if (/^(an?)$/i.test(words[0]!)) return plural(words.slice(1));
  const article = /^(the)\s/i.test(bare);
  // A single word of two letters or a lone lower-case word that takes an article ("apple") would not be grammatical.
  return article ? bare.replace(/^the/i, "the") : bare;
}

/** `phrase` as what somebody does, bare infinitive first; null where it is not clean. */
export function verbPhrase(phrase: string): string | null {
  const bare = trimmed(phrase).replace(/^(go about|best|properly|quickly|easily|actually)\s+/i, "");
  const words = bare.split(" ");
  if (bare.length > 46 || words.length < 2 || words.length > 8) return null;
  if (!/^[a-z]{2,}$/.test(words[0]!) || !/^[\p{L}\p{N} '&.+#/-]+$/u.test(bare)) return null;
  if (
    /^(be|is|are|do|know|say|spell|pronounce|call|it|that|they|we|you|get to|the|a|an|not|come|feel|tell|think|like|look|end up)\b/.test(
      bare,
    )
  )
    return null;
  const pointing =
    /^(it|this|that|these|those|them|him|her|you|your|he|she|they|their|so|and|but|if|when|because|what|who|which)$/;
  if (words.some((word) => pointing.test(word.toLowerCase()))) return null;
  // "How to Train Your Dragon" is a name.
  return words.filter((word) => /^[A-Z]/.test(word)).length > words.length / 2 ? null : bare;
}

/** Whether `noun` takes "is" or "are". */
export function numberOf(noun: string): GrammaticalNumber {
  if (/\s(and|or|&)\s/.test(noun)) return "unsure";
  const head = noun.split(
    / (?:of|in|on|for|with|to|from|between|at|by|during|as|under|over|without|against)\b/,
  )[0]!;
  const last = head.split(" ").at(-1)!;
  if (irregularMany.test(last)) return "many";
  if (!/s$/i.test(last)) return /data|media|police|staff/i.test(last) ? "unsure" : "one";
  return unsureEnd.test(last) || /^[A-Z]/.test(last) ? "unsure" : "many";
}

function trimmed(phrase: string): string {
  return phrase
    .replace(/[\s.?!,;:…]+$/u, "")
    .replace(/["“”«»]|(?<!\p{L})['‘]|['‘](?!\p{L})/gu, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** What "a ..." speaks of in general. */
function plural(words: readonly string[]): string | null {
  const last = words.at(-1);
  if (last === undefined || words.length > 3 || !/^[a-z-]{3,}$/.test(last) || noPlural.test(last))
    return null;
  if (words.some((word) => /^(of|in|on|for|with|to|from|good|better|bad|lot|few|great)$/.test(word)))
    return null;
  const ending = /[^aeiou]y$/.test(last)
    ? `${last.slice(0, -1)}ies`
    : /(s|x|z|ch|sh)$/.test(last)
      ? `${last}es`
      : `${last}s`;
  return [...words.slice(0, -1), ending].join(" ");
}

/** `phrase` in the case in which `reply` writes it in the middle of a sentence, and with capitals where it is a name. */
export function asWrittenIn(reply: string, phrase: string): string {
  if (phrase !== phrase.toLowerCase()) return phrase;
  const bare = phrase.replace(articles, "");
  const lower = reply.toLowerCase();
  // Some characters change their length with their case; then places in the two texts do not match.
  if (lower.length !== reply.length) return phrase;
  for (
    let at = lower.indexOf(bare), seen = 0;
    at >= 0 && seen < 20;
    at = lower.indexOf(bare, at + 1), seen++
  ) {
    const written = reply.slice(at, at + bare.length);
    const atEdges = !/[\p{L}\p{N}]/u.test(`${reply[at - 1] ?? ""}${reply[at + bare.length] ?? ""}`);
    const inside = /[\p{Ll},;:] $/u.test(reply.slice(Math.max(0, at - 2), at));
    const named = written.split(" ").length > 1 && written.split(" ").every((word) => /^\p{Lu}/u.test(word));
    const acronym = written.length <= 6 && written === written.toUpperCase();
    if (atEdges && (inside || named || acronym))
      return phrase.slice(0, phrase.length - bare.length) + written;
  }
  return phrase;
}

/** A bare singular ("algorithm") in the plural where `reply` shows that it can be counted. */
export function numbered(noun: string, reply: string): string {
  if (!/^[a-z-]{3,}$/.test(noun) || numberOf(noun) !== "one") return noun;
  const many = plural([noun]);
  if (many === null) return noun;
  return new RegExp(`\\b(an? ${noun}|${many})\\b`, "i").test(reply.slice(0, 4_000)) ? many : noun;
}
