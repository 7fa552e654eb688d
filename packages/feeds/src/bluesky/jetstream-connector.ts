import { type FeedAsk, type FeedBatch, type FeedConnector, type FeedEvent, PostsError } from "@grok/posts";
import { backOffMs } from "../back-off.ts";
import type { FeedTools } from "../feed-module.ts";
import { untilLate } from "../http/until-late.ts";
import { type JetstreamPosition, readCursor, writeCursor } from "./jetstream-cursor.ts";
import type { JetstreamMessage } from "./jetstream-message.ts";
import { KnownHandles } from "./known-handles.ts";
import { nextMessages } from "./next-messages.ts";
import { byTime, type OpenJetstream, openJetstream } from "./open-jetstream.ts";
import { postCollection } from "./post-record.ts";
import { eventsOf, likeCollection, repostCollection } from "./read-message.ts";

export interface JetstreamOptions {
  /** Asked in turn: when one fails, the next is tried. */
  readonly addresses: readonly string[];
  readonly accounts: readonly string[];
  /** Primary tags; empty: all. */
  readonly languages: ReadonlySet<string>;
  readonly counts: boolean;
  readonly compress: boolean;
}

/** The public instances tell dozens of events a second: one that is silent so long is stuck. */
const publicSilenceMsMax = 30_000;
/** So much later than asked for, and what lies between is missing: the first wire says nothing when it clamps a time. */
const jumpUs = 10 * 60_000_000;

/** Posts from an instance of Jetstream, over either of its wires. One `read` is one connection. */
export class JetstreamConnector implements FeedConnector {
  readonly canWait = true;
  readonly #options: JetstreamOptions;
  readonly #tools: FeedTools;
  readonly #handles = new KnownHandles();
  #turn = 0;

  constructor(options: JetstreamOptions, tools: FeedTools) {
    this.#options = options;
    this.#tools = tools;
  }

  retryAfterMs(error: PostsError, failures: number): number | null {
    if (error.code === "bad-input" || error.code === "refused") return null;
    return backOffMs(failures, { firstMs: 1_000, maxMs: 60_000, demandedMs: error.retryAfterMs });
  }

  async *read(ask: FeedAsk): AsyncGenerator<FeedBatch> {
    let position = ask.cursor === null ? null : readCursor(ask.cursor);
    let heard = false;
    const { addresses } = this.#options;
    const leaving = untilLate(ask.signal, Number.POSITIVE_INFINITY);
    const { signal } = leaving;
    try {
      for (;;) {
        const base = addresses[this.#turn % addresses.length]!;
        const stream = await this.#open(base, position, { ...ask, signal });
        ask.tell({ type: "live" });
        // The number is from another archive: the same place is asked for again, by time.
        const lost = yield* this.#readStream(stream, position, { ...ask, signal }, () => {
          heard = true;
        });
        if (!lost) return;
        stream.socket.close();
        position = position && byTime(position);
        ask.tell({ type: "gap", message: `${stream.host} counts its events anew. Some may be missing.` });
      }
    } catch (error) {
      if (ask.signal.aborted) return;
      // One that broke off in the middle knows best where to go on.
      if (!heard) this.#turn++;
      throw error;
    } finally {
      leaving.end();
    }
  }

  #open(base: string, position: JetstreamPosition | null, ask: FeedAsk): Promise<OpenJetstream> {
    const { accounts, counts, compress } = this.#options;
    const collections = [postCollection, ...(counts ? [likeCollection, repostCollection] : [])];
    return openJetstream(position, {
      base,
      wish: { collections, accounts },
      compress,
      tools: this.#tools,
      ask,
    });
  }

  /** Ends where it was aborted, or with true where `from` means nothing to the instance. */
  async *#readStream(
    stream: OpenJetstream,
    from: JetstreamPosition | null,
    ask: FeedAsk,
    onHeard: () => void,
  ): AsyncGenerator<FeedBatch, boolean> {
    const { host, wire } = stream;
    const isBusy = this.#options.accounts.length === 0 && host.endsWith(".bsky.network");
    const waiting = {
      silenceMsMax: isBusy ? publicSilenceMsMax : null,
      tools: this.#tools,
      signal: ask.signal,
    };
    let before = this.#options.accounts.length === 0 && wire === "v1" ? from : null;
    for (;;) {
      const next = await nextMessages(stream, waiting);
      if (next === null) return false;
      const events: FeedEvent[] = [];
      let last: JetstreamPosition | null = null;
      let { unreadable } = next;
      for (const message of next.messages) {
        if (message.kind === "error") throw ended(host, message.name);
        if (message.kind === "info") {
          if (message.name === "FutureCursor" && from !== null && from.seq !== null) return true;
          tellGap(message.name === "OutdatedCursor", host, ask);
          continue;
        }
        if (before !== null) tellGap(message.timeUs - before.timeUs > jumpUs, host, ask);
        before = null;
        last = { host, wire, seq: message.seq, timeUs: message.timeUs };
        try {
          for (const event of this.#eventsOf(message)) events.push(event);
        } catch {
          unreadable++;
        }
      }
      if (unreadable > 0) tellUnreadable(unreadable, host, ask);
      if (last === null) continue;
      onHeard();
      yield { events, cursor: writeCursor(last) };
      if (ask.signal.aborted) return false;
    }
  }

  #eventsOf(message: JetstreamMessage): FeedEvent[] {
    const nowMs = this.#tools.now();
    return eventsOf(message, { handles: this.#handles, languages: this.#options.languages, nowMs });
  }
}

function tellGap(isGap: boolean, host: string, { tell }: FeedAsk): void {
  if (isGap)
    tell({ type: "gap", message: `${host} no longer keeps all that was said since the last stored event.` });
}

function tellUnreadable(count: number, host: string, { tell }: FeedAsk): void {
  tell({ type: "unreadable", count, message: `${host} sent what is not as documented.` });
}

function ended(host: string, name: string): PostsError {
  return name === "ConsumerTooSlow"
    ? new PostsError(
        "unreachable",
        `${host} ended the stream: it was read too slowly. It goes on where it was.`,
      )
    : new PostsError(
        "unreachable",
        `${host} ended the stream: ${name.slice(0, 100).replace(/\p{Cc}+/gu, " ")}.`,
      );
}
