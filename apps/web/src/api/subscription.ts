// The tab's one stream. It is opened again whenever it ends, with what is known already, so that nothing is told twice
// and nothing is missed. What it tells is handed over in bundles, at most one a frame.

import type { Change } from "../state/change.ts";
import { backOffMs } from "./back-off.ts";
import type { Clients } from "./clients.ts";
import { changeFromMessage } from "./from-message.ts";

/** The server sends a heartbeat every 10 s; two missed ones and some slack. */
const silenceMaxMs = 25_000;

export interface SubscriptionOptions {
  readonly clients: Pick<Clients, "runs">;
  /** Asked anew for every opening. */
  readonly resumePoint: () => { epoch: string; after: number; runAfter: Readonly<Record<string, number>> };
  readonly onOpening: () => void;
  /** In order; never empty. */
  readonly onChanges: (changes: readonly Change[]) => void;
  readonly onLost: (retryAtMs: number) => void;
}

export interface Subscription {
  /** Ends the stream and opens it again at once; also cuts a wait short. */
  reopen(): void;
  /** Ends the stream until `reopen`. */
  pause(): void;
}

export function subscribe(options: SubscriptionOptions): Subscription {
  let attempt = 0;
  let paused = false;
  let current: AbortController | null = null;
  let wake: (() => void) | null = null;
  const inbox = bundler(options.onChanges);

  async function run(): Promise<never> {
    for (;;) {
      if (paused) await new Promise<void>((resolve) => (wake = resolve));
      options.onOpening();
      const outcome = await once();
      if (outcome === "asked" || paused) continue;
      const waitMs = backOffMs(attempt++, Math.random);
      options.onLost(Date.now() + waitMs);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** One opening, until it ends. "asked": by `reopen` or `pause`. */
  async function once(): Promise<"asked" | "lost"> {
    const controller = new AbortController();
    current = controller;
    let watchdog = setTimeout(() => controller.abort("silent"), silenceMaxMs);
    try {
      const { epoch, after, runAfter } = options.resumePoint();
      const request = {
        epoch,
        after: BigInt(after),
        runAfter: Object.fromEntries(Object.entries(runAfter).map(([id, seq]) => [id, BigInt(seq)])),
      };
      for await (const message of options.clients.runs.subscribe(request, { signal: controller.signal })) {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => controller.abort("silent"), silenceMaxMs);
        const change = changeFromMessage(message);
        if (change === null) continue;
        if (change.type === "hello") attempt = 0;
        inbox.add(change);
      }
    } catch {
      // Whatever ended the stream, the answer is to open it again; `onLost` tells the user.
    } finally {
      clearTimeout(watchdog);
      inbox.flush();
    }
    return controller.signal.aborted && controller.signal.reason === "asked" ? "asked" : "lost";
  }

  void run();
  return {
    reopen() {
      paused = false;
      attempt = 0;
      current?.abort("asked");
      wake?.();
    },
    pause() {
      paused = true;
      current?.abort("asked");
    },
  };
}

/** Collects changes and hands them over once a frame; a hidden tab has no frames and gets them four times a second. */
function bundler(deliver: (changes: readonly Change[]) => void) {
  let waiting: Change[] = [];
  let cancel: (() => void) | null = null;

  const flush = () => {
    cancel?.();
    cancel = null;
    if (waiting.length === 0) return;
    const bundle = waiting;
    waiting = [];
    deliver(bundle);
  };
  const add = (change: Change) => {
    waiting.push(change);
    if (cancel !== null) return;
    const frame = requestAnimationFrame(flush);
    const timer = setTimeout(flush, 250);
    cancel = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  };
  return { add, flush };
}
