import { stopWords } from "./stop-words.ts";

/** Terms of one post that are counted; more of one post only repeat it. */
const termsMax = 40;

/** What a post may be counted for: its telling words, its tags, and neighbours among them, each once. */
export function termsOf(tokens: readonly string[]): readonly string[] {
  const terms = new Set<string>();
  let before = "";
  for (const token of tokens) {
    if (terms.size >= termsMax) break;
    const code = token.charCodeAt(0);
    if (code === 0xff03) {
      terms.add(`#${token.slice(1)}`);
      continue;
    }
    if (code >= 0xff01 && code <= 0xff5e) continue;
    if (!tells(token)) {
      before = "";
      continue;
    }
    terms.add(token);
    if (before !== "") terms.add(joined(before, token));
    before = token;
  }
  return [...terms];
}

function tells(token: string): boolean {
  if (stopWords.has(token)) return false;
  const isAscii = token.charCodeAt(0) < 128;
  if (isAscii) return token.length >= 3 && !/^\d+$/.test(token);
  return [...token].length >= 2;
}

/** Pairs of a script without spaces overlap by a character: "流れ" and "れた" are "流れた". */
function joined(left: string, right: string): string {
  const last = left.at(-1)!;
  return last.charCodeAt(0) > 0x2e7f && right.startsWith(last)
    ? left + right.slice(last.length)
    : `${left} ${right}`;
}
