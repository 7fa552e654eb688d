/** A line without its end. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Null where it is longer than allowed. */
  readonly text: string | null;
}

/** Cuts bytes into lines as they come, in bounded memory. Lines end with a line feed; what is not UTF-8 becomes U+FFFD. */
export class LineSplitter {
  readonly #lineBytesMax: number;
  readonly #decoder = new TextDecoder();
  #rest: Uint8Array[] = [];
  #restBytes = 0;
  #number: number;
  #offset: number;

  /** `line` lines and `offset` bytes have been read before. */
  constructor(lineBytesMax: number, { line, offset } = { line: 0, offset: 0 }) {
    this.#lineBytesMax = lineBytesMax;
    this.#number = line;
    this.#offset = offset;
  }

  /** Where the last whole line ended, and its number. */
  get position(): { readonly line: number; readonly offset: number } {
    return { line: this.#number, offset: this.#offset };
  }

  /** The lines that `chunk` completes. */
  push(chunk: Uint8Array): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      this.#keep(chunk.subarray(from, end));
      lines.push(this.#end(1));
      from = end + 1;
    }
    this.#keep(chunk.subarray(from));
    return lines;
  }

  /** The line that has no end, where the source has one; null where there is none. */
  finish(): Line | null {
    return this.#restBytes === 0 ? null : this.#end(0);
  }

  #keep(piece: Uint8Array): void {
    // Of a line that is too long already only the length counts. Copied, since readers use their buffers again.
    if (this.#restBytes <= this.#lineBytesMax && piece.byteLength > 0) this.#rest.push(new Uint8Array(piece));
    this.#restBytes += piece.byteLength;
  }

  #end(endBytes: number): Line {
    const text =
      this.#restBytes > this.#lineBytesMax
        ? null
        : this.#decoder.decode(Buffer.concat(this.#rest)).replace(/\r$/, "");
    this.#offset += this.#restBytes + endBytes;
    this.#rest = [];
    this.#restBytes = 0;
    return { number: ++this.#number, text };
  }
}
