import { createHash } from "node:crypto";
import { type FeedEvent, PostsError } from "@grok/posts";
import type { FeedTools } from "../feed-module.ts";
import { retryAfterMsOf } from "../http/retry-after.ts";
import { decodeBody } from "./decode-body.ts";
import { getFeed, type Validators } from "./get-feed.ts";
import { postOfItem } from "./item-post.ts";
import { adaptEvery, firstEveryMs, maxAgeMsOf, nextPollAtMs } from "./next-poll.ts";
import { type ParsedFeed, parseFeed } from "./parse-feed.ts";

/** What is kept of an address between two polls, and over a restart. */
export interface AddressMemory extends Validators {
  /** Where it moved to for good; the address itself where it did not. */
  readonly url: string;
  readonly everyMs: number;
  readonly nextAtMs: number;
}

/** What one poll brought. */
export interface PollStep {
  readonly address: string;
  readonly events: readonly FeedEvent[];
  readonly memory: AddressMemory;
  /** Null where the poll succeeded. */
  readonly error: PostsError | null;
}

export interface ReadAddress {
  readonly address: string;
  /** Null where nothing is known. */
  readonly memory: AddressMemory | null;
  readonly tools: Pick<FeedTools, "fetch" | "now" | "random" | "sleep">;
  readonly signal: AbortSignal;
}

const failedWaitMaxMs = 3_600_000;
const failedWaitMs = 60_000;

/** Polls one address for ever, whatever goes wrong with it. Ends where the address says that it is gone for good. */
export async function* readAddress(options: ReadAddress): AsyncGenerator<PollStep, void> {
  const { address, tools, signal } = options;
  let memory = options.memory ?? {
    url: address,
    etag: "",
    lastModified: "",
    everyMs: firstEveryMs,
    nextAtMs: 0,
  };
  /** What the last document said of each item, so that only what is new or has changed is told. */
  let seen: ReadonlySet<string> = new Set();
  let feed: ParsedFeed | null = null;
  let failures = 0;

  while (!signal.aborted) {
    await tools.sleep(Math.max(0, memory.nextAtMs - tools.now()), signal);
    if (signal.aborted) return;
    try {
      const { answer, headers, movedTo } = await getFeed(memory.url, memory, tools, signal);
      const nowMs = tools.now();
      let events: FeedEvent[] = [];
      if (answer !== null) {
        feed = parseFeed(decodeBody(answer.body, headers.get("content-type")), new URL(memory.url).host);
        const told = eventsOf(feed, address, nowMs, seen);
        ({ events, seen } = told);
      }
      failures = 0;
      const everyMs = adaptEvery(memory.everyMs, events.length > 0);
      const atLeastMs = Math.max(
        maxAgeMsOf(headers.get("cache-control")),
        retryAfterMsOf(headers.get("retry-after"), nowMs) ?? 0,
        feed?.ttlMs ?? 0,
      );
      const plan = { everyMs, atLeastMs, skipHours: feed?.skipHours ?? [] };
      memory = {
        url: movedTo,
        etag: answer === null ? memory.etag : shortHeader(headers, "etag"),
        lastModified: answer === null ? memory.lastModified : shortHeader(headers, "last-modified"),
        everyMs,
        nextAtMs: nextPollAtMs(plan, nowMs, tools.random()),
      };
      yield { address, events, memory, error: null };
    } catch (thrown) {
      if (signal.aborted || !(thrown instanceof PostsError)) throw thrown;
      failures++;
      memory = { ...memory, ...afterFailure(thrown, failures, address, tools) };
      yield { address, events: [], memory, error: thrown };
      if (thrown.code === "not-found") return;
    }
  }
}

/** An address that moved and fails is asked for where it was, as moves are undone too. */
function afterFailure(
  error: PostsError,
  failures: number,
  address: string,
  tools: ReadAddress["tools"],
): Partial<AddressMemory> {
  const waitMs = Math.min(failedWaitMaxMs, failedWaitMs * 2 ** Math.min(failures - 1, 10));
  const demandedMs = Math.max(waitMs, error.retryAfterMs ?? 0);
  return { url: address, nextAtMs: tools.now() + Math.round(demandedMs * (1 + 0.1 * tools.random())) };
}

function eventsOf(
  feed: ParsedFeed,
  address: string,
  nowMs: number,
  seen: ReadonlySet<string>,
): { events: FeedEvent[]; seen: ReadonlySet<string> } {
  const now = new Set<string>();
  const events: FeedEvent[] = [];
  for (const item of feed.items) {
    const post = postOfItem(item, feed, address, nowMs);
    if (post === null) continue;
    const print = createHash("sha256")
      .update(JSON.stringify([post.id, post.text, post.links]))
      .digest("base64url");
    if (!seen.has(print) && !now.has(print)) events.push({ type: "post", post });
    now.add(print);
  }
  // Oldest first, as they were said.
  return { events: events.reverse(), seen: now };
}

/** Some servers send validators longer than a cursor has room for. */
function shortHeader(headers: Headers, name: string): string {
  const value = headers.get(name) ?? "";
  return value.length <= 200 ? value : "";
}
