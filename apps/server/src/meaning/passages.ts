/** About what a small model reads of one text; more would be cut off unread. */
const unitsMax = 900;
/** The beginning of a very long message has to do: it says what the rest is about. */
const passagesMax = 8;

/**
 * A message in pieces that a model for vectors reads whole, cut where paragraphs end, else sentences, else words; at
 * most 8. None for a message without words. The same text has the same pieces.
 */
export function passagesOf(text: string): string[] {
  const passages: string[] = [];
  let rest = text.trim();
  while (rest !== "" && passages.length < passagesMax) {
    const fits = charactersThatFit(rest);
    const end = fits >= rest.length ? rest.length : cutBefore(rest, fits);
    const passage = rest.slice(0, end).trim();
    if (/[\p{L}\p{N}]/u.test(passage)) passages.push(passage);
    rest = rest.slice(end).trimStart();
  }
  return passages;
}

/** Vocabularies of small models are made for Latin letters; of other scripts nearly every character is a token. */
function charactersThatFit(text: string): number {
  let units = 0;
  let at = 0;
  for (; at < text.length && units <= unitsMax; at++) units += text.charCodeAt(at) < 0x250 ? 1 : 4;
  return at;
}

/** The best place to cut in the second half of the first `most` characters. */
function cutBefore(text: string, most: number): number {
  const half = most >> 1;
  for (const end of [/\n\s*\n/g, /[.!?。！？]["'”’)]*\s|[。！？\n]/g, /\s/g]) {
    const last = [...text.slice(half, most).matchAll(end)].at(-1);
    if (last !== undefined) return half + last.index + last[0].length;
  }
  // Never inside a surrogate pair.
  return (text.charCodeAt(most) & 0xfc00) === 0xdc00 ? most - 1 : most;
}
