import { strToU8, Zip, ZipDeflate } from "fflate";

/** A file on its way into a ZIP. */
export interface ZipText {
  /** With "/" between folders. */
  readonly path: string;
  readonly text: string;
  readonly dateMs: number;
}

/** What a ZIP can tell: dates from 1980 to 2099. */
const dateMin = Date.UTC(1980, 0, 2);
const dateMax = Date.UTC(2099, 11, 30);

const pieceLength = 256 * 1024;

/** A ZIP of `files`, in pieces, as they come. Paths must differ. */
export async function* zipFiles(
  files: Iterable<ZipText> | AsyncIterable<ZipText>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  let ready: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, data) => {
    if (error !== null) throw error;
    ready.push(data as Uint8Array<ArrayBuffer>);
  });
  const take = () => {
    const taken = ready;
    ready = [];
    return taken;
  };
  for await (const { path, text, dateMs } of files) {
    const entry = new ZipDeflate(path, { level: 6 });
    entry.mtime = new Date(Math.min(dateMax, Math.max(dateMin, dateMs)));
    zip.add(entry);
    for (let at = 0; at < text.length; ) {
      let end = Math.min(text.length, at + pieceLength);
      if (end < text.length && (text.charCodeAt(end) & 0xfc00) === 0xdc00) end--;
      entry.push(strToU8(text.slice(at, end)), false);
      at = end;
      yield* take();
    }
    entry.push(new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
