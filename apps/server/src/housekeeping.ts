import type { ConversationStore } from "@grok/conversation";
import type { RunManager } from "@grok/runs";
import { errorFields, type Log } from "./log/log.ts";

const reapEveryMs = 15_000;
const dropEveryMs = 60 * 60_000;
/** Events of a run are for readers who were away; after a day the node itself has to do. */
const eventsKeptMs = 24 * 60 * 60_000;

/** Ends runs without a writer and drops events that nobody will ask for, from time to time. Returns how to stop it. */
export function startHousekeeping(
  store: ConversationStore,
  runs: RunManager,
  log: Log,
  now: () => number,
): () => void {
  const regularly = (everyMs: number, what: string, work: () => Promise<unknown>) =>
    setInterval(() => {
      work().catch((error) => log("warn", `${what} failed`, errorFields(error)));
    }, everyMs).unref();
  const timers = [
    regularly(reapEveryMs, "looking for dead runs", () => runs.reap()),
    regularly(dropEveryMs, "dropping old events", () => store.dropRunEvents(now() - eventsKeptMs)),
  ];
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
