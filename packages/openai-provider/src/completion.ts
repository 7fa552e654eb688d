import { type CompletionRequest, ModelError, type ModelPart } from "@grok/model";
import type { AnswerJob, AnswerSurroundings } from "./answer.ts";
import { parseCompletionChunk } from "./completion-chunk.ts";
import { checkCompletion, completionTokensDefault, planCompletion } from "./completion-fields.ts";
import { createCompletionParts } from "./completion-parts.ts";
import { type ServerKind, traitsOf } from "./server-kind.ts";
import { promptIds, type TokensAsk, textOfIds } from "./server-tokens.ts";
import { estimateTokens } from "./token-estimate.ts";

/** How special tokens are written in the vocabularies of today. */
const special =
  /<[|｜][^<>]{1,40}[|｜]>|<\/?s>|<(?:start|end|begin)_of_\w+>|<(?:bos|eos|pad|unk)>|\[\/?[A-Z_]{3,20}\]/;

/** A raw text to be written on. Throws `ModelError` "bad-request" for what no server could write on. */
export function completionJob(around: AnswerSurroundings, request: CompletionRequest): AnswerJob {
  checkCompletion(request);
  const { modelId, outputTokensMax = completionTokensDefault, logProbabilities, echo = false } = request;
  const { remote } = around;
  const { base } = remote.address;
  return {
    modelId,
    outputTokensMax,
    wantsLogProbabilities: logProbabilities !== undefined && outputTokensMax > 0,
    async prepare({ kind, description }, controller) {
      const limitMs = around.patience.firstByteTimeoutMs;
      const ask = { remote, modelId, controller, limitMs, now: around.now };
      const prompt = await readPrompt(ask, kind, request);
      const refused = around.refusedOf("/completions", modelId);
      const told = echo && logProbabilities !== undefined && traitsOf(kind).tellsPrompt;
      const parts = createCompletionParts(base, {
        prompt: prompt.text,
        promptTokens: prompt.tokens,
        stop: request.stop,
        outputTokensMax,
        top: logProbabilities?.top ?? 0,
      });
      const nothingToAsk = outputTokensMax === 0 && !told;
      const server = { kind, base };
      return {
        ...(!nothingToAsk && {
          plan: planCompletion(request, prompt.sent, told, server, description.sampling, refused),
        }),
        refused,
        parts,
        parse: parseCompletionChunk,
        open(fields) {
          const warnings = [...prompt.warnings];
          if (nothingToAsk)
            warnings.push(`No tokens were asked for, so nothing was written; ${prompt.counted}.`);
          const expected = fields.some(({ name }) => name === "echo");
          if (expected) parts.expectPrompt();
          if (!echo || expected) return { parts: [], warnings };
          if (logProbabilities)
            warnings.push(
              `${base} does not tell the log-probabilities of a prompt; the prompt is given back without them.`,
            );
          return { parts: [{ type: "prompt", text: prompt.text } satisfies ModelPart], warnings };
        },
        missed: () =>
          told && !parts.toldPrompt ? [`${base} told no log-probabilities of a prompt for ${modelId}.`] : [],
      };
    },
  };
}

interface Prompt {
  /** What goes to the server. */
  sent: string | readonly number[];
  /** What is given back; empty where that is not asked for and not known. */
  text: string;
  tokens: number;
  /** For people: how good `tokens` is. */
  counted: string;
  warnings: readonly string[];
}

/**
 * The prompt of `request` in the form in which this server reads no special tokens out of its text; where there is no
 * such form, a prompt that seems to hold some is warned of.
 * Throws `ModelError` "bad-request" where ids are to be given back whose text the server does not tell.
 */
async function readPrompt(ask: TokensAsk, kind: ServerKind, request: CompletionRequest): Promise<Prompt> {
  const { prompt, echo = false } = request;
  const { base } = ask.remote.address;
  if (typeof prompt !== "string") {
    const text = echo && traitsOf(kind).textOfIds ? await textOfIds(ask, prompt) : undefined;
    if (echo && text === undefined)
      throw new ModelError(
        "bad-request",
        `${base} does not tell the text of token ids, so it cannot be given back; leave echo out or send text.`,
      );
    return {
      sent: prompt,
      text: text ?? "",
      tokens: prompt.length,
      counted: "its tokens are the ids sent",
      warnings: [],
    };
  }
  const text = prompt.toWellFormed();
  const ids = traitsOf(kind).pieces ? await promptIds(ask, text) : undefined;
  if (ids?.length)
    return {
      sent: ids,
      text,
      tokens: ids.length,
      counted: "the prompt's tokens were counted by it",
      warnings: [],
    };
  return {
    sent: text,
    text,
    tokens: Math.ceil(estimateTokens(text)),
    counted: "the count of the prompt's tokens is an estimate",
    warnings: special.test(text)
      ? [
          `${base} may read special tokens out of the prompt's text; here they cannot be kept from being read.`,
        ]
      : [],
  };
}
