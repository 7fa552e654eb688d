// What a post could make a trend: words, tags, cash tags, and in scripts without spaces what their writing shows to be
// words: stretches of katakana, pairs of Chinese characters. As hashes with their places in the text: texts are cut out
// only for what is tracked.

import { foldText } from "../words/fold-text.ts";
import { hashCode, hashStart, hashTerm, mixHash } from "./hash-term.ts";

const termsMax = 32;
const termLengthMax = 40;
/** Shorter Latin, Cyrillic or Arabic words are hardly ever names. */
const lettersMin = 3;

const letters = /^[\p{L}\p{M}\p{N}]$/u;
/** 0: not looked at yet, 1: ends a word, 2: of a word, 3: Chinese character, 4: katakana, 5: hiragana, Thai and their like. */
const kinds = new Uint8Array(0x1_0000);

/** The terms of one text; used again for the next. */
export class TermScan {
  count = 0;
  readonly keys = new Int32Array(termsMax);
  readonly starts = new Int32Array(termsMax);
  readonly ends = new Int32Array(termsMax);

  /** `salt` tells languages apart: the same word in two of them is two terms. */
  scan(text: string, stopWords: ReadonlySet<number>, salt: number): void {
    this.count = 0;
    let at = 0;
    while (at < text.length && this.count < termsMax) {
      const code = text.charCodeAt(at);
      if (code === 0x68 && isAddress(text, at)) at = skipToSpace(text, at);
      else if (code === 0x40) at = skipName(text, at + 1);
      else if ((code === 0x23 || code === 0x24) && !isWordAt(text, at - 1))
        at = this.#takeMarked(text, at, salt);
      else {
        const kind = kindAt(text, at);
        if (kind === 2) at = this.#takeWord(text, at, stopWords, salt);
        else if (kind === 3) at = this.#takePairs(text, at, stopWords, salt);
        else if (kind === 4) at = this.#takeRun(text, at, stopWords, salt);
        else at++;
      }
    }
  }

  #takeWord(text: string, start: number, stopWords: ReadonlySet<number>, salt: number): number {
    let hash = hashStart;
    let ascii = true;
    let digits = 0;
    let at = start;
    let from = start;
    for (; at < text.length; at++) {
      let code = text.charCodeAt(at);
      if (code >= 65 && code <= 90) code += 32;
      if (code >= 97 && code <= 122) hash = hashCode(hash, code);
      else if (code >= 48 && code <= 57) {
        digits++;
        hash = hashCode(hash, code);
      } else if ((code === 39 || code === 0x2019) && kindAt(text, at + 1) === 2) {
        const end = wordEnd(text, at + 1);
        // "don't", "mira's": the word is before; "l'avion": it is after.
        if (end - at <= 3) {
          if (at - from >= lettersMin && !stopWords.has(hashTerm(foldText(text.slice(start, end)))))
            this.#add(
              from,
              at,
              ascii ? mixHash(hash) : hashTerm(foldText(text.slice(from, at))),
              stopWords,
              salt,
            );
          return end;
        }
        from = at + 1;
        hash = hashStart;
        ascii = true;
        digits = 0;
      } else if (code >= 128 && kindAt(text, at) === 2) ascii = false;
      else break;
    }
    if (at - from < lettersMin || at - from > termLengthMax || digits === at - from) return at;
    this.#add(from, at, ascii ? mixHash(hash) : hashTerm(foldText(text.slice(from, at))), stopWords, salt);
    return at;
  }

  /** "#tag", "$CASH"; the sign is part of the term. */
  #takeMarked(text: string, start: number, salt: number): number {
    let end = start + 1;
    while (end < text.length && (isWordAt(text, end) || text.charCodeAt(end) === 95)) end++;
    const name = text.slice(start + 1, end);
    if (name.length < 2 || name.length > termLengthMax || /^[\d_]+$/.test(name)) return end;
    if (text[start] === "$" && !/^[A-Za-z]{1,6}$/.test(name)) return end;
    this.#push(start, end, hashTerm(foldText(text.slice(start, end))) ^ salt);
    return end;
  }

  #takePairs(text: string, start: number, stopWords: ReadonlySet<number>, salt: number): number {
    let at = start;
    while (kindAt(text, at) === 3) at++;
    for (let first = start; first + 1 < at; first++) {
      const key = mixHash(hashCode(hashCode(hashStart, text.charCodeAt(first)), text.charCodeAt(first + 1)));
      this.#add(first, first + 2, key, stopWords, salt);
    }
    return at;
  }

  #takeRun(text: string, start: number, stopWords: ReadonlySet<number>, salt: number): number {
    let at = start;
    while (kindAt(text, at) === 4) at++;
    if (at - start >= 2 && at - start <= termLengthMax)
      this.#add(start, at, hashTerm(foldText(text.slice(start, at))), stopWords, salt);
    return at;
  }

  #add(start: number, end: number, hash: number, stopWords: ReadonlySet<number>, salt: number): void {
    if (!stopWords.has(hash)) this.#push(start, end, hash ^ salt);
  }

  /** Each term once a post. */
  #push(start: number, end: number, key: number): void {
    if (this.count === termsMax) return;
    for (let at = 0; at < this.count; at++) if (this.keys[at] === key) return;
    this.keys[this.count] = key;
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count++;
  }
}

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (!(code >= 0)) return 1;
  const known = kinds[code]!;
  if (known !== 0) return known;
  const kind = kindOf(code);
  kinds[code] = kind;
  return kind;
}

function kindOf(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return 1;
  const character = String.fromCharCode(code);
  if (!letters.test(character)) return 1;
  if (/\p{Script=Han}/u.test(character)) return 3;
  if (/[\p{Script=Katakana}ー]/u.test(character)) return 4;
  return /[\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(
    character,
  )
    ? 5
    : 2;
}

function isWordAt(text: string, at: number): boolean {
  return kindAt(text, at) >= 2;
}

function wordEnd(text: string, start: number): number {
  let at = start;
  while (kindAt(text, at) === 2) at++;
  return at;
}

function isAddress(text: string, at: number): boolean {
  return text.startsWith("http://", at) || text.startsWith("https://", at);
}

function skipToSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) > 32) at++;
  return at;
}

/** Past a handle: whom people speak to is not what they speak of. */
function skipName(text: string, start: number): number {
  let at = start;
  while (at < text.length && (isWordAt(text, at) || ".-_@".includes(text[at]!))) at++;
  return at;
}
