import { existsSync } from "node:fs";
import { type Embedder, type EmbedderSpec, ModelError } from "@grok/model";
import { EngineHost, type TextTask } from "./host/engine-host.ts";
import { TextQueue } from "./host/text-queue.ts";

export interface LocalEmbedderOptions {
  /** The models on this machine, asked anew for each request. */
  models: () => readonly EmbedderSpec[] | Promise<readonly EmbedderSpec[]>;
  /** For each model. Default 1: on busy cores two threads take ten times as long as one. */
  threads?: number;
  /** A model that nobody asks for so long gives its memory back. Default ten minutes. */
  idleMs?: number;
}

/** Vectors and reranking on this machine by llama.cpp, each model in a process of its own. */
export interface LocalEmbedder extends Embedder {
  /** Process ids of the engines that run, by model id. */
  pids(): ReadonlyMap<string, number>;
}

/** The memory of a longer context grows faster than it is worth; longer texts are cut. */
const tokensMax = 2_048;
const textsMax = 2_048;

/** Whoever makes the embedder disposes of it; until then its engines run. */
export function createEmbedder(options: LocalEmbedderOptions): LocalEmbedder {
  const threads = options.threads ?? 1;
  const idleMs = options.idleMs ?? 10 * 60_000;
  const queues = new Map<string, TextQueue>();
  let disposed = false;

  const open = (spec: EmbedderSpec) =>
    EngineHost.open(spec, {
      path: spec.path,
      tokensMax: Math.min(spec.tokensMax, tokensMax),
      threads,
      reranks: spec.reranks,
    });

  async function find(modelId: string): Promise<EmbedderSpec> {
    if (disposed) throw new ModelError("engine-lost", "the embedder was shut down");
    const specs = await options.models();
    await retain(specs);
    const spec = specs.find(({ id }) => id === modelId);
    if (spec === undefined) {
      const others = specs.map(({ id }) => id).join(", ") || "none yet";
      throw new ModelError(
        "model-missing",
        `there is no model "${modelId.slice(0, 100)}" for vectors on this machine; there is: ${others}`,
      );
    }
    if (!existsSync(spec.path))
      throw new ModelError(
        "model-missing",
        `the file of ${spec.title} is gone (${spec.path}); download the model again`,
      );
    return spec;
  }

  /** Ends the engines of models that are not there any more, or have another file now. */
  async function retain(specs: readonly EmbedderSpec[]): Promise<void> {
    for (const [id, queue] of queues) {
      if (specs.some((spec) => spec.id === id && spec.digest === queue.spec.digest)) continue;
      queues.delete(id);
      await queue.close();
    }
  }

  function run(spec: EmbedderSpec, tasks: readonly TextTask[], signal: AbortSignal | undefined) {
    if (tasks.length > textsMax)
      throw new ModelError("bad-request", `${tasks.length} texts were sent; ${textsMax} at once can be`);
    let queue = queues.get(spec.id);
    if (queue === undefined) {
      queue = new TextQueue({ spec, open, idleMs, now: () => performance.now() });
      queues.set(spec.id, queue);
    }
    return queue.run(tasks, signal);
  }

  return {
    name: "embedder",
    async list() {
      const specs = await options.models();
      return specs.map((spec) => ({
        id: spec.id,
        title: spec.title,
        digest: spec.digest,
        ...(spec.dimensions === undefined ? {} : { dimensions: spec.dimensions }),
        tokensMax: Math.min(spec.tokensMax, tokensMax),
        reranks: spec.reranks,
        languages: spec.languages,
      }));
    },
    async embed({ modelId, texts, signal }) {
      const spec = await find(modelId);
      if (spec.reranks)
        throw new ModelError(
          "bad-request",
          `${spec.title} reranks and makes no vectors; choose another model`,
        );
      const answers = await run(
        spec,
        texts.map((text) => ({ text })),
        signal,
      );
      return {
        vectors: answers.map((answer) => ("vector" in answer ? answer.vector : new Float32Array())),
        promptTokens: answers.reduce((sum, { tokens }) => sum + tokens, 0),
        cut: answers.flatMap(({ cut }, index) => (cut ? [index] : [])),
      };
    },
    async rerank({ modelId, query, texts, signal }) {
      const spec = await find(modelId);
      if (!spec.reranks)
        throw new ModelError(
          "bad-request",
          `${spec.title} makes vectors and does not rerank; choose another model`,
        );
      const answers = await run(
        spec,
        texts.map((text) => ({ query, text })),
        signal,
      );
      return {
        scores: answers.map((answer) => ("score" in answer ? answer.score : 0)),
        promptTokens: answers.reduce((sum, { tokens }) => sum + tokens, 0),
      };
    },
    async dispose() {
      disposed = true;
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      queues.clear();
    },
    pids: () =>
      new Map([...queues].flatMap(([id, { pid }]) => (pid === undefined ? [] : [[id, pid] as const]))),
  };
}
