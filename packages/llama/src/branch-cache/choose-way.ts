/** An idle sequence that the prompt could be evaluated on. */
export interface Destination {
  /** Tokens of the prompt that it holds itself. */
  readonly usable: number;
  /** What cutting it back to those loses. */
  readonly cutLossMs: number;
  /** What giving up all it holds loses. */
  readonly lossMs: number;
}

/** A state elsewhere that could be brought to a destination. */
export interface Source {
  /** Tokens of the prompt that it holds. */
  readonly usable: number;
  readonly moveMs: number;
  /** It lies in this destination itself and cannot be brought there. */
  readonly inDestination?: number;
}

/** Indexes into the lists; without `source` the destination's own state is gone on with. */
export interface Way {
  readonly destination: number;
  readonly source?: number;
}

/**
 * The way to a prompt of `length` tokens that costs least: evaluating what is not held, moving states, and what is
 * lost to later prompts. Among equals the first destination, and its own state. `destinations` must not be empty.
 */
export function chooseWay(
  length: number,
  destinations: readonly Destination[],
  sources: readonly Source[],
  evaluateMs: (tokens: number) => number,
): Way {
  let best: Way = { destination: 0 };
  let least = Number.POSITIVE_INFINITY;
  const offer = (ms: number, way: Way) => {
    if (ms >= least) return;
    least = ms;
    best = way;
  };
  for (const [destination, { usable, cutLossMs, lossMs }] of destinations.entries()) {
    offer(evaluateMs(length - usable) + cutLossMs, { destination });
    for (const [source, { usable, moveMs, inDestination }] of sources.entries()) {
      if (inDestination === destination || usable === 0) continue;
      offer(evaluateMs(length - usable) + moveMs + lossMs, { destination, source });
    }
  }
  return best;
}
