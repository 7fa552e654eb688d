// What ranking needs to know of every row of a shard without reading it: eight bytes a row, in memory that the thread
// that writes shares with those that read. They choose rows by these facts alone and read the few that lead; what
// is rounded here is read exactly there.

/** Codes of one byte stand for `exp(code / scale) - 1`: counts up to a billion, within a few per cent. */
const reactionsScale = 12;
const authorsScale = 30;
const headerBytes = 8;
const bytesPerRow = 8;

const decode = (scale: number) => Float64Array.from({ length: 256 }, (_, code) => Math.expm1(code / scale));
const reactionsOf = decode(reactionsScale);
const authorsOf = decode(authorsScale);
const encode = (count: number, scale: number) =>
  Math.min(255, Math.round(scale * Math.log1p(Math.max(0, count))));

export interface RowFact {
  readonly createdAtMs: number;
  /** Of the text, without facets. */
  readonly words: number;
  /** 0.1 to 1. */
  readonly quality: number;
  /** Likes and twice the reposts. */
  readonly reactions: number;
  /** Who said the same. */
  readonly authors: number;
}

export class RowFacts {
  readonly buffer: SharedArrayBuffer;
  /** Rows that were given out, and posts that are there. */
  readonly #header: Int32Array;
  readonly #seconds: Uint32Array;
  readonly #words: Uint8Array;
  /** 0 where no post is. */
  readonly #quality: Uint8Array;
  readonly #reactions: Uint8Array;
  readonly #authors: Uint8Array;

  /** `buffer`: another thread's. */
  constructor(rowsMax: number, buffer?: SharedArrayBuffer) {
    const places = rowsMax + 1;
    // Pages that nobody writes to take no memory.
    this.buffer = buffer ?? new SharedArrayBuffer(headerBytes + bytesPerRow * places);
    this.#header = new Int32Array(this.buffer, 0, 2);
    this.#seconds = new Uint32Array(this.buffer, headerBytes, places);
    const column = (at: number) => new Uint8Array(this.buffer, headerBytes + (4 + at) * places, places);
    this.#words = column(0);
    this.#quality = column(1);
    this.#reactions = column(2);
    this.#authors = column(3);
  }

  static of(buffer: SharedArrayBuffer): RowFacts {
    return new RowFacts((buffer.byteLength - headerBytes) / bytesPerRow - 1, buffer);
  }

  get rows(): number {
    return this.#header[0]!;
  }

  set rows(rows: number) {
    this.#header[0] = rows;
  }

  get posts(): number {
    return this.#header[1]!;
  }

  set posts(posts: number) {
    this.#header[1] = posts;
  }

  set(row: number, fact: RowFact): void {
    this.#seconds[row] = fact.createdAtMs / 1000;
    this.#words[row] = Math.min(255, fact.words);
    this.#quality[row] = Math.max(1, Math.round(255 * fact.quality));
    this.setCounts(row, fact.reactions, fact.authors);
  }

  setCounts(row: number, reactions: number, authors: number): void {
    this.#reactions[row] = encode(reactions, reactionsScale);
    this.#authors[row] = encode(authors - 1, authorsScale);
  }

  delete(row: number): void {
    this.#quality[row] = 0;
  }

  isThere(row: number): boolean {
    return this.#quality[row] !== 0;
  }

  /** When the post was made, in whole seconds. */
  seconds(row: number): number {
    return this.#seconds[row]!;
  }

  words(row: number): number {
    return this.#words[row]!;
  }

  quality(row: number): number {
    return this.#quality[row]! / 255;
  }

  reactions(row: number): number {
    return reactionsOf[this.#reactions[row]!]!;
  }

  authors(row: number): number {
    return 1 + authorsOf[this.#authors[row]!]!;
  }

  /** Everything known of the rows that were given out, to be stored; `read` takes it. */
  bytes(): Uint8Array {
    const rows = this.rows + 1;
    const bytes = new Uint8Array(rows * bytesPerRow);
    this.#eachColumn(rows, (column, at) => bytes.set(column, at));
    return bytes;
  }

  read(bytes: Uint8Array): void {
    const rows = bytes.byteLength / bytesPerRow;
    this.#eachColumn(rows, (column, at) => column.set(bytes.subarray(at, at + column.length)));
  }

  /** The bytes of the first `rows` places of each column, and where they lie one after the other. */
  #eachColumn(rows: number, use: (column: Uint8Array, at: number) => void): void {
    use(new Uint8Array(this.buffer, headerBytes, 4 * rows), 0);
    const columns = [this.#words, this.#quality, this.#reactions, this.#authors];
    for (const [at, column] of columns.entries()) use(column.subarray(0, rows), (4 + at) * rows);
  }
}
