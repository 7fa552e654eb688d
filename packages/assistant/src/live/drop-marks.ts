/**
 * `text` of a model's, after `held` of what came before, without marks like "[1]": what it writes on rests on no post,
 * and its marks would cite posts for what they do not say. What may become a mark is held until more is known.
 */
export function dropMarks(held: string, text: string): { readonly text: string; readonly held: string } {
  let rest = held + text;
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = rest.replace(/ ?\[\d{1,3}\]/g, "");
  }
  const begun = / ?\[\d{0,3}$/.exec(rest)?.[0] ?? "";
  return { text: rest.slice(0, rest.length - begun.length), held: begun };
}
