/** A part of a split GGUF file, by the naming that llama.cpp finds the other parts by. Counts from 1. */
export interface SplitPart {
  part: number;
  parts: number;
  /** The same name for another part. */
  nameOf: (part: number) => string;
}

const partsMax = 1_000;

/** Reads "model-00002-of-00003.gguf"; undefined for a file that stands alone. */
export function splitPart(name: string): SplitPart | undefined {
  const match = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/.exec(name);
  if (match === null) return undefined;
  const [, stem = "", part, parts] = match;
  if (Number(part) < 1 || Number(part) > Number(parts) || Number(parts) > partsMax) return undefined;
  return {
    part: Number(part),
    parts: Number(parts),
    nameOf: (index) => `${stem}-${String(index).padStart(5, "0")}-of-${parts}.gguf`,
  };
}
