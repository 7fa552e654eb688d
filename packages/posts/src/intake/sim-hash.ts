// A fingerprint that is near for texts that are nearly the same (Charikar, Similarity estimation techniques from rounding
// algorithms, STOC 2002; Manku, Jain and Das Sarma, Detecting near-duplicates for web crawling, WWW 2007), over pairs
// of neighbouring words, so that the order of words counts. 64 bits as two halves: no number of 64 bits is ever made.

export interface Fingerprint {
  readonly high: number;
  readonly low: number;
}

const weights = new Int32Array(64);

/** Of the words of a text; texts of fewer than two words have the fingerprint of their word. */
export function fingerprintOf(words: readonly string[]): Fingerprint {
  weights.fill(0);
  if (words.length < 2) addFeature(hashText(words[0] ?? "", 1), hashText(words[0] ?? "", 2));
  for (let at = 1; at < words.length; at++) {
    const pair = `${words[at - 1]} ${words[at]}`;
    addFeature(hashText(pair, 1), hashText(pair, 2));
  }
  return { high: bitsFrom(0), low: bitsFrom(32) };
}

/** In how many of 64 bits two fingerprints differ. */
export function distance(a: Fingerprint, b: Fingerprint): number {
  return ones(a.high ^ b.high) + ones(a.low ^ b.low);
}

/** FNV-1a with a seed, and a last mixing, without which high bits of short texts hardly vary (MurmurHash3's). */
export function hashText(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function addFeature(high: number, low: number): void {
  for (let bit = 0; bit < 32; bit++) {
    weights[bit]! += ((high >>> bit) & 1) * 2 - 1;
    weights[bit + 32]! += ((low >>> bit) & 1) * 2 - 1;
  }
}

function bitsFrom(start: number): number {
  let bits = 0;
  for (let bit = 0; bit < 32; bit++) if (weights[start + bit]! > 0) bits |= 1 << bit;
  return bits >>> 0;
}

function ones(bits: number): number {
  let value = bits - ((bits >>> 1) & 0x55555555);
  value = (value & 0x33333333) + ((value >>> 2) & 0x33333333);
  return Math.imul((value + (value >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
