import { zstdCompressSync } from "node:zlib";
import type { WebSocket } from "ws";
import { errorFrame, frameOf, infoFrame } from "./frame.ts";
import type { History } from "./history.ts";
import type { Packing, Wish } from "./request.ts";

/** Bytes under way to one subscriber; beyond, it is waited for. */
const underWayMax = 1024 * 1024;

interface Parts {
  readonly history: History;
  readonly packing: Packing | null;
  readonly lagMax: number;
}

/** One connection: reads the history at its own pace. */
export class Subscriber {
  readonly #socket: WebSocket;
  readonly #wish: Wish;
  readonly #parts: Parts;
  #nextSeq: number;
  #isWaiting = false;

  constructor(socket: WebSocket, wish: Wish, parts: Parts) {
    this.#socket = socket;
    this.#wish = wish;
    this.#parts = parts;
    this.#nextSeq = wish.fromSeq;
    socket.on("error", () => socket.terminate());
    // The second wire is for listening only.
    if (wish.wire === "v2") socket.on("message", () => socket.close(1008, "server-push only"));
    if (wish.info !== null) this.#send(infoFrame(wish.info));
  }

  /** Sends what there is, as far as the other side takes it. */
  pump(): void {
    const { history, lagMax } = this.#parts;
    if (this.#isWaiting) {
      if (history.nextSeq - this.#nextSeq > lagMax) this.drop("too-slow");
      return;
    }
    while (this.#socket.readyState === this.#socket.OPEN) {
      const kept = history.get(Math.max(this.#nextSeq, history.floorSeq));
      if (kept === undefined) return;
      this.#nextSeq = kept.seq + 1;
      if (!this.#wish.wants(kept)) continue;
      const text = frameOf(kept, this.#wish.wire);
      if (Buffer.byteLength(text) > this.#wish.bytesMax) continue;
      if (!this.#send(text)) return;
    }
  }

  drop(how: "break" | "too-slow"): void {
    if (how === "break") {
      this.#socket.terminate();
      return;
    }
    if (this.#wish.wire === "v2") this.#send(errorFrame("ConsumerTooSlow"));
    this.#socket.close(1008, "ConsumerTooSlow");
  }

  /** False where nothing more should be sent for now; `pump` then goes on by itself. */
  #send(text: string): boolean {
    const { packing } = this.#parts;
    const frame = this.#wish.isPacked ? zstdCompressSync(text, { dictionary: packing!.bytes }) : text;
    this.#socket.send(frame, () => {
      if (!this.#isWaiting || this.#socket.bufferedAmount > underWayMax / 2) return;
      this.#isWaiting = false;
      this.pump();
    });
    this.#isWaiting = this.#socket.bufferedAmount > underWayMax;
    return !this.#isWaiting;
  }
}
