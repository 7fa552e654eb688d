import { PostsError } from "@grok/posts";
import type { RawData, WebSocket } from "ws";
import type { FeedSocket } from "../feed-module.ts";

/** Messages held for the reader; from so many on the other side is made to wait, by TCP's own flow control. */
const heldMax = 512;
const heldBytesMax = 4 * 1024 * 1024;
/** Nothing heard for half of it: a ping. Nothing heard for all of it, the answer neither: the connection is dead. */
const silenceMsMax = 30_000;

type Message = string | Uint8Array;

/** A `ws` socket that is read by pulling. Messages that arrived before it closed can still be read. */
export class PulledSocket implements FeedSocket {
  readonly #socket: WebSocket;
  readonly #host: string;
  readonly #signal: AbortSignal;
  #held: Message[] = [];
  /** Where the oldest held message is: the array is emptied once all are read, which every pause brings about. */
  #at = 0;
  /** Since the array was last empty. */
  #heldBytes = 0;
  #asking: PromiseWithResolvers<Message | null> | null = null;
  #failure: PostsError | null = null;
  #ended = false;
  #heard = true;
  #silentHalves = 0;
  readonly #watch: ReturnType<typeof setInterval>;
  closedBecause: { readonly code: number; readonly reason: string } | null = null;

  constructor(socket: WebSocket, host: string, signal: AbortSignal) {
    this.#socket = socket;
    this.#host = host;
    this.#signal = signal;
    socket.on("message", (data, isBinary) => this.#take(data, isBinary));
    for (const sign of ["ping", "pong", "open"]) socket.on(sign, () => this.#hear());
    socket.on("error", (error) => this.#fail(error.message));
    socket.on("close", (code, reason) => this.#end(code, reason.toString("utf8").replace(/\p{Cc}+/gu, " ")));
    signal.addEventListener("abort", this.#leave, { once: true });
    this.#watch = setInterval(() => this.#look(), silenceMsMax / 2);
    this.#watch.unref();
  }

  get waiting(): number {
    return this.#held.length - this.#at;
  }

  async next(): Promise<Message | null> {
    if (this.#signal.aborted) return null;
    if (this.waiting > 0) return this.#shift();
    if (this.#failure !== null) throw this.#failure;
    if (this.#ended) return null;
    this.#asking = Promise.withResolvers();
    return this.#asking.promise;
  }

  close(): void {
    this.#leave();
  }

  #take(data: RawData, isBinary: boolean): void {
    this.#hear();
    const bytes = data as Buffer;
    const message = isBinary ? new Uint8Array(bytes) : bytes.toString("utf8");
    if (this.#asking !== null) {
      this.#asking.resolve(message);
      this.#asking = null;
      return;
    }
    this.#held.push(message);
    this.#heldBytes += bytes.length;
    if (this.waiting >= heldMax || this.#heldBytes >= heldBytesMax) this.#socket.pause();
  }

  #shift(): Message {
    const message = this.#held[this.#at++]!;
    if (this.waiting === 0) {
      this.#held = [];
      this.#at = 0;
      this.#heldBytes = 0;
      if (this.#socket.isPaused) this.#socket.resume();
    }
    return message;
  }

  #hear(): void {
    this.#heard = true;
  }

  /** While the socket is paused nothing can be heard, and nothing is concluded from it. */
  #look(): void {
    this.#silentHalves = this.#heard || this.#socket.isPaused ? 0 : this.#silentHalves + 1;
    this.#heard = false;
    if (this.#silentHalves >= 2) {
      this.#fail(`nothing was heard for ${silenceMsMax / 1000} s`);
      this.#socket.terminate();
    } else if (this.#silentHalves === 1 && this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  #fail(reason: string): void {
    this.#failure ??= new PostsError("unreachable", `The connection to ${this.#host} broke: ${reason}.`);
    this.#end(null, "");
  }

  #end(code: number | null, reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    // 1006 is what `ws` reports where the other side said nothing at all.
    if (code === 1006) this.#failure ??= new PostsError("unreachable", `${this.#host} broke off.`);
    else if (code !== null) this.closedBecause = { code, reason };
    this.#stopWatching();
    if (this.#failure !== null && !this.#signal.aborted) this.#asking?.reject(this.#failure);
    else this.#asking?.resolve(null);
    this.#asking = null;
  }

  #leave = (): void => {
    this.#stopWatching();
    this.#ended = true;
    this.#held = [];
    this.#at = 0;
    this.#asking?.resolve(null);
    this.#asking = null;
    // A polite closing would wait for the other side, which may be why we leave.
    this.#socket.terminate();
  };

  #stopWatching(): void {
    clearInterval(this.#watch);
    this.#signal.removeEventListener("abort", this.#leave);
  }
}
