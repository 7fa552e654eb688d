/** Text on its way to the reader: keeps back what may turn out to be half a character or the head of a stop text. */
export interface TextGate {
  /** What may go on after `text` came. */
  push(text: string): string;
  /** The rest, when no more comes. */
  flush(): string;
  /** A stop text came: it and everything after it were dropped, and nothing passes any more. */
  readonly stopped: boolean;
}

/**
 * A gate for one block of text.
 *
 * Servers apply stop texts themselves, but some take only a few and some none; the gate makes the promise hold
 * everywhere. Half a surrogate pair, which a server that cuts its JSON by UTF-16 units sends, waits for its other
 * half; one that stays alone becomes U+FFFD.
 */
export function createTextGate(stop: readonly string[]): TextGate {
  const stops = stop.filter((text) => text !== "");
  let held = "";
  let stopped = false;

  return {
    push(text) {
      if (stopped) return "";
      const seen = held + text;
      const cut = firstStop(seen, stops);
      if (cut !== undefined) {
        stopped = true;
        held = "";
        return seen.slice(0, cut).toWellFormed();
      }
      const keep = Math.max(stopHead(seen, stops), endsInHighSurrogate(seen) ? 1 : 0);
      held = seen.slice(seen.length - keep);
      return seen.slice(0, seen.length - keep).toWellFormed();
    },
    flush() {
      const rest = held;
      held = "";
      return rest.toWellFormed();
    },
    get stopped() {
      return stopped;
    },
  };
}

/**
 * Where the stop text begins that is complete first, the longer of two that are complete together. It is the end that
 * decides, not the beginning, so that the result does not depend on how the text was cut.
 */
function firstStop(text: string, stops: readonly string[]): number | undefined {
  let first: { start: number; end: number } | undefined;
  for (const stop of stops) {
    const start = text.indexOf(stop);
    const end = start + stop.length;
    if (start < 0 || (first && (end > first.end || (end === first.end && start > first.start)))) continue;
    first = { start, end };
  }
  return first?.start;
}

/** Length of the longest end of `text` that some stop text begins with. */
function stopHead(text: string, stops: readonly string[]): number {
  let longest = 0;
  for (const stop of stops)
    for (let length = Math.min(stop.length - 1, text.length); length > longest; length--)
      if (text.endsWith(stop.slice(0, length))) longest = length;
  return longest;
}

function endsInHighSurrogate(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}
