import { readText } from "@grok/posts";

/** Forms that no rule of endings brings together. */
const irregular: Readonly<Record<string, string>> = {
  won: "win",
  winning: "win",
  winner: "win",
  lost: "lose",
  beaten: "beat",
  began: "begin",
  begun: "begin",
  fell: "fall",
  fallen: "fall",
  rose: "rise",
  risen: "rise",
  died: "die",
  dead: "die",
  shut: "close",
  broken: "break",
  broke: "break",
  cancelled: "cancel",
  canceled: "cancel",
  children: "child",
  men: "man",
  women: "woman",
};

/** Things, not the doing of them: "parking" is no word about a park. */
const whole = new Set(
  "parking building meeting morning evening wedding opening ceiling boxing housing banking shipping spring string during".split(
    " ",
  ),
);

/**
 * What `text` is compared by, in order: the words of its alphabets without their endings, the pairs of neighbours of
 * scripts without spaces (as the index has them), numbers as they stand.
 */
export function termsOf(text: string): string[] {
  return readText(text).words.map(stemOf);
}

/** Most words come again and again, and finding an ending costs more than looking it up. */
const known = new Map<string, string>();
const knownMax = 20_000;

/** `word`, folded, without the endings of English. Rough: "closed" and "close" meet, and that is all that is asked. */
export function stemOf(word: string): string {
  const found = known.get(word);
  if (found !== undefined) return found;
  if (known.size >= knownMax) known.clear();
  const stem = stemNew(word);
  known.set(word, stem);
  return stem;
}

function stemNew(word: string): string {
  const regular = Object.hasOwn(irregular, word) ? irregular[word] : undefined;
  if (regular !== undefined) return stemNew(regular);
  if (word.length < 4 || whole.has(word) || !/^[a-z]+$/.test(word)) return word;
  const bare = word
    .replace(/ies$/, "y")
    .replace(/(?<=ss|sh|ch|x)es$/, "")
    .replace(/(?<=[^su])s$/, "")
    .replace(/(?<=[a-z]{3})(?:ing|ed)$/, "");
  const single = bare.replace(/([bdgmnprt])\1$/, "$1");
  return single.length > 3 ? single.replace(/e$/, "") : single;
}
