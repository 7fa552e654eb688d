/** Units read of one reply: what does not fit here is not what a summary is made of. */
const unitsMax = 24_000;
const sentencesMax = 80;

/** Shorter is a fragment, longer would be half the summary; in ideographs about a third of it. */
const latin = { min: 18, max: 320 };
const ideographs = { min: 7, max: 130 };

/**
 * The plain sentences of a Markdown text in order, at most 80: no code, tables, headings, quotations or captions, no
 * marks. Of a very long text its beginning and its end.
 */
export function proseSentences(markdown: string): readonly string[] {
  const text =
    markdown.length > unitsMax
      ? `${markdown.slice(0, (unitsMax * 3) / 4)}\n\n${markdown.slice(-unitsMax / 4)}`.toWellFormed()
      : markdown;
  const sentences: string[] = [];
  for (const line of withoutFences(text).split(/[\n\r]+/)) {
    if (/^\s*(#{1,6}\s|[|>]|[-=*_]{3,}\s*$|<|\$\$| {4}\S|\t)/.test(line)) continue;
    for (const piece of line.split(/(?<=[.!?…]["”’)]?)\s+(?=[\p{Lu}\p{N}"“(])|(?<=[。！？][”」]?)/u)) {
      const sentence = plain(piece);
      if (isWhole(sentence)) sentences.push(sentence);
      if (sentences.length === sentencesMax) return sentences;
    }
  }
  return sentences;
}

/** Line by line, because a fence that never ends swallows the rest, as it does on the screen. */
function withoutFences(text: string): string {
  const kept: string[] = [];
  let fence = "";
  for (const line of text.split("\n")) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? "";
    if (fence === "" && mark === "") kept.push(line);
    else if (fence === "") fence = mark;
    else if (mark.startsWith(fence)) fence = "";
  }
  return kept.join("\n");
}

function plain(piece: string): string {
  return piece
    .replace(/^\s*(?:[-*+•]|\d{1,3}[.)、])\s+/, "")
    .replace(/!\[[^\]]*\]\([^)]*\)/g, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\[\^?\d+\]/g, "")
    .replace(/\*{1,3}|~~|`+|(?<![\p{L}\p{N}])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\p{L}\p{N}])/gu, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

function isWhole(sentence: string): boolean {
  const { min, max } = /\p{Script=Han}/u.test(sentence) ? ideographs : latin;
  return (
    sentence.length >= min && sentence.length <= max && /\p{L}{2}/u.test(sentence) && !/[:：]$/.test(sentence)
  );
}
