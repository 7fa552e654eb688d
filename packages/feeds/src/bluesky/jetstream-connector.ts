import { type FeedAsk, type FeedBatch, type FeedConnector, type FeedEvent, PostsError } from "@grok/posts";
import { backOffMs } from "../back-off.ts";
import type { FeedTools } from "../feed-module.ts";
import { type JetstreamPosition, readCursor, writeCursor } from "./jetstream-cursor.ts";
import { type JetstreamMessage, parseFirstWire, parseSecondWire } from "./jetstream-message.ts";
import { KnownHandles } from "./known-handles.ts";
import { nextMessage } from "./next-message.ts";
import { byTime, messageBytesMax, type OpenJetstream, openJetstream } from "./open-jetstream.ts";
import { postCollection } from "./post-record.ts";
import { eventsOf, likeCollection, repostCollection } from "./read-message.ts";
import { unpack } from "./zstd-dictionary.ts";

export interface JetstreamOptions {
  /** Asked in turn: when one fails, the next is tried. */
  readonly addresses: readonly string[];
  readonly accounts: readonly string[];
  /** Primary tags; empty: all. */
  readonly languages: ReadonlySet<string>;
  readonly counts: boolean;
  readonly compress: boolean;
}

const batchMessagesMax = 500;
/** The public instances tell dozens of events a second: one that is silent so long is stuck. */
const publicSilenceMsMax = 30_000;
/** So much later than asked for, and everything in between is missing rather than that nobody said a word. */
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
    const leaving = new AbortController();
    const signal = AbortSignal.any([ask.signal, leaving.signal]);
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
      leaving.abort();
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
    const { socket, host, wire } = stream;
    const watched = this.#options.accounts.length === 0 && host.endsWith(".bsky.network");
    const silenceMsMax = watched ? publicSilenceMsMax : null;
    let isFirst = true;
    for (;;) {
      const events: FeedEvent[] = [];
      let last: JetstreamPosition | null = null;
      let unreadable = 0;
      for (let count = 0; count === 0 || (socket.waiting > 0 && count < batchMessagesMax); count++) {
        const packed = await nextMessage(socket, host, { silenceMsMax, tools: this.#tools });
        if (packed === null && ask.signal.aborted) return false;
        if (packed === null) throw closed(stream);
        let message: JetstreamMessage;
        try {
          message = this.#parse(packed, stream);
        } catch {
          unreadable++;
          continue;
        }
        if (message.kind === "error") throw ended(host, message.name);
        if (message.kind === "info") {
          if (message.name === "FutureCursor" && from !== null && from.seq !== null) return true;
          tellGap(message.name === "OutdatedCursor", host, ask);
          continue;
        }
        if (isFirst && from !== null && wire === "v1" && this.#options.accounts.length === 0)
          tellGap(message.timeUs - from.timeUs > jumpUs, host, ask);
        isFirst = false;
        last = { host, wire, seq: message.seq, timeUs: message.timeUs };
        try {
          for (const event of this.#eventsOf(message)) events.push(event);
        } catch {
          unreadable++;
        }
      }
      if (unreadable > 0)
        ask.tell({
          type: "unreadable",
          count: unreadable,
          message: `${host} sent what is not as documented.`,
        });
      if (last !== null) onHeard();
      if (last !== null) yield { events, cursor: writeCursor(last) };
      if (ask.signal.aborted) return false;
    }
  }

  #parse(packed: string | Uint8Array, { wire, dictionary }: OpenJetstream): JetstreamMessage {
    if (typeof packed !== "string" && dictionary === null)
      throw new TypeError("Bytes where text was agreed on.");
    const text = typeof packed === "string" ? packed : unpack(packed, dictionary!, messageBytesMax);
    return wire === "v2" ? parseSecondWire(text) : parseFirstWire(text);
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

function closed({ socket, host }: OpenJetstream): PostsError {
  const why = socket.closedBecause;
  const said = why === null ? "" : ` (${why.code}${why.reason === "" ? "" : `, ${why.reason}`})`;
  return new PostsError("unreachable", `${host} closed the connection${said}.`);
}

function ended(host: string, name: string): PostsError {
  return name === "ConsumerTooSlow"
    ? new PostsError(
        "unreachable",
        `${host} ended the stream: it was read too slowly. It goes on where it was.`,
      )
    : new PostsError("unreachable", `${host} ended the stream: ${name.slice(0, 100)}.`);
}
