// Which model a machine gets. The table is data (`suits` and `quality` in the catalogue); this is the reading of it:
// among the models whose row the machine fills, whose licence needs no consent, that fit into memory now and are
// quick enough, the best. Nothing is measured or fetched here.
import type { CatalogueEntry } from "../catalogue/catalogue.ts";
import { activeBytes } from "../catalogue/model-facts.ts";
import type { Hardware } from "../hardware/hardware.ts";
import { inBytes, inTime } from "../words.ts";
import { memoryNeed, type Placement, place, usableMemory } from "./memory-need.ts";

const gib = 2 ** 30;
/** A machine sold as "16 GB" tells the programs of 14.9 to 16 GiB: firmware and graphics take their share first. */
const soldToTold = 0.9;
/** Below this a reader waits for the words. */
export const tokensPerSecondMin = 5;

export interface ChooseOptions {
  /** Ids whose files are here: they cost no download. */
  installed?: readonly string[];
  /** False: only what is installed or comes through a package index. Default true. */
  hubReachable?: boolean;
  /** Measured speed of the line, for the estimate. */
  downloadBytesPerSecond?: number;
  /**
   * What this machine decodes, measured: tokens a second × active bytes of the model they were measured with
   * (`decodeRate`). Rules out what would be slower than 5 tokens a second. Default: not known, the rows' core counts decide.
   */
  decodeBytesPerSecond?: number;
  /** The context grows up to this while it fits. Default 32,768. */
  contextTokensWanted?: number;
}

export interface Choice {
  entry: CatalogueEntry;
  contextTokens: number;
  /** With that context. */
  needBytes: number;
  /** Of the place it would run in. */
  usableBytes: number;
  placement: Placement;
  installed: boolean;
  /** 0 where installed; absent where the line's speed is not known. */
  downloadSeconds?: number;
  /** For people, in order: which model, why it, why nothing larger, how long it takes. Whole sentences. */
  reasons: readonly string[];
}

/** Bytes of weights that a machine reads a second, from a measured run of any model. */
export function decodeRate(tokensPerSecond: number, model: Parameters<typeof activeBytes>[0]): number {
  return tokensPerSecond * activeBytes(model);
}

/**
 * The model to recommend. Always answers: where nothing fits, with the smallest that can be had and a warning
 * among the reasons. Throws `RangeError` on an empty catalogue.
 */
export function chooseModel(
  catalogue: readonly CatalogueEntry[],
  hardware: Hardware,
  options: ChooseOptions = {},
): Choice {
  const usable = usableMemory(hardware);
  // Half a context on a 4 GB machine: the cache must not take what the weights need.
  const contextTokensMin = hardware.memoryTotalBytes <= 4 * gib ? 4096 : 8192;
  const answering = catalogue.filter(({ kind }) => kind === undefined);
  const reachable = answering.filter((entry) => canBeHad(entry, options) && !entry.licence.mustAccept);
  const byQuality = reachable.toSorted((a, b) => b.quality - a.quality);
  const refused: { entry: CatalogueEntry; why: string }[] = [];

  for (const entry of byQuality) {
    if (!entry.suits.some((row) => fills(hardware, row))) {
      const why = shortOf(entry, hardware);
      if (why !== undefined) refused.push({ entry, why });
      continue;
    }
    const context = Math.min(contextTokensMin, entry.contextTokens);
    const needBytes = memoryNeed(entry, context);
    const room = place(needBytes, usable);
    const expected =
      options.decodeBytesPerSecond === undefined
        ? undefined
        : options.decodeBytesPerSecond / activeBytes(entry);
    if (room === undefined) {
      refused.push({
        entry,
        why: `needs ${inBytes(needBytes)}, and ${inBytes(mostOf(usable))} can be used now`,
      });
    } else if (expected !== undefined && expected < tokensPerSecondMin) {
      refused.push({ entry, why: `would write about ${expected.toFixed(1)} tokens a second here` });
    } else {
      return describe(
        entry,
        growContext(entry, context, room.usableBytes, options),
        room,
        hardware,
        options,
        refused,
      );
    }
  }

  const smallest = (reachable.length > 0 ? reachable : answering).toSorted((a, b) => a.bytes - b.bytes)[0];
  if (smallest === undefined)
    throw new RangeError("The catalogue is empty; there is nothing to choose from.");
  const context = Math.min(4096, smallest.contextTokens);
  const room = { placement: "cpu" as const, usableBytes: usable.cpuBytes };
  const choice = describe(smallest, context, room, hardware, options, refused);
  return choice.needBytes <= room.usableBytes
    ? choice
    : {
        ...choice,
        reasons: [...choice.reasons, "Even this one may be too much: close other programs first."],
      };
}

