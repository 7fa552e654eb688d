import { readFile, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".ico": "image/x-icon",
  ".png": "image/png",
  ".webp": "image/webp",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
};
const compressible = /^(text\/|application\/(json|manifest|wasm)|image\/svg|font\/ttf)/;
const compressFromBytes = 1024;

const compress = {
  br: (bytes: Uint8Array) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gz: (bytes: Uint8Array) => promisify(gzip)(bytes),
};

export interface WebFile {
  readonly contentType: string;
  readonly etag: string;
  readonly encoding: "br" | "gzip" | null;
  readonly body: Uint8Array;
}

/**
 * Reads files below `folder` for the web. A compressed neighbour (`app.js.br`, `app.js.gz`) is used where there is
 * one; otherwise what is worth it is compressed once and kept until the file changes.
 */
export function webFiles(folder: string): (path: string, acceptEncoding: string) => Promise<WebFile | null> {
  const kept = new Map<string, { etag: string; body: Promise<Uint8Array> }>();

  async function packed(file: string, kind: "br" | "gz", etag: string): Promise<Uint8Array> {
    const entry = kept.get(`${file}.${kind}`);
    if (entry?.etag === etag) return entry.body;
    const body = readFile(`${file}.${kind}`).catch(async () => compress[kind](await readFile(file)));
    kept.set(`${file}.${kind}`, { etag, body });
    return body;
  }

  return async (path, acceptEncoding) => {
    const file = fileBelow(folder, path);
    const facts = file === null ? null : await stat(file).catch(() => null);
    if (file === null || !facts?.isFile()) return null;
    const contentType = contentTypes[extname(file)] ?? "application/octet-stream";
    const version = `${facts.size.toString(36)}-${Math.trunc(facts.mtimeMs).toString(36)}`;
    const worthIt = compressible.test(contentType) && facts.size >= compressFromBytes;
    const kind = !worthIt
      ? null
      : /\bbr\b/.test(acceptEncoding)
        ? "br"
        : /\bgzip\b/.test(acceptEncoding)
          ? "gz"
          : null;
    return {
      contentType,
      etag: `"${version}${kind ?? ""}"`,
      encoding: kind === "gz" ? "gzip" : kind,
      body: kind === null ? await readFile(file) : await packed(file, kind, version),
    };
  };
}

/** The file that a URL path names, or null where it would leave `folder` or cannot be a path. */
function fileBelow(folder: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (decoded.includes("\0") || decoded.includes("\\")) return null;
  if (decoded.split("/").some((part) => part.startsWith("."))) return null;
  const file = join(folder, decoded);
  return file.startsWith(folder + sep) ? file : null;
}
