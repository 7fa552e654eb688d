/** How many tries at the password one address has in a minute, and all addresses together. */
const perAddressMax = 5;
const inAllMax = 50;
const windowMs = 60_000;

/**
 * Counts tries at the password. `take` gives 0 and counts the try, or the milliseconds to wait, counting nothing.
 * The cap over all addresses bounds memory, and what an attacker with many addresses can try.
 */
export function createAttemptLimit(now: () => number): {
  take(address: string): number;
  forget(address: string): void;
} {
  let tries: { address: string; atMs: number }[] = [];
  const wait = (recent: readonly { atMs: number }[], max: number) =>
    recent.length < max ? 0 : recent[recent.length - max]!.atMs + windowMs - now();

  return {
    take(address) {
      tries = tries.filter((entry) => entry.atMs > now() - windowMs);
      const waitMs = Math.max(
        wait(tries, inAllMax),
        wait(
          tries.filter((entry) => entry.address === address),
          perAddressMax,
        ),
      );
      if (waitMs === 0) tries.push({ address, atMs: now() });
      return waitMs;
    },
    /** After the right password: honest typing errors before it count no longer. */
    forget(address) {
      tries = tries.filter((entry) => entry.address !== address);
    },
  };
}
