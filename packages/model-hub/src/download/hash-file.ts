import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";

/**
 * Feeds the first `bytes` bytes of a file into `hash`, or all. `onBytes` gets the sum so far. Reads to the end of what
 * is there; returns how much that was. Rejects with the system's error, or the signal's reason.
 */
export async function hashInto(
  hash: Hash,
  path: string,
  options: { signal?: AbortSignal | undefined; onBytes?: ((bytes: number) => void) | undefined } = {},
): Promise<number> {
  let bytes = 0;
  const stream = createReadStream(path, { highWaterMark: 1 << 20, signal: options.signal });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    options.onBytes?.(bytes);
  }
  return bytes;
}

/** SHA-256 of a file in lower-case hex. Rejects as `hashInto` does. */
export async function hashFile(path: string, options: Parameters<typeof hashInto>[2] = {}): Promise<string> {
  const hash = createHash("sha256");
  await hashInto(hash, path, options);
  return hash.digest("hex");
}
