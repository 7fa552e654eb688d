import { zstdDecompressSync } from "node:zlib";
import { PostsError } from "@grok/posts";
import type { FeedTools } from "../feed-module.ts";
import { get } from "../http/get.ts";
import { dictionaryAddress } from "./jetstream-address.ts";

/** RFC 8878, section 5: what a dictionary begins with, before its number. */
const magic = 0xec30a437;

/** What an instance packs its messages with. */
export interface ZstdDictionary {
  readonly id: number;
  readonly bytes: Uint8Array;
}

/** The current dictionary of the instance at `base`. Throws `PostsError` "unreachable" or "bad-answer". */
export async function fetchDictionary(
  base: string,
  { tools, signal }: { readonly tools: Pick<FeedTools, "fetch">; readonly signal: AbortSignal },
): Promise<ZstdDictionary> {
  const address = dictionaryAddress(base);
  const { status, body } = await get(address, { tools, signal });
  const bytes = Buffer.from(body);
  if (status === 200 && bytes.length >= 8 && bytes.readUInt32LE(0) === magic)
    return { id: bytes.readUInt32LE(4), bytes };
  throw new PostsError("bad-answer", `${new URL(address).host} answered ${status} and no zstd dictionary.`);
}

/** The text in one message. Throws where it is not packed with `dictionary`, or holds more than `bytesMax`. */
export function unpack(message: Uint8Array, dictionary: ZstdDictionary, bytesMax: number): string {
  const options = { dictionary: dictionary.bytes, maxOutputLength: bytesMax };
  return zstdDecompressSync(message, options).toString("utf8");
}
