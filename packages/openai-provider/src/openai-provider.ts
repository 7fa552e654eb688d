import {
  type Ability,
  holdToSchema,
  holdToTools,
  ModelError,
  type ModelPart,
  type ModelProvider,
} from "@grok/model";
import { parseAddress } from "./address.ts";
import { type AnswerJob, type AnswerSurroundings, answer } from "./answer.ts";
import { createCatalogue } from "./catalogue.ts";
import { chatJob } from "./chat.ts";
import { completionJob } from "./completion.ts";
import { createRemote } from "./remote.ts";
import { type ServerKind, traitsOf } from "./server-kind.ts";
import { piecesOf } from "./server-tokens.ts";
import { estimatePromptTokens } from "./token-estimate.ts";

export interface OpenAiProviderOptions {
  /** "http://127.0.0.1:8000", with or without "/v1" and a slash at the end. Only http and https. */
  baseUrl: string;
  /** Sent as a bearer token to this address and to no other; never part of an error or a description. */
  apiKey?: string;
  /** The provider's name for logs and provenance. Default "openai". */
  name?: string;
  /** Only these models, in this order; also the models of a server that offers no list. Default: all it lists. */
  models?: readonly string[];
  /** For all models here, instead of what the server says. */
  contextTokens?: number;
  /** What models have been seen to manage, by id. Default: nothing. */
  abilities?: Readonly<Record<string, readonly Ability[]>>;
  /** For a server that a gateway hides. Default: recognised by its list of models. */
  server?: ServerKind;
  /** For the list of models, in milliseconds. Default 10 s. Connecting for an answer is bounded by `fetch` itself. */
  connectTimeoutMs?: number;
  /**
   * Until an answer's first byte, in milliseconds: a long prompt on a slow machine is silence. Default 5 min, which is
   * also the most that Node's `fetch` waits.
   */
  firstByteTimeoutMs?: number;
  /** Between the chunks of an answer, in milliseconds. Default 120 s. */
  idleTimeoutMs?: number;
  /** Told what turns out about an answer after its `start`, for the log: no counts, a content filter. */
  onLateWarning?: (warning: string) => void;
  fetch?: typeof globalThis.fetch;
  /** Unix milliseconds. */
  now?: () => number;
}

/**
 * Models behind any address that speaks OpenAI's chat completions, and raw ones where it has them.
 *
 * - Nothing is sent until a model is asked for or listed; then the list of models (kept for 30 s) tells what kind of
 *   server it is, and with it which fields beyond OpenAI's it honours.
 * - Redirects are not followed. Bodies, events and waiting times are bounded.
 * - `countTokens` estimates (see token-estimate.ts), and so does `usage` where a server does not count.
 * - An answer that runs into a loop is ended here, and its connection closed.
 * - `jsonSchema` is sent as `response_format`; a server that refuses it is asked for JSON of any form, or for none, with
 *   a warning in `start`. The answer is checked in any case.
 * - Calls of tools are checked against their schemas, and where one must be made and is not, the answer is an error.
 * - `continueLast` is refused as "bad-request" at servers that are not known to write on.
 * - A prompt's log-probabilities are told where the server is known to tell them (vLLM, OpenAI), else `start` warns.
 * - `tokenize` is for servers that tell the exact bytes of tokens (llama-server); others reject as "bad-request".
 *
 * Throws `ModelError` "bad-request" for an address or a key that cannot be one.
 */
export function createOpenAiProvider(options: OpenAiProviderOptions): ModelProvider {
  const { name = "openai", now = Date.now, connectTimeoutMs = 10_000 } = options;
  const address = parseAddress(options.baseUrl, options.apiKey);
  const remote = createRemote(address, options.fetch ?? globalThis.fetch);
  const catalogue = createCatalogue(remote, options, now, connectTimeoutMs);
  const refused = new Map<string, Set<string>>();
  const running = new Set<AbortController>();
  let disposed = false;

  const around: AnswerSurroundings = {
    remote,
    catalogue,
    refusedOf(path, modelId) {
      const key = `${path} ${modelId}`;
      const fields = refused.get(key) ?? new Set<string>();
      refused.set(key, fields);
      return fields;
    },
    uncounted: new Set(),
    patience: {
      firstByteTimeoutMs: options.firstByteTimeoutMs ?? 300_000,
      idleTimeoutMs: options.idleTimeoutMs ?? 120_000,
    },
    now,
    onLateWarning: options.onLateWarning ?? (() => {}),
  };

  function assertUsable(): void {
    if (disposed) throw new ModelError("engine-lost", `The provider ${name} was disposed of.`);
  }

  async function* run(
    signal: AbortSignal | undefined,
    controller: AbortController,
    jobOf: () => AnswerJob,
  ): AsyncGenerator<ModelPart> {
    if (disposed) {
      yield { type: "error", error: new ModelError("engine-lost", `The provider ${name} was disposed of.`) };
      return;
    }
    const onAbort = () => controller.abort(new ModelError("cancelled", "The answer was cancelled."));
    if (signal?.aborted) onAbort();
    else signal?.addEventListener("abort", onAbort, { once: true });
    running.add(controller);
    try {
      yield* answer(around, jobOf, controller);
    } finally {
      signal?.removeEventListener("abort", onAbort);
      running.delete(controller);
    }
  }

  return {
    name,
    async list(signal) {
      assertUsable();
      const { models } = await catalogue.list(signal);
      return Array.from(models.values(), (model) => model.description);
    },
    generate: (request) =>
      promptlyReturning((controller) => {
        const parts = run(request.signal, controller, () => chatJob(around, request));
        const called = request.tools?.length ? holdToTools(parts, request.tools, request.toolChoice) : parts;
        return request.jsonSchema ? holdToSchema(called, request.jsonSchema) : called;
      }),
    complete: (request) =>
      promptlyReturning((controller) =>
        run(request.signal, controller, () => completionJob(around, request)),
      ),
    async tokenize(modelId, text) {
      assertUsable();
      const controller = new AbortController();
      running.add(controller);
      try {
        const { kind } = await catalogue.find(modelId, controller.signal);
        const limitMs = around.patience.firstByteTimeoutMs;
        const ask = { remote, modelId, controller, limitMs, now };
        const tokens = traitsOf(kind).pieces ? await piecesOf(ask, text.toWellFormed()) : undefined;
        if (tokens) return tokens;
        throw new ModelError(
          "bad-request",
          `${address.base} does not tell the exact tokens of a text; llama-server does.`,
        );
      } finally {
        running.delete(controller);
      }
    },
    async countTokens(modelId, messages) {
      assertUsable();
      await catalogue.find(modelId);
      return { tokens: estimatePromptTokens(messages), exact: false };
    },
    async dispose() {
      disposed = true;
      catalogue.dispose();
      for (const controller of running)
        controller.abort(new ModelError("cancelled", `The provider ${name} was disposed of.`));
    },
  };
}

/**
 * A stream whose `return` aborts first: that of a generator alone would wait for the chunk it is waiting for.
 */
function promptlyReturning(
  start: (controller: AbortController) => AsyncGenerator<ModelPart>,
): AsyncIterable<ModelPart> {
  const controller = new AbortController();
  const parts = start(controller);
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => parts.next(),
      return() {
        controller.abort(new ModelError("cancelled", "The answer is no longer read."));
        return parts.return(undefined);
      },
    }),
  };
}
