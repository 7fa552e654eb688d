import type { PostQuery, SearchAnswer } from "@grok/posts";
import type { RunContext } from "./run-context.ts";

/** An index answers within 30 ms; one that takes this long has something wrong with it, and a reply waits for it. */
const searchMsMax = 3_000;

/**
 * What the index answers, or null where it fails, is not there, or does not answer in time. `signal` ends the search;
 * then the answer is null, too. Never rejects.
 */
export async function searchInTime(
  { posts, timers, log }: Pick<RunContext, "posts" | "timers" | "log">,
  query: PostQuery,
  signal: AbortSignal,
): Promise<SearchAnswer | null> {
  if (posts === null) return null;
  const abort = new AbortController();
  const late = Promise.withResolvers<null>();
  const giveUp = () => {
    abort.abort();
    late.resolve(null);
  };
  const cancelTimer = timers.after(searchMsMax, giveUp);
  signal.addEventListener("abort", giveUp, { once: true });
  if (signal.aborted) giveUp();
  try {
    return await Promise.race([posts.search(query, abort.signal), late.promise]);
  } catch (error) {
    log("warn", "posts could not be searched", { error: String(error) });
    return null;
  } finally {
    cancelTimer();
    signal.removeEventListener("abort", giveUp);
  }
}
