import type { RunEvent, RunId } from "@grok/conversation";

/** Events kept of each run that goes on; a tab that was away for longer gets the whole reply again. */
const eventsMax = 1_000;

/** The newest events of live runs, so that a reader who was away for a moment can go on where it was. */
export interface RunTails {
  add(runId: RunId, events: readonly RunEvent[]): void;
  /** Events numbered after `after`, or null where they are no longer known. */
  after(runId: RunId, after: number): readonly RunEvent[] | null;
}

export function createRunTails(): RunTails {
  const tails = new Map<RunId, RunEvent[]>();
  return {
    add(runId, events) {
      if (events.at(-1)?.type === "ended") {
        tails.delete(runId);
        return;
      }
      const tail = tails.get(runId) ?? [];
      tail.push(...events);
      if (tail.length > eventsMax) tail.splice(0, tail.length - eventsMax);
      tails.set(runId, tail);
    },
    after(runId, after) {
      const tail = tails.get(runId);
      const first = tail?.[0]?.seq;
      if (tail === undefined || first === undefined || after < first - 1 || after > tail.at(-1)!.seq)
        return null;
      return tail.slice(after - (first - 1));
    },
  };
}
