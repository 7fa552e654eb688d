import type { OutgoingHttpHeaders } from "node:http";
import type { ApiCall } from "./api-call.ts";
import { roomToWrite } from "./room-to-write.ts";

/** Silence is looked for so often: proxies cut silent streams at 30 to 60 s, and clients want to hear something in 15. */
const lookEveryMs = 7_000;

/**
 * Server-sent events to one client. Whoever writes waits while the connection is full, so that a slow reader holds no
 * more in memory than the connection's own buffer. Silence is filled with comments, which every client passes over.
 */
export class EventStream {
  readonly #call: ApiCall;
  /** Nothing was said since silence was last looked for. */
  #isQuiet = false;
  readonly #timer: NodeJS.Timeout;

  constructor(call: ApiCall, headers: OutgoingHttpHeaders) {
    this.#call = call;
    call.response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      // Tells proxies of the nginx kind to pass each event on at once.
      "x-accel-buffering": "no",
      ...headers,
    });
    // The headers tell a client that it is served, even while it waits for the first event.
    call.response.write(": served\n\n");
    this.#timer = setInterval(() => {
      if (this.#isQuiet && !call.response.writableNeedDrain) call.response.write(": ping\n\n");
      this.#isQuiet = true;
    }, lookEveryMs);
    call.response.once("close", () => clearInterval(this.#timer));
  }

  /** Resolves when there is room for more. Rejects with the signal's reason. */
  async send(data: unknown, event?: string): Promise<void> {
    const { response, signal } = this.#call;
    signal.throwIfAborted();
    this.#isQuiet = false;
    if (!response.write(eventText(data, event))) await roomToWrite(this.#call);
  }

  /** The end; `last` is told even while the server goes down, if the client is still there. */
  end(...last: readonly { readonly data: unknown; readonly event?: string }[]): void {
    clearInterval(this.#timer);
    const { gone, response } = this.#call;
    if (gone.aborted || response.writableEnded) return;
    const text = last.map(({ data, event }) => eventText(data, event)).join("");
    // Over HTTP/2, Node 24 garbles what was written just before an end with an empty text.
    if (text === "") response.end();
    else response.end(text);
  }
}

function eventText(data: unknown, event: string | undefined): string {
  const text = typeof data === "string" ? data : JSON.stringify(data);
  return `${event === undefined ? "" : `event: ${event}\n`}data: ${text}\n\n`;
}
