/** An idle sequence as the choice sees it. */
export interface SequenceState {
  /** Tokens whose state the sequence holds. */
  readonly tokens: readonly number[];
  /** Who used it last; see `GenerateRequest.affinity`. */
  readonly affinity: string | undefined;
  /** Grows with every use of any sequence; 0 is never. */
  readonly usedAt: number;
  /** Tokens that remain usable when at most `common` of them may stay. */
  reusable(common: number): number;
}

/**
 * The index of the idle sequence on which `prompt` is best evaluated.
 *
 * What counts is how many tokens need not be evaluated, less a part of those that would be lost: going back to what
 * is overwritten costs evaluating it again, the likelier the more recently it was used. A conversation may freely
 * overwrite its own. Among equals the one longest unused is taken, then the first. `sequences` must not be empty.
 */
export function chooseSequence(
  sequences: readonly SequenceState[],
  prompt: readonly number[],
  affinity?: string,
): number {
  const byUse = sequences
    .map((_, index) => index)
    .toSorted((a, b) => usedAt(sequences, b) - usedAt(sequences, a) || b - a);
  let best = 0;
  let bestValue = Number.NEGATIVE_INFINITY;
  for (const [recency, index] of byUse.entries()) {
    const sequence = sequences[index];
    if (!sequence) continue;
    const reused = sequence.reusable(commonLength(sequence.tokens, prompt));
    const own = affinity !== undefined && sequence.affinity === affinity;
    const loss = own ? 0 : (sequence.tokens.length - reused) / 2 ** (recency + 2);
    if (reused - loss < bestValue) continue;
    best = index;
    bestValue = reused - loss;
  }
  return best;
}

/** How many tokens two lists have in common from the start. */
export function commonLength(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) if (a[index] !== b[index]) return index;
  return length;
}

function usedAt(sequences: readonly SequenceState[], index: number): number {
  return sequences[index]?.usedAt ?? 0;
}
