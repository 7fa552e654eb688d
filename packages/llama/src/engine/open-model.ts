import {
  type BatchItem,
  getLlama,
  LlamaLogLevel,
  type LlamaModel,
  type PrioritizedBatchItem,
} from "node-llama-cpp";
import { StateFiles } from "../branch-cache/state-files.ts";
import type { EngineSettings } from "../engine-messages.ts";
import { SequenceSlot } from "./sequence-slot.ts";

/** A model in memory with all its sequences. */
export interface OpenModel {
  model: LlamaModel;
  slots: readonly SequenceSlot[];
  /** "cpu", or the kind of GPU that computes. */
  gpu: string;
}

export interface OpenModelHooks {
  /** What the native side warns of. */
  onLog(level: "warn" | "error", message: string): void;
  /** Before each native decode call. */
  onDecode(): void;
}

/**
 * Loads a model with prebuilt binaries only: nothing is compiled, nothing downloaded, and without a GPU package the
 * processor computes. Throws what the library throws (see `describeOpenError`).
 */
export async function openModel(settings: EngineSettings, hooks: OpenModelHooks): Promise<OpenModel> {
  const llama = await getLlama({
    gpu: "auto",
    build: "never",
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.warn,
    logger: (level, message) => {
      const text = message.trim();
      if (text !== "") hooks.onLog(level === LlamaLogLevel.warn ? "warn" : "error", text);
    },
    // Without a limit the library's splitter leaves the number of threads as it is asked for.
    maxThreads: 0,
  });
  const contextTokens = settings.contextTokens * settings.sequences;
  const model = await llama.loadModel({
    modelPath: settings.path,
    // Leaves room on a GPU for the context that follows; without one this says nothing.
    gpuLayers: { fitContext: { contextSize: contextTokens } },
  });
  const context = await model.createContext({
    contextSize: settings.contextTokens,
    sequences: settings.sequences,
    batchSize: settings.batchTokens,
    threads: settings.threads,
    // Reusing a prefix of a sliding window would silently lose a part of the window.
    swaFullCache: true,
    // A smaller context than promised would be noticed only in the middle of an answer.
    failedCreationRemedy: false,
    batching: {
      itemPrioritizationStrategy: ({ items, size }) => {
        hooks.onDecode();
        return inOrderOfSequence(items, size);
      },
    },
  });
  const hasWindow = model.fileInsights.swaSize !== undefined;
  const files = new StateFiles(settings.branchCacheBytes);
  const slots = Array.from({ length: settings.sequences }, (_, order) => {
    const sequence = context.getSequence({
      checkpoints: { interval: false, max: 1000 },
      contextShift: {
        strategy: () => {
          throw new Error("the context is full, and shifting it would lose the conversation's beginning");
        },
      },
    });
    return new SequenceSlot(sequence, order, hasWindow, files);
  });
  return { model, slots, gpu: llama.gpu === false ? "cpu" : llama.gpu };
}

/**
 * The batch in ascending order of sequence, which `SequenceSlot` gives as priority: the native side computes
 * neighbouring sequences in one graph only where their ids ascend.
 */
function inOrderOfSequence(items: readonly BatchItem[], size: number): PrioritizedBatchItem[] {
  let room = size;
  const batch: PrioritizedBatchItem[] = [];
  for (const item of items.toSorted((a, b) => a.evaluationPriority - b.evaluationPriority)) {
    const processAmount = Math.min(item.tokens.length, room);
    if (processAmount === 0) break;
    batch.push({ item, processAmount });
    room -= processAmount;
  }
  return batch;
}
