import type { JetstreamWire } from "./jetstream-cursor.ts";

/** What is asked of an instance. */
export interface JetstreamWish {
  readonly collections: readonly string[];
  /** Empty: everybody's. */
  readonly accounts: readonly string[];
  readonly messageBytesMax: number;
  /** As `cursorFor`; null: from now on. */
  readonly cursor: number | null;
  /** Of the dictionary that messages are packed with; null: as plain text. Second wire only. */
  readonly dictionaryId: number | null;
}

/** The address of the stream. `base` is http, https, ws or wss with or without a path of its own. */
export function streamAddress(base: string, wire: JetstreamWire, wish: JetstreamWish): string {
  const url = under(base, wire === "v2" ? "/xrpc/network.bsky.jetstream.subscribeEvents" : "/subscribe");
  url.protocol = /^(http|ws):$/.test(url.protocol) ? "ws:" : "wss:";
  const add = (name: string, value: string | number) => url.searchParams.append(name, String(value));
  for (const collection of wish.collections)
    add(wire === "v2" ? "collections" : "wantedCollections", collection);
  for (const account of wish.accounts) add(wire === "v2" ? "dids" : "wantedDids", account);
  if (wire === "v2") for (const kind of ["commit", "identity", "account"]) add("kinds", kind);
  add("maxMessageSizeBytes", wish.messageBytesMax);
  if (wish.cursor !== null) add("cursor", wish.cursor);
  if (wire === "v2" && wish.dictionaryId !== null) add("zstdDictionary", wish.dictionaryId);
  return url.href;
}

/** Where the current dictionary of an instance is. */
export function dictionaryAddress(base: string): string {
  const url = under(base, "/xrpc/network.bsky.jetstream.getZstdDictionary");
  url.protocol = /^(http|ws):$/.test(url.protocol) ? "http:" : "https:";
  return url.href;
}

function under(base: string, path: string): URL {
  const url = new URL(base.replace(/^ws/i, "http"));
  // People paste the address of the stream itself as often as that of the host.
  const prefix = url.pathname.replace(/(\/subscribe|\/xrpc\/[\w.]*)?\/*$/, "");
  url.pathname = prefix + path;
  url.search = "";
  return url;
}
