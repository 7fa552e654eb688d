import { startTransition, useEffect, useState } from "react";
import type { Piece } from "./block-splitter.ts";

/** What is drawn at once, and what is added whenever the page has a moment, in UTF-16 units of Markdown. */
const firstChars = 24_000;
const stepChars = 12_000;

/**
 * How many of `groups` to draw now. A text of ordinary length is drawn whole; a very long one comes up
 * in steps, so that opening it does not hold up the page.
 */
export function useShownGroups(groups: readonly (readonly Piece[])[], textLength: number): number {
  const [chars, setChars] = useState(firstChars);
  // Kept ahead of the text, so that a text that grows never waits for it.
  const isBehind = chars < textLength + stepChars;
  useEffect(() => {
    if (!isBehind) return;
    const timer = setTimeout(() => startTransition(() => setChars(chars + stepChars)));
    return () => clearTimeout(timer);
  }, [isBehind, chars]);
  if (chars >= textLength) return groups.length;
  const hidden = groups.findIndex((group) => group[0]!.start >= chars);
  return hidden < 0 ? groups.length : Math.max(1, hidden);
}
