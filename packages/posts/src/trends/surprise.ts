/**
 * By how many standard deviations `now` of `ofNow` is more than `before` of `ofBefore` (0 where it is less): the signed root
 * of the likelihood ratio of two Poisson distributions with one rate and with two. Unlike (now - expected) / sqrt(expected)
 * it does not overrate what is rare, nor believe a short past.
 */
export function surprise(now: number, ofNow: number, before: number, ofBefore: number): number {
  if (now * ofBefore <= before * ofNow) return 0;
  const rate = (now + before) / (ofNow + ofBefore);
  const ratio =
    now * Math.log(now / (rate * ofNow)) + (before === 0 ? 0 : before * Math.log(before / (rate * ofBefore)));
  return Math.sqrt(2 * Math.max(0, ratio));
}
