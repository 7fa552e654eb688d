import type { Hardware } from "../hardware/hardware.ts";

const gib = 2 ** 30;
const mib = 2 ** 20;

/** The sizes of a model that its memory follows from; catalogue entries, specs with a vocabulary, and own files have them. */
export interface ModelSizes {
  bytes: number;
  kvBytesPerToken: number;
  stateBytes: number;
  vocabulary: number;
}

/**
 * Bytes that running the model takes: file, key-value cache at f16, fixed state, compute buffers. The buffers are
 * those of llama.cpp at its micro-batch of 512: logits for every token of the batch in 32 bits, and about 128 MiB
 * for the layers (measured 190 MB in all for a 135M model with 49,152 tokens; 0.3 to 1 GiB for larger ones).
 */
export function memoryNeed(model: ModelSizes, contextTokens: number): number {
  const computeBytes = 128 * mib + 512 * model.vocabulary * 4;
  return model.bytes + contextTokens * model.kvBytesPerToken + model.stateBytes + computeBytes;
}

/** Where a model would live: in the cards' memory, in the processor's, in both, or in the one that both share. */
export type Placement = "cpu" | "gpu" | "split" | "unified";

/** What may be taken of a machine's memory, bytes. */
export interface UsableMemory {
  /** Processor: what is available now, never more than three quarters of all, less a reserve for everything else. */
  cpuBytes: number;
  /** Cards together: free, less 8 % or 1 GiB of each. 0 without any. */
  gpuBytes: number;
  /** Cards and processor together. The processor then holds resting weights alone, so 85 % of its memory may go. */
  splitBytes: number;
  /** Shared memory: what is available now, never more than two thirds of all. 0 where it is not shared. */
  unifiedBytes: number;
}

export function usableMemory(hardware: Hardware): UsableMemory {
  const { memoryTotalBytes: total, memoryAvailableBytes: available } = hardware;
  const reserve = total < 4 * gib ? 256 * mib : 512 * mib;
  const gpuBytes = hardware.gpus.reduce(
    (sum, gpu) => sum + Math.max(0, gpu.memoryFreeBytes - Math.max(0.08 * gpu.memoryTotalBytes, gib)),
    0,
  );
  const upTo = (share: number) => Math.max(0, Math.min(available, total * share) - reserve);
  return {
    cpuBytes: upTo(0.75),
    gpuBytes,
    splitBytes: gpuBytes > 0 ? gpuBytes + upTo(0.85) : 0,
    unifiedBytes: hardware.unifiedMemory ? upTo(0.67) : 0,
  };
}

/** The best place that holds `needBytes`, with the room there is; undefined when none does. */
export function place(
  needBytes: number,
  usable: UsableMemory,
): { placement: Placement; usableBytes: number } | undefined {
  // With a card, layers that do not fit go to the processor's memory rather than leaving the card idle.
  const places: [Placement, number][] =
    usable.unifiedBytes > 0
      ? [["unified", usable.unifiedBytes]]
      : usable.gpuBytes > 0
        ? [
            ["gpu", usable.gpuBytes],
            ["split", usable.splitBytes],
          ]
        : [["cpu", usable.cpuBytes]];
  const found = places.find(([, bytes]) => bytes >= needBytes);
  return found === undefined ? undefined : { placement: found[0], usableBytes: found[1] };
}
