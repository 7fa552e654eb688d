// A file of conversations is one JSON array of up to many megabytes. It is cut into its elements by following brackets
// and strings alone, and each is parsed by itself: what is broken costs one element and not the file, and nobody else
// waits for a whole file to be parsed.

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;

/** Follows JSON, in UTF-8, through pieces of it. Whether it is JSON at all is for a parser to say. */
export class JsonScanner {
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** Brackets that are open. */
  get depth(): number {
    return this.#depth;
  }

  /**
   * Goes on at `from`; the place of the next comma between elements of the outermost bracket or of the bracket that
   * closes it, or -1 where none comes before `to`. To be called again with the place after it.
   */
  next(bytes: Uint8Array, from: number, to: number): number {
    let depth = this.#depth;
    let inString = this.#inString;
    let escaped = this.#escaped;
    let at = from;
    let found = -1;
    for (; at < to && found === -1; at++) {
      const byte = bytes[at]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
      } else if (byte === quote) inString = true;
      // "[" and "{", "]" and "}" differ in one bit.
      else if ((byte | 0x20) === 0x7b) depth++;
      else if ((byte | 0x20) === 0x7d) {
        depth--;
        if (depth === 0) found = at;
      } else if (byte === comma && depth === 1) found = at;
    }
    this.#depth = depth;
    this.#inString = inString;
    this.#escaped = escaped;
    return found;
  }
}

/** A stretch of bytes; `end` is not part of it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Bytes looked at between two pauses. */
const bytesAtOnce = 256 * 1024;

/**
 * The elements of the array or object that `span` of `bytes` holds, without the commas between them; an object's are
 * its members, name and value. `broken` is the place where the last one breaks off without a closing bracket, else
 * null. `span` begins with the bracket.
 */
export async function* jsonElements(
  bytes: Uint8Array,
  span: Span,
  pause: () => Promise<void>,
): AsyncGenerator<Span & { readonly broken: boolean }, void, undefined> {
  const scanner = new JsonScanner();
  let start = span.start + 1;
  let at = span.start;
  while (at < span.end) {
    const to = Math.min(span.end, at + bytesAtOnce);
    const found = scanner.next(bytes, at, to);
    if (found === -1) {
      at = to;
      await pause();
      continue;
    }
    const element = trimmed(bytes, { start, end: found });
    if (element.start < element.end) yield { ...element, broken: false };
    if (scanner.depth === 0) return;
    start = at = found + 1;
  }
  const rest = trimmed(bytes, { start, end: span.end });
  if (rest.start < rest.end || scanner.depth > 0) yield { ...rest, broken: true };
}

/** `span` without white space around it. */
export function trimmed(bytes: Uint8Array, span: Span): Span {
  let { start, end } = span;
  while (start < end && isSpace(bytes[start]!)) start++;
  while (end > start && isSpace(bytes[end - 1]!)) end--;
  return { start, end };
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
