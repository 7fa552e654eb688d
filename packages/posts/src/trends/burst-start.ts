/** How many times more than expected makes a burst. */
const burstFactor = 2;

/**
 * At which place of `counts` the burst began that lasts to its end; null where none does. Two states, of which one says
 * `expected` and the other twice as much, with a price for going up and none for going down: the cheapest path through
 * both (Kleinberg, Bursty and hierarchical structure in streams, KDD 2002). Counts are taken for Poisson's. The last
 * place has lasted only in part (`lastShare`, 0 to 1), so a burst that lasted to the one before it is not over yet.
 */
export function burstStart(counts: readonly number[], expected: number, lastShare: number): number | null {
  const calm = Math.max(expected, 0.05);
  const busy = Math.max(calm * burstFactor, calm + 0.5);
  const price = Math.log(counts.length);
  const last = counts.length - 1;
  // Cost of the cheapest path that ends calm, and busy; and where the burst of the latter began.
  let calmCost = 0;
  let busyCost = Number.POSITIVE_INFINITY;
  let began = 0;
  let lasts: number | null = null;
  for (let at = 0; at <= last; at++) {
    const share = at === last ? Math.max(0.05, lastShare) : 1;
    const count = counts[at]!;
    const fromCalm = calmCost + price;
    if (fromCalm < busyCost) began = at;
    const nextBusy = Math.min(busyCost, fromCalm) + costOf(count, busy * share);
    calmCost = Math.min(calmCost, busyCost) + costOf(count, calm * share);
    busyCost = nextBusy;
    if (at >= last - 1 && busyCost < calmCost) lasts ??= began;
  }
  return lasts;
}

/** Minus the logarithm of Poisson's probability, without what does not depend on the rate. */
function costOf(count: number, rate: number): number {
  return rate - count * Math.log(rate);
}
