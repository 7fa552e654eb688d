/** Longer passages are cut to the part that says most; a quotation is no retelling. */
const unitsMax = 280;
const unitsMin = { alphabet: 6, dense: 3 };
const sentencesMax = 40;

/**
 * What a quotation never holds: addresses of pages and of mail, which Markdown makes links of, brackets, in which a post
 * could forge a citation, and characters that turn the direction of writing. A passage ends before and begins after.
 */
const breaks =
  /(?:https?:\/\/|www\.)\S*|\S*@[^\s@]+\.[^\s@]*|(?:[[\]\\\u200e\u200f\u2028-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]|(?!\s)\p{Cc})+/gu;
const handle = /^[("“'.]*@[\p{L}\p{N}_.-]+[\p{P}]*$/u;

const tagOrName = /[#＃@][\p{L}\p{M}\p{N}_.-]+/gu;

const ends =
  /(?<=[.!?…]["”’)]?)\s+(?=["“‘(#@\p{Lu}\p{Lo}\p{N}\p{Extended_Pictographic}])|(?<=[。！？；][”」』）]?)|\n+/gu;
const abbreviation =
  /(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|vs|approx|Sen|Rep|Gov|Gen|Lt|Jr|Sr|Inc|Ltd)\.|\b\p{Lu}\.)$/u;

/**
 * The passages of a post's text that can be quoted, in order: sentences, each a contiguous part of the text once its
 * white space is folded.
 */
export function postSentences(text: string): readonly string[] {
  const sentences: string[] = [];
  for (const stretch of stretches(text)) {
    let begun = "";
    for (const piece of stretch.split(ends)) {
      const joined = begun === "" ? piece : `${begun} ${piece}`;
      begun = abbreviation.test(joined.trim()) ? joined : "";
      if (begun === "") take(sentences, joined);
    }
    take(sentences, begun);
    if (sentences.length >= sentencesMax) break;
  }
  return sentences.slice(0, sentencesMax);
}

/** `text` with every run of white space as one space: in this form a quotation is a part of it. */
export function foldSpace(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function* stretches(text: string): Generator<string, void, undefined> {
  let from = 0;
  for (const { 0: found, index } of text.matchAll(breaks)) {
    // A handle is a name; only with a second "@" or a local part it is an address.
    if (handle.test(found)) continue;
    yield text.slice(from, index);
    from = index + found.length;
  }
  yield text.slice(from);
}

function take(sentences: string[], piece: string): void {
  const sentence = foldSpace(piece);
  // Tags and names alone say nothing, however well they match.
  if (sentence.length < leastUnits(sentence) || !/\p{L}/u.test(sentence.replace(tagOrName, ""))) return;
  if (sentence.length <= unitsMax) sentences.push(sentence);
  else sentences.push(...windows(sentence));
}

/** Three ideographs can be a sentence. */
function leastUnits(sentence: string): number {
  return /\p{Script=Han}/u.test(sentence) ? unitsMin.dense : unitsMin.alphabet;
}

/** A long sentence in parts that overlap by half, cut between words where it has any. */
function windows(sentence: string): string[] {
  const parts: string[] = [];
  for (let from = 0; from < sentence.length && parts.length < sentencesMax; from += unitsMax / 2) {
    const start = from === 0 ? 0 : boundary(sentence, from);
    const end = from + unitsMax >= sentence.length ? sentence.length : boundary(sentence, from + unitsMax);
    parts.push(sentence.slice(start, end).trim());
    if (end === sentence.length) break;
  }
  return parts.filter((part) => part.length >= unitsMin.alphabet);
}

/** The end of a word at or before `at`; in scripts without spaces a whole character. */
function boundary(text: string, at: number): number {
  const space = text.lastIndexOf(" ", at);
  if (space > at - 40 && space > 0) return space;
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at - 1 : at;
}
