import { createHash } from "node:crypto";
import { z } from "zod";
import type { AddressMemory } from "./read-address.ts";

/** As `FeedBatch.cursor`. */
const cursorLengthMax = 4_096;

const schema = z.record(z.string(), z.tuple([z.string(), z.string(), z.number(), z.number(), z.string()]));

/**
 * What is known of all addresses, as a cursor. As many as there is room for, those polled last first: an address that
 * is left out is read whole after a restart, and what it has is known already.
 */
export function rssCursorOf(memories: ReadonlyMap<string, AddressMemory>): string {
  const kept: [string, unknown][] = [];
  let length = 2;
  for (const [address, memory] of [...memories].reverse()) {
    const { etag, lastModified, everyMs, nextAtMs, url } = memory;
    const entry = [
      keyOf(address),
      [etag, lastModified, everyMs, nextAtMs, url === address ? "" : url],
    ] as const;
    length += JSON.stringify(entry).length;
    if (length > cursorLengthMax) break;
    kept.push([...entry]);
  }
  return JSON.stringify(Object.fromEntries(kept));
}

/** What a cursor knows of an address; null where nothing. */
export function memoryIn(cursor: string | null, address: string): AddressMemory | null {
  let known: z.infer<typeof schema>;
  try {
    known = schema.parse(JSON.parse(cursor ?? "{}"));
  } catch {
    return null;
  }
  const entry = known[keyOf(address)];
  if (entry === undefined) return null;
  const [etag, lastModified, everyMs, nextAtMs, moved] = entry;
  return { etag, lastModified, everyMs, nextAtMs, url: moved === "" ? address : moved };
}

function keyOf(address: string): string {
  return createHash("sha256").update(address).digest("base64url").slice(0, 10);
}
