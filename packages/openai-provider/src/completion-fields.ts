import { type CompletionRequest, ModelError, type Sampling } from "@grok/model";
import {
  keepTaken,
  type RequestField,
  type RequestPlan,
  samplingFields,
  stopFields,
} from "./request-fields.ts";
import { type ServerKind, traitsOf } from "./server-kind.ts";

/** Tokens of a completion that does not say how many. */
export const completionTokensDefault = 16;

/** Throws `ModelError` "bad-request" for what no server could write on, before anything is sent. */
export function checkCompletion({ prompt, outputTokensMax = 0 }: CompletionRequest): void {
  if (prompt.length === 0)
    throw new ModelError("bad-request", "A completion needs at least one character or token to write on.");
  if (typeof prompt !== "string" && !prompt.every((id) => Number.isSafeInteger(id) && id >= 0))
    throw new ModelError("bad-request", "Token ids are whole numbers from 0 up.");
  if (!(Number.isSafeInteger(outputTokensMax) && outputTokensMax >= 0))
    throw new ModelError("bad-request", `A completion has 0 tokens or more, not ${outputTokensMax}.`);
}

/**
 * The body of POST /completions for `prompt`, which stands for that of `request`. `own` and `refused` as in
 * `planRequest`. `echo`: the server gives the prompt back, with log-probabilities.
 */
export function planCompletion(
  request: CompletionRequest,
  prompt: string | readonly number[],
  echo: boolean,
  server: { kind: ServerKind; base: string },
  own: Sampling,
  refused: ReadonlySet<string>,
): RequestPlan {
  const { base } = server;
  const traits = traitsOf(server.kind);
  const warnings: string[] = [];
  const { outputTokensMax = completionTokensDefault, logProbabilities } = request;
  const fields: RequestField[] = [
    { name: "model", value: request.modelId, essential: true },
    { name: "prompt", value: prompt, essential: true },
    { name: "stream", value: true, essential: true },
    { name: "stream_options", value: { include_usage: true } },
    // Some take 0 as "no limit" and some refuse it; the token too many is cut here (see completion-parts.ts).
    { name: "max_tokens", value: Math.max(1, outputTokensMax), essential: true },
    ...stopFields(request.stop, traits),
  ];
  // llama-server takes 0 as "none"; alternatives that were not asked for are cut here.
  if (logProbabilities)
    fields.push({ name: "logprobs", value: Math.max(1, logProbabilities.top), asked: "logProbabilities" });
  if (echo) fields.push({ name: "echo", value: true });
  fields.push(...samplingFields(request, own, traits, base, warnings));
  return {
    path: "/completions",
    fields: keepTaken(fields, refused, base, warnings),
    warnings,
    lacking: ({ status, message }) =>
      `${base} writes no raw texts on with ${request.modelId} (it answered ${status}${message && `: ${message}`}); ` +
      "ask the model in a chat.",
  };
}
