// Small models fall into loops. The rule was measured on one of 135M parameters: an answer has run into a loop when
// its last k words repeat (k up to 3 four times, 4 to 11 three times, 12 to 30 twice). Code and tables repeat by
// nature and are left out.

import { endsWithinWord, type Word, wordsOf } from "./words.ts";

const unitWordsMax = 30;
/** No loop spans more words than this, so older ones need not be kept. */
const wordsKeptMax = 64;

/** How often a unit of `words` must come in a row to be a loop. One or two characters without spaces ("哈哈") may laugh longer. */
function repeatsNeeded(words: number, single: boolean): number {
  if (single && words <= 2) return 8;
  if (words <= 3) return 4;
  return words <= 11 ? 3 : 2;
}

/** Watches a growing text for loops. */
export class LoopDetector {
  #text = "";
  /** Start of the line being written, from where on words are not yet counted. */
  #counted = 0;
  #lineStart = 0;
  #words: Word[] = [];
  #fence: string | undefined;

  /** Takes what was written; where to cut the whole text (UTF-16 units) once it has run into a loop. */
  push(delta: string): number | undefined {
    this.#text += delta;
    for (;;) {
      const newline = this.#text.indexOf("\n", this.#counted);
      const found = this.#count(newline < 0 ? this.#text.length : newline, newline >= 0);
      if (found !== undefined || newline < 0) return found;
      this.#counted = newline + 1;
      this.#lineStart = newline + 1;
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
      if (unit) return cutBefore(this.#text, unit.end, unit.keptEnd);
    }
    if (this.#words.length > wordsKeptMax * 2) this.#words = this.#words.slice(-wordsKeptMax);
    return undefined;
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

/** The end of the last whole sentence of `text` that lies before `limit`; without any, `keptEnd`. */
function cutBefore(text: string, limit: number, keptEnd: number): number {
  let end = 0;
  for (const match of text.slice(0, limit).matchAll(sentenceEnd)) {
    end = match[0] === "\n" ? match.index : match.index + match[0].length;
  }
  const kept = text.slice(0, end).trimEnd().length;
  return kept > 0 ? kept : keptEnd;
}
