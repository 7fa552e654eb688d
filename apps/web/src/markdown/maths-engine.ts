/** KaTeX, loaded with its style sheet and fonts when the first formula is drawn. */

import type { KatexOptions } from "katex";

type Katex = { render(source: string, into: HTMLElement, options: KatexOptions): void };

/** Longer formulas are shown as their source. */
const sourceCharsMax = 8_000;

let engine: Katex | undefined;
let isLoading = false;
const waiting = new Set<() => void>();

/** The engine once it is there. */
export function mathsEngine(): Katex | undefined {
  return engine;
}

/** Calls `onReady` when the engine has arrived; returns what takes the call back. Starts the loading. */
export function whenMathsReady(onReady: () => void): () => void {
  waiting.add(onReady);
  if (!isLoading) load();
  return () => waiting.delete(onReady);
}

async function load(): Promise<void> {
  isLoading = true;
  try {
    const [katex] = await Promise.all([import("katex"), import("katex/dist/katex.min.css")]);
    engine = katex.default;
    for (const onReady of waiting) onReady();
  } catch {
    // Offline, or a new version was put in place: the source stays readable, the next formula tries again.
    isLoading = false;
  }
}

/**
 * Draws `source` into `into` with DOM nodes, not HTML. `false`, with `into` left empty, when it is not
 * valid TeX: then the source is shown instead.
 */
export function drawMaths(katex: Katex, source: string, display: boolean, into: HTMLElement): boolean {
  if (source.length > sourceCharsMax) return false;
  try {
    katex.render(source, into, {
      displayMode: display,
      throwOnError: true,
      errorColor: "currentColor",
      strict: "ignore",
      trust: false,
      maxExpand: 500,
      maxSize: 40,
    });
    return true;
  } catch {
    into.replaceChildren();
    return false;
  }
}
