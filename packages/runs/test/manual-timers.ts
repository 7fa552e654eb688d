import type { Timers } from "@grok/runs";

/** A clock that stands still until a test moves it. */
export class ManualTimers implements Timers {
  nowMs = Date.UTC(2026, 10, 23, 12);
  readonly #waiting = new Set<{ atMs: number; call: () => void }>();

  readonly now = () => this.nowMs;

  after(delayMs: number, call: () => void): () => void {
    const entry = { atMs: this.nowMs + delayMs, call };
    this.#waiting.add(entry);
    return () => this.#waiting.delete(entry);
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Lets `ms` pass: each timer that falls due is called at its time, and what it sets going is let finish. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.nowMs + ms;
    await breathe();
    for (;;) {
      const due = [...this.#waiting].filter((entry) => entry.atMs <= untilMs);
      const next = due.sort((left, right) => left.atMs - right.atMs)[0];
      if (next === undefined) break;
      this.#waiting.delete(next);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.call();
      await breathe();
    }
    this.nowMs = untilMs;
  }
}

/** Lets everything that is ready to go on, go on. */
export async function breathe(): Promise<void> {
  for (let round = 0; round < 3; round++) await new Promise((resolve) => setImmediate(resolve));
}
