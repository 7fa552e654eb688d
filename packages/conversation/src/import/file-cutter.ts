// Servers take files up to a limit, and people bring larger ones. A file that holds many conversations is cut between
// them into files of the same kind; every piece can be imported by itself.

import { JsonScanner } from "./json-elements.ts";

/** Pieces are cut at the first possible place after this many bytes. */
const pieceBytes = 8 * 1024 * 1024;

/** What a server takes at once, with room for the message around it. */
export const fileBytesMax = 64 * 1024 * 1024;

/** Longest stretch that cannot be cut: one conversation, or one line. */
const stretchBytesMax = fileBytesMax - pieceBytes - 1024;

const listOpen = Uint8Array.of(0x5b);
const listClose = Uint8Array.of(0x5d);
const listComma = Uint8Array.of(0x2c);
const lineEnd = 0x0a;

/** Cuts one file. Bytes go in by `push`; it and `end` give the pieces that are ready. */
export interface FileCutter {
  push(bytes: Uint8Array): Uint8Array[];
  end(): Uint8Array[];
  /** Conversations too large for any server, and the whole file if it is one piece. */
  readonly tooLarge: number;
}

/** Bytes that `fileCutter` wants to see. */
export const headBytes = 64;

/** `head`: the file's first bytes, `headBytes` or more where it has them. */
export function fileCutter(head: Uint8Array): FileCutter {
  let at = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  while (at < head.length && head[at]! <= 0x20) at++;
  if (head[at] === 0x5b) return new ListCutter();
  const begin = String.fromCharCode(...head.subarray(at, at + 64));
  return /^\{\s*"type"\s*:\s*"grok-export"/.test(begin) ? new LineCutter() : new WholeFile();
}

/** Bytes that were not given out yet. */
class Held {
  #pieces: Uint8Array[] = [];
  length = 0;

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    // A copy: whoever pushes may use its buffer again.
    this.#pieces.push(bytes.slice());
    this.length += bytes.length;
  }

  take(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.length);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    this.clear();
    return whole;
  }

  clear(): void {
    this.#pieces = [];
    this.length = 0;
  }
}

/** A JSON list: cut between its elements. */
class ListCutter implements FileCutter {
  tooLarge = 0;
  readonly #scanner = new JsonScanner();
  readonly #held = new Held();
  /** The element that is being read is being dropped. */
  #dropping = false;
  #begun = false;
  #closed = false;
  /** Where the element that is being read begins in what is held. */
  #element = 0;

  push(bytes: Uint8Array): Uint8Array[] {
    const ready: Uint8Array[] = [];
    let from = 0;
    if (!this.#begun) {
      from = bytes.indexOf(0x5b);
      if (from === -1) return ready;
      this.#scanner.next(bytes, from, from + 1);
      from++;
      this.#begun = true;
    }
    for (let at = from; at < bytes.length && !this.#closed; ) {
      const found = this.#scanner.next(bytes, at, bytes.length);
      const end = found === -1 ? bytes.length : found;
      if (!this.#dropping) this.#held.add(bytes.subarray(at, end));
      if (this.#held.length - this.#element > stretchBytesMax) this.#drop(ready);
      at = end + 1;
      if (found === -1) break;
      this.#closed = this.#scanner.depth === 0;
      this.#boundary(ready);
    }
    return ready;
  }

  end(): Uint8Array[] {
    // Without its bracket, where the file has none: whoever imports it is to say that the file is not whole.
    if (this.#held.length === 0 && this.#closed) return [];
    return [joined(listOpen, this.#held.take(), this.#closed ? listClose : new Uint8Array(0))];
  }

  #boundary(ready: Uint8Array[]): void {
    if (this.#dropping) {
      this.#dropping = false;
      this.#element = this.#held.length;
      return;
    }
    if (this.#held.length >= pieceBytes && !this.#closed) {
      ready.push(joined(listOpen, this.#held.take(), listClose));
    } else if (!this.#closed) this.#held.add(listComma);
    this.#element = this.#held.length;
  }

  #drop(ready: Uint8Array[]): void {
    this.tooLarge++;
    this.#dropping = true;
    const held = this.#held.take().subarray(0, Math.max(0, this.#element - 1));
    if (held.length > 0) ready.push(joined(listOpen, held, listClose));
    this.#element = 0;
  }
}

/** Our own export: cut between conversations, a very large one between its messages. */
class LineCutter implements FileCutter {
  tooLarge = 0;
  readonly #held = new Held();
  readonly #line = new Held();
  #header: Uint8Array | null = null;
  /** The line of the conversation that is being read. */
  #conversation = new Uint8Array(0);

  push(bytes: Uint8Array): Uint8Array[] {
    const ready: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; ) {
      const found = bytes.indexOf(lineEnd, at);
      const end = found === -1 ? bytes.length : found + 1;
      this.#line.add(bytes.subarray(at, end));
      at = end;
      if (found !== -1) this.#take(this.#line.take(), ready);
    }
    return ready;
  }

  end(): Uint8Array[] {
    const ready: Uint8Array[] = [];
    if (this.#line.length > 0) this.#take(this.#line.take(), ready);
    return this.#held.length === 0 ? ready : [...ready, this.#held.take()];
  }

  #take(line: Uint8Array, ready: Uint8Array[]): void {
    if (line.length > stretchBytesMax) {
      this.tooLarge++;
      return;
    }
    this.#header ??= line;
    const isConversation = String.fromCharCode(...line.subarray(0, 22)) === '{"type":"conversation"';
    const full = this.#held.length >= pieceBytes;
    if (full && (isConversation || this.#held.length + line.length > fileBytesMax / 2)) {
      ready.push(this.#held.take());
      this.#held.add(this.#header);
      if (!isConversation) this.#held.add(this.#conversation);
    }
    if (isConversation) this.#conversation = line.slice();
    this.#held.add(line);
  }
}

/** What cannot be cut: one conversation, a transcript. */
class WholeFile implements FileCutter {
  tooLarge = 0;
  readonly #held = new Held();

  push(bytes: Uint8Array): Uint8Array[] {
    if (this.tooLarge > 0) return [];
    this.#held.add(bytes);
    if (this.#held.length > fileBytesMax - 1024) {
      this.tooLarge = 1;
      this.#held.clear();
    }
    return [];
  }

  end(): Uint8Array[] {
    return this.tooLarge > 0 ? [] : [this.#held.take()];
  }
}

export function joined(...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const held = new Held();
  for (const piece of pieces) held.add(piece);
  return held.take();
}
