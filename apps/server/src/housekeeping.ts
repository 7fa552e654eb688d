import type { ConversationStore } from "@grok/conversation";
import type { RunManager } from "@grok/runs";
import type { Desktop } from "./desktop/desktop.ts";
import { errorFields, type Log } from "./log/log.ts";

const reapEveryMs = 15_000;
const dayMs = 24 * 60 * 60_000;
const dropEveryMs = 60 * 60_000;
/** Events of a run are for readers who were away; after a day the node itself has to do. */
const eventsKeptMs = dayMs;
/** Every tab that was ever opened leaves some behind; nobody comes back to one after so long. */
const viewsKeptMs = 90 * dayMs;
/** A file for the desktop's editor is open by then, or was closed. */
const desktopKeptMs = dayMs;

export interface HousekeepingParts {
  readonly store: ConversationStore;
  readonly runs: RunManager;
  readonly desktop: Desktop;
  readonly log: Log;
  readonly now: () => number;
}

/** Ends runs without a writer and drops what nobody will ask for, from time to time. Returns how to stop it. */
export function startHousekeeping({ store, runs, desktop, log, now }: HousekeepingParts): () => void {
  const regularly = (everyMs: number, what: string, work: () => Promise<unknown>) =>
    setInterval(() => {
      work().catch((error) => log("warn", `${what} failed`, errorFields(error)));
    }, everyMs).unref();
  const timers = [
    regularly(reapEveryMs, "looking for dead runs", () => runs.reap()),
    regularly(dropEveryMs, "dropping old events", () => store.dropRunEvents(now() - eventsKeptMs)),
    regularly(dropEveryMs, "dropping old views", () => store.dropViews(now() - viewsKeptMs)),
    regularly(dropEveryMs, "dropping old files", () => desktop.drop(now() - desktopKeptMs)),
  ];
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
