// How text becomes tokens, for every index alike. Words are cut at everything that is no letter, mark or digit; scripts
// without spaces and Korean are taken as pairs of neighbours ("abc" is "ab", "bc"), so that any part of a stretch is a
// phrase of pairs, and every character once more as a facet, for searches of a single one. Dictionaries would cut at
// other places in every engine and version; pairs are the same everywhere.
//
// Facets and emoji stand behind the words, so that they never come between the words of a phrase. Tokens hold ASCII
// letters and digits and any non-ASCII characters, nothing else: SQLite's "ascii" tokenizer and a whitespace analyzer
// both keep them whole.

import { dense, flagLetter, kindOf, letter, picture } from "./character-kinds.ts";
import { foldedFacet } from "./facets.ts";
import { foldText } from "./fold-text.ts";
import { cutApostrophes } from "./word-parts.ts";

/** Longer words (keys, hashes) are compared by their beginning. */
const wordLengthMax = 64;
const nameLengthMax = 256;
/** Of one post; nobody looks for the thousandth tag. */
const marksMax = 1_000;

export interface TextWords {
  /** In the order of the text. */
  readonly words: string[];
  /** Each once: emoji, and facets of tags, mentions, cash tags and the domains of addresses. */
  readonly marks: string[];
  /** Facets, each once, of the characters that `words` holds in pairs. */
  readonly characters: string[];
}

/** Takes `text` apart, which need not be folded or clean. */
export function readText(text: string): TextWords {
  const folded = foldText(text);
  const tokens: TextWords = { words: [], marks: [], characters: [] };
  let at = 0;
  while (at < folded.length) {
    const code = folded.charCodeAt(at);
    // Letters and digits of ASCII, which most posts consist of, without any look-up.
    if (isPlain(code)) at = code === 104 ? takeAddress(folded, at, tokens) : takeWord(folded, at, tokens);
    else if (code === 35 || code === 64 || code === 36) at = takeMark(folded, at, code, tokens);
    else if (code < 128) at++;
    else at = takeOther(folded, at, tokens);
  }
  return tokens;
}

/** The host of an address without "www."; "" where there is none. */
export function domainOf(address: string): string {
  return /^https?:\/\/(?:www\.)?([^/?#:\s]+)/i.exec(address)?.[1]?.toLowerCase() ?? "";
}

function isPlain(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}

function takeWord(text: string, start: number, { words }: TextWords): number {
  let at = start;
  let apostrophe = false;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isPlain(code)) at++;
    else if (code === 39 || code === 0x2019) {
      if (!isPlain(text.charCodeAt(at + 1))) break;
      apostrophe = true;
      at++;
    } else if (code < 128) break;
    else {
      const point = text.codePointAt(at)!;
      if (kindOf(point) !== letter) break;
      at += point > 0xffff ? 2 : 1;
    }
  }
  const word = text.slice(start, at);
  if (apostrophe) for (const part of cutApostrophes(word)) words.push(shorten(part));
  else words.push(shorten(word));
  return at;
}

function shorten(word: string): string {
  return word.length <= wordLengthMax ? word : word.slice(0, wordLengthMax).toWellFormed();
}

/** The address that begins at `start`, of which only the domain says anything; else the word there. */
function takeAddress(text: string, start: number, tokens: TextWords): number {
  if (!text.startsWith("http://", start) && !text.startsWith("https://", start))
    return takeWord(text, start, tokens);
  let end = start;
  while (end < text.length && text.charCodeAt(end) > 32) end++;
  const domain = domainOf(text.slice(start, end));
  if (domain !== "") addOnce(tokens.marks, foldedFacet("domain", domain));
  return end;
}

/** "#tag", "@user.name", "$CASH": the facet here; their words are taken like any other. */
function takeMark(text: string, start: number, mark: number, { marks }: TextWords): number {
  // In the middle of a word it marks nothing: "a@b" is an address, "C#" a language.
  if (start > 0 && isPlain(text.charCodeAt(start - 1))) return start + 1;
  const end = nameEnd(text, start + 1, mark === 64);
  const name = text.slice(start + 1, end);
  if (name === "") return start + 1;
  if (mark === 35) addOnce(marks, foldedFacet("tag", name));
  else if (mark === 64) addOnce(marks, foldedFacet("mention", name));
  else if (/^[a-z]{1,6}$/.test(name)) addOnce(marks, foldedFacet("cash", name));
  return start + 1;
}

/** Where a name ends: letters, digits and "_"; in a handle also ".", "-" and "@" that stand between such. */
function nameEnd(text: string, start: number, isHandle: boolean): number {
  let at = start;
  let end = start;
  while (at < text.length && at - start < nameLengthMax) {
    const point = text.codePointAt(at)!;
    at += point > 0xffff ? 2 : 1;
    if (isPlain(point) || point === 95) end = at;
    else if (point < 128) {
      if (!isHandle || (point !== 46 && point !== 45 && point !== 64)) break;
    } else {
      const kind = kindOf(point);
      if (kind !== letter && kind !== dense) break;
      end = at;
    }
  }
  return end;
}

function takeOther(text: string, start: number, tokens: TextWords): number {
  const point = text.codePointAt(start)!;
  const end = start + (point > 0xffff ? 2 : 1);
  const kind = kindOf(point);
  if (kind === letter) return takeWord(text, start, tokens);
  if (kind === dense) return takeDense(text, start, tokens);
  if (kind === picture) addOnce(tokens.marks, text.slice(start, end));
  else if (kind === flagLetter && kindOf(text.codePointAt(end) ?? 0) === flagLetter) {
    addOnce(tokens.marks, text.slice(start, end + 2));
    return end + 2;
  }
  return end;
}

function takeDense(text: string, start: number, { words, characters }: TextWords): number {
  let at = start;
  let last = "";
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const isPair = code >= 0xd800 && code <= 0xdbff;
    if (kindOf(isPair ? text.codePointAt(at)! : code) !== dense) break;
    const character = isPair ? text.slice(at, at + 2) : text[at]!;
    if (last !== "") words.push(last + character);
    if (text.indexOf(character) === at) characters.push(foldedFacet("character", character));
    last = character;
    at += character.length;
  }
  if (at === start + last.length) words.push(last);
  return at;
}

/** Posts have few of them: looking through is quicker than a set. */
function addOnce(marks: string[], mark: string): void {
  if (marks.length < marksMax && !marks.includes(mark)) marks.push(mark);
}
