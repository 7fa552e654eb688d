import type { SearchHit } from "@grok/conversation";
import type { Action } from "./action.ts";

export interface Hit extends SearchHit {
  readonly foundBy: "words" | "meaning" | "both";
}

/** How it stood with searching by meaning, beside the words. */
export interface MeaningState {
  /** "none": not tried. "no-model": no model for it is here. "left-out": it failed or took too long. */
  readonly kind: "none" | "done" | "no-model" | "left-out";
  /** Messages that are still to be read for it. */
  readonly unread: number;
}

export interface Search {
  /** As typed; blank shows the list of conversations instead. */
  readonly query: string;
  readonly phase: "idle" | "asking" | "ready" | "failed";
  /** Of the last query that was answered; they stay while the next one is on its way. */
  readonly hits: readonly Hit[];
  readonly meaning: MeaningState;
}

export const noSearch: Search = {
  query: "",
  phase: "idle",
  hits: [],
  meaning: { kind: "none", unread: 0 },
};

export function reduceSearch(search: Search, action: Action): Search {
  switch (action.type) {
    case "search-typed":
      return action.query.trim() === ""
        ? { ...noSearch, query: action.query }
        : { ...search, query: action.query, phase: "asking" };
    case "search-arrived":
      // An answer to what is no longer asked comes late and is dropped.
      if (action.query !== search.query) return search;
      return { ...search, phase: "ready", hits: action.hits, meaning: action.meaning };
    case "search-failed":
      return action.query === search.query ? { ...search, phase: "failed" } : search;
    default:
      return search;
  }
}

/** A stretch of an excerpt, and whether it matched. */
export interface Stretch {
  readonly text: string;
  readonly hit: boolean;
}

/** The excerpt cut at its matches; joined, the stretches are the excerpt. Bounds that make no sense are left out. */
export function stretchesOf({ excerpt, matches }: Pick<Hit, "excerpt" | "matches">): Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  for (let pair = 0; pair + 1 < matches.length; pair += 2) {
    const start = matches[pair]!;
    const end = matches[pair + 1]!;
    if (start < at || end <= start || end > excerpt.length) continue;
    if (start > at) stretches.push({ text: excerpt.slice(at, start), hit: false });
    stretches.push({ text: excerpt.slice(start, end), hit: true });
    at = end;
  }
  if (at < excerpt.length) stretches.push({ text: excerpt.slice(at), hit: false });
  return stretches;
}
