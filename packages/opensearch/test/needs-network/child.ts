import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { OpenSearchIndexOptions } from "@grok/opensearch";
import type { FeedEvent, Ingested } from "@grok/posts";

const program = fileURLToPath(new URL("./index-process.ts", import.meta.url));

type Answer = { readonly number: number; readonly counted?: Ingested; readonly failed?: string } | "open";

/** The index, open in another process. */
export class IndexProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (counted: Ingested | null) => void>();
  #last = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on("message", (answer: Answer) => {
      if (answer !== "open") this.#settle(answer.number, answer.counted ?? null);
    });
    child.on("exit", () => {
      for (const number of [...this.#waiting.keys()]) this.#settle(number, null);
    });
  }

  static async open(options: OpenSearchIndexOptions): Promise<IndexProcess> {
    const child = fork(program, [JSON.stringify(options)]);
    const opened = new IndexProcess(child);
    const [message] = await Promise.race([once(child, "message"), once(child, "exit")]);
    if (message !== "open") throw new Error(`the other process ended with ${message}`);
    return opened;
  }

  /** Null where it was not acknowledged. */
  ingest(events: readonly FeedEvent[], cursor: string | null = null): Promise<Ingested | null> {
    const number = ++this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
      this.#child.send({ number, batch: { feedId: "feed", events, cursor } });
    });
  }

  async kill(): Promise<void> {
    await this.#end(() => this.#child.kill("SIGKILL"));
  }

  async close(): Promise<void> {
    await this.#end(() => this.#child.send("close"));
  }

  async #end(ask: () => void): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    ask();
    await gone;
  }

  #settle(number: number, counted: Ingested | null): void {
    this.#waiting.get(number)?.(counted);
    this.#waiting.delete(number);
  }
}
