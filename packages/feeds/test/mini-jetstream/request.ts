import type { History, KeptEvent } from "./history.ts";

export interface Packing {
  readonly id: number;
  readonly bytes: Uint8Array;
}

export interface Refusal {
  readonly status: number;
  readonly error?: string;
  readonly message?: string;
  readonly retryAfter?: number;
}

/** What a subscriber asked for, in terms of numbers. */
export interface Wish {
  readonly wire: "v1" | "v2";
  readonly fromSeq: number;
  /** Told first, on the second wire. */
  readonly info: string | null;
  readonly isPacked: boolean;
  readonly bytesMax: number;
  wants(kept: KeptEvent): boolean;
}

/** Cursors from here on are times in µs. */
const timesFrom = 1e15;

/** RFC 8878, section 5: four bytes of magic, then the number. */
export function dictionaryId(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
}

export function readRequest(
  address: string,
  { wires, packing, history }: { wires: readonly string[]; packing: Packing | null; history: History },
): Wish | Refusal {
  const url = new URL(address, "http://mini");
  const wire =
    url.pathname === "/subscribe"
      ? "v1"
      : url.pathname === "/xrpc/network.bsky.jetstream.subscribeEvents"
        ? "v2"
        : null;
  if (wire === null || !wires.includes(wire)) return { status: 404, error: "MethodNotImplemented" };
  const query = url.searchParams;
  if (wire === "v2" && (query.has("wantedCollections") || query.has("wantedDids")))
    return { status: 400, error: "InvalidRequest", message: "use collections and dids" };
  const dictionary = query.get("zstdDictionary");
  if (wire === "v2" && dictionary !== null && Number(dictionary) !== packing?.id)
    return { status: 400, error: "UnknownZstdDictionary", message: `the current one is ${packing?.id}` };
  const place = placeOf(query.get("cursor"), wire, history);
  if ("status" in place) return place;
  const collections = query.getAll(wire === "v1" ? "wantedCollections" : "collections");
  const dids = new Set(query.getAll(wire === "v1" ? "wantedDids" : "dids"));
  const kinds = new Set(wire === "v1" ? [] : query.getAll("kinds"));
  return {
    ...place,
    wire,
    isPacked: wire === "v2" && dictionary !== null,
    bytesMax: Number(query.get("maxMessageSizeBytes") ?? 0) || Number.POSITIVE_INFINITY,
    wants: ({ event }) =>
      (dids.size === 0 || dids.has(event.did)) &&
      (kinds.size === 0 || kinds.has(event.kind)) &&
      (event.kind !== "commit" ||
        collections.length === 0 ||
        collections.some((one) => covers(one, event.collection))),
  };
}

/** A time that is too old is clamped: silently on the first wire, with a notice on the second. */
function placeOf(
  cursor: string | null,
  wire: string,
  history: History,
): Pick<Wish, "fromSeq" | "info"> | Refusal {
  const { floorSeq, nextSeq } = history;
  if (cursor === null) return { fromSeq: nextSeq, info: null };
  const asked = Number(cursor);
  if (!Number.isSafeInteger(asked) || asked < 0) return { status: 400, error: "InvalidRequest" };
  if (wire === "v2" && asked < timesFrom) {
    if (asked < floorSeq && history.hasLost)
      return { status: 400, error: "CursorTooOld", message: `floor ${floorSeq}` };
    if (asked > nextSeq) return { fromSeq: nextSeq, info: "FutureCursor" };
    return { fromSeq: Math.max(asked, floorSeq), info: null };
  }
  const fromSeq = history.seqAt(asked);
  const isClamped = fromSeq === floorSeq && history.hasLost;
  return { fromSeq, info: wire === "v2" && isClamped ? "OutdatedCursor" : null };
}

function covers(pattern: string, collection: string): boolean {
  return pattern.endsWith(".*") ? collection.startsWith(pattern.slice(0, -1)) : pattern === collection;
}
