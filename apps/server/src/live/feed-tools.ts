import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type FeedState, type FeedTools, openSocket } from "@grok/feeds";
import { z } from "zod";
import type { Log } from "../log/log.ts";

/** What feeds may use of the world: this process's network and clock, and HOME/feed-state.json. */
export function openFeedTools(home: string, now: () => number, log: Log): FeedTools {
  return {
    now,
    random: Math.random,
    fetch: globalThis.fetch,
    openSocket,
    sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => {}),
    state: openFeedState(home, log),
  };
}

/** Small texts of feeds that are no cursor. A damaged file is begun anew, and the log says so: money may be counted in it. */
function openFeedState(home: string, log: Log): FeedState {
  const path = join(home, "feed-state.json");
  const values = new Map(Object.entries(read(path, log)));
  return {
    get: async (key) => values.get(key) ?? null,
    async set(key, value) {
      if (values.get(key) === value) return;
      values.set(key, value);
      writeFileSync(`${path}.new`, JSON.stringify(Object.fromEntries(values)), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
  };
}

function read(path: string, log: Log): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT")
      log("warn", "what feeds had noted (spending, moved addresses) cannot be read and is begun anew", {
        path,
      });
    return {};
  }
}
