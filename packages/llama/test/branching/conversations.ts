import type { Asked } from "./branch-world.ts";

/** A part of a prompt: ids, and whether other prompts may part from it before and behind. */
export interface Part {
  tokens: readonly number[];
  asks?: boolean;
}

/** Letters without sense, others for each seed. */
export const ids = (seed: number, length: number) =>
  Array.from({ length }, (_, index) => 97 + ((seed * 31 + index * index * 7 + index * seed) % 26));

export const system: Part = { tokens: ids(1, 90) };
/** What a template puts before an answer. */
export const header: Part = { tokens: [256, 97, 10] };
export const question = (seed: number, length = 40): Part => ({ tokens: ids(seed, length), asks: true });
export const reply = (tokens: readonly number[]): Part => ({ tokens });

/** The prompt of these parts, with boundaries around those that ask, as `promptTokens` sets them. */
export function prompt(...parts: readonly Part[]): Asked {
  const tokens: number[] = [];
  const boundaries: number[] = [];
  for (const part of parts) {
    if (part.asks) boundaries.push(tokens.length);
    tokens.push(...part.tokens);
    if (part.asks) boundaries.push(tokens.length);
  }
  return {
    tokens,
    boundaries: [...new Set(boundaries)].filter((boundary) => boundary > 0 && boundary < tokens.length),
  };
}
