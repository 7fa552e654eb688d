import type { RateLimits } from "../api-access.ts";
import type { BegunAnswers } from "./begin-answers.ts";
import { partsAhead } from "./parts-ahead.ts";

/** So long a client waits for its status; after that it is told that it is served, and failures come in the stream. */
const patienceMs = 10_000;

export interface Opened {
  /** For headers; none where the turn is still waited for. */
  readonly limits: RateLimits;
  readonly begun: Promise<BegunAnswers>;
}

/**
 * Resolves once the first part is there, or when that takes long, so that a request that is refused at once is refused
 * by its status. Rejects with what was refused by then.
 */
export async function openInTime(begin: Promise<BegunAnswers>): Promise<Opened> {
  let limits: RateLimits = {};
  const begun = begin.then(async (answers) => {
    limits = answers.limits;
    const parts = await firstThere(answers.parts);
    return { ...answers, parts: partsAhead(parts) };
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  try {
    await Promise.race([begun, late]);
  } finally {
    clearTimeout(timer);
  }
  begun.catch(() => {});
  return { limits, begun };
}

/** `items` once the first of them is there. Rejects with what that fails with. */
async function firstThere<T>(items: AsyncIterable<T>): Promise<AsyncIterable<T>> {
  const iterator = items[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    let isEnded = false;
    try {
      for (let next = first; !next.done; next = await iterator.next()) yield next.value;
      isEnded = true;
    } finally {
      if (!isEnded) await iterator.return?.();
    }
  })();
}
