import type { FeedTools } from "./feed-module.ts";

/** For connectors that are made to see whether they can be, and never read. */
export const inertTools: FeedTools = {
  now: () => 0,
  random: () => 0,
  fetch: refuse,
  openSocket: refuse,
  sleep: refuse,
  state: { get: refuse, set: refuse },
};

function refuse(): never {
  throw new TypeError("A feed asked for something before it was read.");
}
