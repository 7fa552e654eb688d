import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import {
  type CompletionRequest,
  type GenerateRequest,
  holdToSchema,
  holdToTools,
  ModelError,
  type ModelPart,
  type ModelSpec,
  toModelError,
  type Usage,
} from "@grok/model";
import { noBranches, noWork } from "./engine-messages.ts";
import { answerParts } from "./host/answer-parts.ts";
import { checkCompletion, checkLength, checkRequest } from "./host/check-request.ts";
import { type AnswerRequest, EngineHost } from "./host/engine-host.ts";
import { type EngineLease, EnginePool } from "./host/engine-pool.ts";
import { type EngineSize, engineBytes, fitEngine } from "./host/memory-budget.ts";
import { measureSpeed } from "./host/speed-test.ts";
import type { LlamaProvider, LlamaProviderOptions } from "./provider-types.ts";

/** Most tokens that fit into one native decode; steps are smaller. */
const batchTokens = 512;
const noUsage: Usage = { promptTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };

/** Whoever makes the provider disposes of it; until then its engines run. */
export function createLlamaProvider(options: LlamaProviderOptions): LlamaProvider {
  const threads = options.threads ?? Math.max(1, availableParallelism() - 1);
  const wanted = {
    sequences: options.sequences ?? 4,
    contextTokens: options.contextTokens ?? 8192,
    branchCacheBytes: options.branchCacheBytes,
  };
  const memoryBudgetBytes = options.memoryBudgetBytes ?? Math.floor(usableMemoryBytes() * 0.7);
  let disposed = false;

  const pool = new EnginePool<EngineHost>({
    open: (spec, size, hooks) => openHost(spec, size, threads, hooks),
    size(spec) {
      const size = fitEngine(spec, wanted, memoryBudgetBytes);
      if (size) return size;
      const needed = engineBytes(spec, 1, Math.min(2048, spec.contextTokensMax));
      throw new ModelError(
        "out-of-memory",
        `${spec.title} needs at least ${megabytes(needed)} of memory and models may use ${megabytes(memoryBudgetBytes)}; ` +
          "choose a smaller model or allow more memory",
      );
    },
    memoryBudgetBytes,
    ...(options.idleUnloadMs === undefined ? {} : { idleUnloadMs: options.idleUnloadMs }),
    now: () => performance.now(),
    onState: ({ id }, state, error) =>
      options.onEngineState?.({ modelId: id, state, ...(error && { error }) }),
    onLog: ({ id }, level, message) => options.log?.({ modelId: id, level, message }),
  });

  async function find(modelId: string): Promise<ModelSpec> {
    if (disposed) throw new ModelError("engine-lost", "the engines were shut down");
    const specs = await options.models();
    await pool.retain(specs);
    const spec = specs.find(({ id }) => id === modelId);
    if (!spec) {
      const others = specs.map(({ id }) => id).join(", ") || "none yet";
      throw new ModelError(
        "model-missing",
        `there is no model "${modelId}" on this machine; there is: ${others}`,
      );
    }
    if (!existsSync(spec.path)) {
      throw new ModelError(
        "model-missing",
        `the file of ${spec.title} is gone (${spec.path}); download the model again`,
      );
    }
    return spec;
  }

  async function withEngine<Result>(
    modelId: string,
    use: (lease: EngineLease<EngineHost>) => Promise<Result>,
  ) {
    const lease = await pool.lease(await find(modelId), new AbortController().signal);
    if (!lease) throw new ModelError("cancelled", "nobody waits for the model any more");
    try {
      return await use(lease);
    } finally {
      lease.release(false);
    }
  }

  async function* answer(
    modelId: string,
    check: (spec: ModelSpec) => AnswerRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ModelPart> {
    try {
      const spec = await find(modelId);
      const request = check(spec);
      if (signal.aborted) return yield { type: "finish", reason: "cancelled", usage: noUsage };
      const lease = await pool.lease(spec, signal);
      if (!lease) return yield { type: "finish", reason: "cancelled", usage: noUsage };
      try {
        checkLength(textsOf(request), lease.size.contextTokens);
      } catch (error) {
        lease.release(false);
        throw error;
      }
      yield* answerParts(spec, request, lease, signal);
    } catch (error) {
      yield { type: "error", error: toModelError(error) };
    }
  }

  async function* generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<ModelPart> {
    const check = (spec: ModelSpec): AnswerRequest => ({
      type: "generate",
      options: checkRequest(request, spec),
    });
    const parts = answer(request.modelId, check, signal);
    const called = request.tools?.length ? holdToTools(parts, request.tools, request.toolChoice) : parts;
    yield* request.jsonSchema ? holdToSchema(called, request.jsonSchema) : called;
  }

  function complete(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<ModelPart> {
    const check = (spec: ModelSpec): AnswerRequest => ({
      type: "complete",
      options: checkCompletion(request, spec),
    });
    return answer(request.modelId, check, signal);
  }

  const provider: LlamaProvider = {
    name: "llama",
    async list() {
      const specs = await options.models();
      await pool.retain(specs);
      return specs.map((spec) => ({
        id: spec.id,
        title: spec.title,
        digest: spec.digest,
        contextTokens:
          fitEngine(spec, wanted, memoryBudgetBytes)?.contextTokens ??
          Math.min(wanted.contextTokens, spec.contextTokensMax),
        abilities: spec.abilities,
        languages: spec.languages,
        sampling: spec.sampling,
      }));
    },
    generate: (request) => ({ [Symbol.asyncIterator]: () => abortingOnReturn(request, generate) }),
    complete: (request) => ({ [Symbol.asyncIterator]: () => abortingOnReturn(request, complete) }),
    tokenize: (modelId, text) =>
      withEngine(modelId, ({ engine, size }) => {
        checkLength([text], size.contextTokens * 16);
        return engine.tokenize(text);
      }),
    countTokens: (modelId, messages) =>
      withEngine(modelId, async ({ engine, size }) => {
        checkLength(
          messages.map(({ text }) => text),
          size.contextTokens * 16,
        );
        return { tokens: await engine.count(messages), exact: true };
      }),
    async dispose() {
      disposed = true;
      await pool.dispose();
    },
    load: (modelId) => withEngine(modelId, async () => {}),
    async unload(modelId) {
      const spec = (await options.models()).find(({ id }) => id === modelId);
      if (!spec) throw new ModelError("model-missing", `there is no model "${modelId}" on this machine`);
      await pool.unload(spec);
    },
    stats: () =>
      pool.loaded().map(({ spec, engine, size, answers }) => ({
        modelId: spec.id,
        state: engine ? ("ready" as const) : ("loading" as const),
        ...(engine?.pid === undefined ? {} : { pid: engine.pid }),
        gpu: engine?.gpu ?? "",
        bytes: size.bytes,
        sequences: size.sequences,
        contextTokens: size.contextTokens,
        answers,
        work: engine?.work ?? noWork,
        branchCache: { ...(engine?.branchCache ?? noBranches), bytesMax: size.branchCacheBytes },
      })),
    async speedTest(modelId) {
      await provider.load(modelId);
      return measureSpeed(provider, modelId, randomBytes(3).toString("hex"), () => performance.now());
    },
  };
  return provider;
}

/** An iterator whose `return` also ends what it is waiting for. */
function abortingOnReturn<Request extends { signal?: AbortSignal }>(
  request: Request,
  answer: (request: Request, signal: AbortSignal) => AsyncGenerator<ModelPart>,
): AsyncIterator<ModelPart> {
  const left = new AbortController();
  const parts = answer(request, AbortSignal.any([left.signal, ...(request.signal ? [request.signal] : [])]));
  return {
    next: () => parts.next(),
    return: () => {
      left.abort();
      return parts.return(undefined);
    },
  };
}

/** The texts that an engine would have to read. Token ids are as many as they are. */
function textsOf({ type, options }: AnswerRequest): readonly string[] {
  if (type === "generate") {
    const calls = options.messages.flatMap(({ toolCalls }) => toolCalls?.map(({ input }) => input) ?? []);
    const tools = options.tools?.list.flatMap(({ description = "", parameters }) => [
      description,
      parameters,
    ]);
    return [...options.messages.map(({ text }) => text), ...calls, ...(tools ?? [])];
  }
  return typeof options.prompt === "string" ? [options.prompt] : [];
}

function openHost(
  spec: ModelSpec,
  size: EngineSize,
  threads: number,
  hooks: Parameters<typeof EngineHost.open>[2],
): Promise<EngineHost> {
  const { path, digest, reasoning, stop, kvBytesPerToken, stateBytes } = spec;
  const { contextTokens, sequences, branchCacheBytes } = size;
  const sizes = { contextTokens, sequences, branchCacheBytes, kvBytesPerToken, stateBytes };
  return EngineHost.open(spec, { path, digest, reasoning, stop, threads, batchTokens, ...sizes }, hooks);
}

/** Memory of the machine, or of the container where that is less. */
function usableMemoryBytes(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(totalmem(), constrained) : totalmem();
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
