import { noLive, type SavedLive, trendWindowsMs } from "../state/live.ts";
import type { WorkspaceStore } from "../state/store.ts";
import { readStored, writeStored } from "./stored-json.ts";

const key = "grok.live";

/** Whether the panel is open, and over which time it looks at trends, over a reload; each tab has its own. */
export function keepLive(store: WorkspaceStore, session: Storage | null): void {
  const { open, windowMs } = savedLiveFrom(readStored(session, key));
  store.dispatch({ type: "trends-asked", windowMs });
  store.dispatch({ type: "live-switched", open });
  store.subscribe(({ live }, before) => {
    if (live.open === before.live.open && live.windowMs === before.live.windowMs) return;
    writeStored(session, key, { open: live.open, windowMs: live.windowMs } satisfies SavedLive);
  });
}

/** What storage held; whatever is not what it should be is as at the start. */
export function savedLiveFrom(stored: unknown): SavedLive {
  const { open, windowMs } = Object(stored) as Record<string, unknown>;
  return {
    open: open === true,
    windowMs: trendWindowsMs.find((known) => known === windowMs) ?? noLive.windowMs,
  };
}
