/**
 * The last changes, numbered from 1 without gaps, for readers who were away for a while. At most `countMax` of them
 * and at most `bytesMax` bytes; what is older is forgotten.
 */
export interface ChangeRing<T> {
  /** Number of the newest change; 0 before the first. */
  readonly last: number;
  add(value: T, bytes: number): number;
  /** Changes after number `after`, oldest first; null where some of them are forgotten or were never made. */
  after(after: number): readonly { number: number; value: T }[] | null;
  /** Forgets everything, and makes sure that whoever was up to date counts as behind. */
  reset(): void;
}

export function createChangeRing<T>(countMax: number, bytesMax: number): ChangeRing<T> {
  let kept: { number: number; value: T; bytes: number }[] = [];
  let forgotten = 0;
  let bytesKept = 0;
  let last = 0;

  function forget(): void {
    let count = 0;
    while (count < kept.length && (kept.length - count > countMax || bytesKept > bytesMax)) {
      bytesKept -= kept[count]!.bytes;
      count++;
    }
    forgotten += count;
    if (count > 0) kept = kept.slice(count);
  }

  return {
    get last() {
      return last;
    },
    add(value, bytes) {
      last++;
      kept.push({ number: last, value, bytes });
      bytesKept += bytes;
      forget();
      return last;
    },
    reset() {
      last++;
      forgotten = last;
      kept = [];
      bytesKept = 0;
    },
    after(after) {
      if (after < forgotten || after > last) return null;
      return kept.slice(after - forgotten);
    },
  };
}
