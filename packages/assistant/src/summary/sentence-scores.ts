const smallWords = new Set(
  "a an the is are was were be been being am do does did can could will would should may might must has have had to of in on at by for from with and or but if so as than then it its this that these those there i you he she we they me him her them my your his our their what which who whom when where why how not no yes also just very more most some any all each about into over such only other".split(
    " ",
  ),
);

/** What a sentence tells of: its words without small ones, in Chinese pairs of characters. */
export function termsOf(text: string): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)) {
      const characters = [...word];
      for (let at = 0; at + 1 < characters.length; at++) terms.add(`${characters[at]}${characters[at + 1]}`);
    } else if (!smallWords.has(word))
      terms.add(word.length > 4 ? word.replace(/(ies|ing|ed|es|s)$/, "") : word);
  }
  return terms;
}

/**
 * How well each sentence stands for its text: terms shared with the question, terms that the text keeps coming back to,
 * and its place (answers come first). In the order of `sentences`.
 */
export function sentenceScores(sentences: readonly string[], question: string): readonly number[] {
  const asked = termsOf(question.slice(0, 2_000));
  const terms = sentences.map(termsOf);
  const uses = new Map<string, number>();
  for (const own of terms) for (const term of own) uses.set(term, (uses.get(term) ?? 0) + 1);
  return terms.map((own, at) => {
    if (own.size === 0) return 0;
    let [shared, central] = [0, 0];
    for (const term of own) {
      if (asked.has(term)) shared += 1;
      central += (uses.get(term) ?? 1) - 1;
    }
    const overlap = asked.size === 0 ? 0 : shared / asked.size;
    const centrality = central / own.size / Math.max(1, sentences.length - 1);
    const place = 1 / (1 + at);
    const sentence = sentences[at] ?? "";
    // A question back, or a courtesy, sums up nothing.
    const empty =
      /[?？]$|^(sure|certainly|of course|great question|i hope|let me know|feel free|here (is|are))\b|^(当然|好的|希望|如果你还)/i.test(
        sentence,
      );
    return (0.4 * overlap + 0.3 * centrality + 0.3 * place) * (empty ? 0.2 : 1);
  });
}

/** Whether two sentences say nearly the same. */
export function saysTheSame(a: string, b: string): boolean {
  const [left, right] = [termsOf(a), termsOf(b)];
  const shared = [...left].filter((term) => right.has(term)).length;
  return shared / Math.max(1, Math.min(left.size, right.size)) > 0.7;
}