function canBeHad(entry: CatalogueEntry, { installed = [], hubReachable = true }: ChooseOptions): boolean {
  if (hubReachable || installed.includes(entry.id)) return true;
  return entry.files.every((file) => file.sources.some((source) => !source.address.startsWith("hf:")));
}

function fills(hardware: Hardware, row: CatalogueEntry["suits"][number]): boolean {
  const cardBytes = hardware.unifiedMemory
    ? hardware.memoryTotalBytes * 0.67
    : hardware.gpus.reduce((sum, gpu) => sum + gpu.memoryTotalBytes, 0);
  if (hardware.unifiedMemory && row.unified === false) return false;
  return (
    hardware.memoryTotalBytes >= row.memoryGib * gib * soldToTold &&
    cardBytes >= (row.vramGib ?? 0) * gib * soldToTold &&
    hardware.cores >= (row.cores ?? 1) &&
    hardware.memoryAvailableBytes >= (row.availableGib ?? 0) * gib
  );
}

/** What a machine that has the memory for a model's row still lacks; undefined for one that is of another class. */
function shortOf(entry: CatalogueEntry, hardware: Hardware): string | undefined {
  const better = {
    ...hardware,
    cores: Number.POSITIVE_INFINITY,
    memoryAvailableBytes: hardware.memoryTotalBytes,
  };
  const row = entry.suits.find((candidate) => fills(better, candidate));
  if (row === undefined) return undefined;
  return hardware.cores < (row.cores ?? 1)
    ? `wants ${row.cores} cores to be quick enough`
    : `wants ${inBytes((row.availableGib ?? 0) * gib)} of memory free`;
}

function growContext(
  entry: CatalogueEntry,
  from: number,
  usableBytes: number,
  options: ChooseOptions,
): number {
  const most = Math.min(entry.contextTokens, options.contextTokensWanted ?? 32_768);
  let tokens = Math.min(from, most);
  while (tokens * 2 <= most && memoryNeed(entry, tokens * 2) <= usableBytes) tokens *= 2;
  return tokens;
}

function describe(
  entry: CatalogueEntry,
  contextTokens: number,
  room: { placement: Placement; usableBytes: number },
  hardware: Hardware,
  options: ChooseOptions,
  refused: readonly { entry: CatalogueEntry; why: string }[],
): Choice {
  const needBytes = memoryNeed(entry, contextTokens);
  const installed = options.installed?.includes(entry.id) ?? false;
  const seconds = installed
    ? 0
    : options.downloadBytesPerSecond !== undefined && options.downloadBytesPerSecond > 0
      ? entry.bytes / options.downloadBytesPerSecond
      : undefined;
  const reasons = [
    `${entry.title}: ${inBytes(entry.bytes)} to load, ${entry.licence.title}.`,
    `It needs ${inBytes(needBytes)} with a context of ${contextTokens.toLocaleString("en")} tokens; ` +
      `${inBytes(room.usableBytes)} of ${placeName[room.placement]} can be used now ` +
      `(${inBytes(hardware.memoryTotalBytes)} in all, ${hardware.cores} ${hardware.cores === 1 ? "core" : "cores"}).`,
  ];
  const next = refused.at(0);
  if (next !== undefined) reasons.push(`${next.entry.title} would be better but ${next.why}.`);
  if (options.hubReachable === false)
    reasons.push("No model hub can be reached, so only what comes another way was considered.");
  if (installed) reasons.push("It is on this machine already.");
  else if (seconds !== undefined) {
    reasons.push(
      `The download takes about ${inTime(seconds)} at the measured ${inBytes(options.downloadBytesPerSecond ?? 0)} a second.`,
    );
  }
  return {
    entry,
    contextTokens,
    needBytes,
    usableBytes: room.usableBytes,
    placement: room.placement,
    installed,
    ...(seconds !== undefined && { downloadSeconds: seconds }),
    reasons,
  };
}

const placeName: Record<Placement, string> = {
  cpu: "memory",
  gpu: "graphics memory",
  split: "graphics and main memory together",
  unified: "shared memory",
};

function mostOf(usable: ReturnType<typeof usableMemory>): number {
  return usable.unifiedBytes > 0 ? usable.unifiedBytes : Math.max(usable.cpuBytes, usable.splitBytes);
}
