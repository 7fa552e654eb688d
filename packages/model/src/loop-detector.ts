// Small models fall into loops. The rule was measured on one of 135M parameters: an answer has run into a loop when
// its last k words repeat (k up to 3 four times, 4 to 11 three times, 12 to 30 twice). Code and tables repeat by
// nature and are left out.

import { endsWithinWord, type Word, wordsOf } from "./loop-words.ts";

const unitWordsMax = 30;
/** No loop spans more words than this, so older ones need not be kept. */
const wordsKeptMax = 64;

/** How often a unit of `words` must come in a row to be a loop. One or two characters without spaces ("哈哈") may laugh longer. */
function repeatsNeeded(words: number, single: boolean): number {
  if (single && words <= 2) return 8;
  if (words <= 3) return 4;
  return words <= 11 ? 3 : 2;
}

/** So much text is kept before what is past is let go; an answer may grow for hours. */
const textKept = 4_096;

/**
 * Watches one growing text for loops; providers have one for the answer's text and one for its reasoning. Not for
 * answers in a JSON schema, which are code.
 */
export class LoopDetector {
  /** The end of what was written. All places below are counted in it. */
  #text = "";
  /** How much was written before it, and where its last whole sentence ended. */
  #past = 0;
  #pastSentenceEnd = 0;
  /** Start of the line being written, from where on words are not yet counted. */
  #counted = 0;
  #lineStart = 0;
  #words: Word[] = [];
  #fence: string | undefined;

  /** `before`: what the text goes on from. It may have opened a fence; nothing else of it counts. */
  constructor(before = "") {
    for (const line of before.split("\n")) this.#closesOrOpensFence(line);
  }

  /** Takes what was written; where to cut the whole text (UTF-16 units) once it has run into a loop. */
  push(delta: string): number | undefined {
    this.#text += delta;
    for (;;) {
      const newline = this.#text.indexOf("\n", this.#counted);
      const found = this.#count(newline < 0 ? this.#text.length : newline, newline >= 0);
      if (found !== undefined) return this.#past + found;
      if (newline < 0) return undefined;
      this.#counted = newline + 1;
      this.#lineStart = newline + 1;
      this.#letGo();
    }
  }

  /** Counts the words from where counting stopped to `end`; `lineEnds`: a line break stands there. */
  #count(end: number, lineEnds: boolean): number | undefined {
    const line = this.#text.slice(this.#lineStart, end);
    if (lineEnds && this.#closesOrOpensFence(line)) return undefined;
    if (this.#fence !== undefined || /^ {0,3}(```|~~~)/.test(line)) return undefined;
    if (line.includes("|")) {
      this.#words = [];
      this.#counted = end;
      return undefined;
    }
    const fresh = this.#text.slice(this.#counted, end);
    const words = wordsOf(fresh, this.#counted);
    if (!lineEnds && endsWithinWord(fresh)) {
      const unfinished = words.pop();
      this.#counted = unfinished ? unfinished.start : this.#counted;
    } else this.#counted = end;
    for (const word of words) {
      this.#words.push(word);
      const unit = repeatedUnit(this.#words);
      if (unit) return this.#cutBefore(unit.end, unit.keptEnd);
    }
    if (this.#words.length > wordsKeptMax * 2) this.#words = this.#words.slice(-wordsKeptMax);
    return undefined;
  }

  /** The end of the last whole sentence that lies before `limit`; without any, `keptEnd`. */
  #cutBefore(limit: number, keptEnd: number): number {
    const end = lastSentenceEnd(this.#text.slice(0, limit));
    if (end > 0) return end;
    return this.#pastSentenceEnd > 0 ? this.#pastSentenceEnd - this.#past : keptEnd;
  }

  /** Forgets the lines that no loop can reach back to. */
  #letGo(): void {
    const from = Math.min(this.#words[0]?.start ?? this.#lineStart, this.#lineStart);
    if (from < textKept) return;
    // One character more, so that the end of the piece does not pass for the end of a sentence.
    const end = lastSentenceEnd(this.#text.slice(0, from + 1), from);
    if (end > 0) this.#pastSentenceEnd = this.#past + end;
    this.#past += from;
    this.#text = this.#text.slice(from);
    this.#counted -= from;
    this.#lineStart -= from;
    this.#words = this.#words.map((word) => ({ ...word, start: word.start - from, end: word.end - from }));
  }

  #closesOrOpensFence(line: string): boolean {
    const mark = /^ {0,3}(```|~~~)/.exec(line)?.[1];
    if (mark === undefined) return this.#fence !== undefined;
    if (this.#fence === undefined) this.#fence = mark;
    else if (this.#fence === mark && /^[ `~]*$/.test(line)) this.#fence = undefined;
    this.#words = [];
    return true;
  }
}

/** Where the second coming of a repeated unit begins, and where the first one ends. */
function repeatedUnit(words: readonly Word[]): { end: number; keptEnd: number } | undefined {
  for (let size = 1; size <= unitWordsMax; size++) {
    const last = words.slice(-size);
    const needed = repeatsNeeded(
      size,
      last.every((word) => word.single),
    );
    const total = size * needed;
    if (words.length < total) continue;
    const from = words.length - total;
    let same = true;
    for (let index = from + size; same && index < words.length; index++) {
      same = words[index]?.key === words[index - size]?.key;
    }
    if (!same) continue;
    return { end: words[from + size]?.start ?? 0, keptEnd: words[from + size - 1]?.end ?? 0 };
  }
  return undefined;
}

/** A sentence's end: its mark with closing quotes and a space or the end after it, or a line's end. */
const sentenceEnd = /[.!?…]+["'”’)\]]*(?=\s|$)|[。！？]+[”’」』）]*|\n/gu;

/** Where the last whole sentence of `text` ends, at most at `limit`; 0 without any. */
function lastSentenceEnd(text: string, limit = text.length): number {
  let end = 0;
  for (const match of text.matchAll(sentenceEnd)) {
    const stop = match[0] === "\n" ? match.index : match.index + match[0].length;
    if (stop <= limit) end = stop;
  }
  return text.slice(0, end).trimEnd().length;
}
