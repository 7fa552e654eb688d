/** FNV-1a's first value; fold characters in with `hashCode` and end with `mixHash`. */
export const hashStart = 0x811c9dc5 | 0;

export function hashCode(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** The last mixing of MurmurHash3: all bits of the result depend on all of `hash`. Never 0. */
export function mixHash(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed ^= mixed >>> 16;
  return mixed === 0 ? 1 : mixed;
}

/** Of a folded term; 32 bits with a sign. */
export function hashTerm(term: string): number {
  let hash = hashStart;
  for (let at = 0; at < term.length; at++) hash = hashCode(hash, term.charCodeAt(at));
  return mixHash(hash);
}
