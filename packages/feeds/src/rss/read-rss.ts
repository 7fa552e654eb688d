import type { FeedAsk, FeedBatch } from "@grok/posts";
import type { FeedTools } from "../feed-module.ts";
import { untilLate } from "../http/until-late.ts";
import { mergeSources } from "../merge.ts";
import { limitFetch } from "./limit-fetch.ts";
import { type AddressMemory, readAddress } from "./read-address.ts";
import { memoryIn, rssCursorOf } from "./rss-cursor.ts";

/** Requests at once, over all addresses. */
const requestsMax = 4;

/** Each address at its own pace. One that fails is told and tried again; only where all fail, it is the feed that fails. */
export async function* readRss(
  addresses: readonly string[],
  tools: FeedTools,
  { cursor, signal, tell }: FeedAsk,
): AsyncGenerator<FeedBatch> {
  const all = untilLate(signal, Number.POSITIVE_INFINITY);
  const limited = { ...tools, fetch: limitFetch(tools.fetch, requestsMax) };
  const memories = new Map<string, AddressMemory>();
  for (const address of addresses) {
    const memory = memoryIn(cursor, address);
    if (memory !== null) memories.set(address, memory);
  }
  const sources = addresses.map((address) =>
    readAddress({ address, memory: memories.get(address) ?? null, tools: limited, signal: all.signal }),
  );
  const failing = new Set<string>();
  tell({ type: "waiting", untilMs: Math.min(...addresses.map((each) => memories.get(each)?.nextAtMs ?? 0)) });
  for await (const { address, events, memory, error } of mergeSources(sources, all.end)) {
    // Last in the order of the map is what was polled last.
    memories.delete(address);
    memories.set(address, memory);
    if (error === null) {
      failing.delete(address);
      yield { events, cursor: rssCursorOf(memories) };
    } else {
      failing.add(address);
      if (failing.size === addresses.length) throw error;
      tell({ type: "unreadable", count: 1, message: error.message });
    }
    const nextAtMs = Math.min(...[...memories.values()].map((each) => each.nextAtMs));
    tell({ type: "waiting", untilMs: nextAtMs });
  }
}
