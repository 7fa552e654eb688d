import type { TrendAsk } from "../live-index.ts";

export interface TrendWindow {
  readonly ms: TrendAsk["windowMs"];
  /** A twelfth of it. */
  readonly partMs: number;
  /** After which time what was usual counts half. */
  readonly halfLifeMs: number;
}

export const partsOfWindow = 12;

/** The first part of the window that ends with `part`. */
export const oldestOf = (part: number): number => part - partsOfWindow + 1;

/** Every window, shortest first. What is usual is remembered for much longer than a window lasts. */
export const trendWindows: readonly TrendWindow[] = [
  { ms: 60_000, partMs: 5_000, halfLifeMs: 3_600_000 },
  { ms: 600_000, partMs: 50_000, halfLifeMs: 6 * 3_600_000 },
  { ms: 3_600_000, partMs: 300_000, halfLifeMs: 24 * 3_600_000 },
  { ms: 86_400_000, partMs: 7_200_000, halfLifeMs: 7 * 86_400_000 },
];
