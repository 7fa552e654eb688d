import type { GenerateRequest } from "@grok/model";
import type { AnswerJob, AnswerSurroundings } from "./answer.ts";
import { parseChunk } from "./answer-chunk.ts";
import { createAnswerParts } from "./answer-parts.ts";
import { checkRequest } from "./check-request.ts";
import { planRequest } from "./request-fields.ts";

/** An answer in a chat. Throws `ModelError` "bad-request" for what no server could make sense of. */
export function chatJob(around: AnswerSurroundings, request: GenerateRequest): AnswerJob {
  checkRequest(request);
  const { modelId, outputTokensMax } = request;
  const { base } = around.remote.address;
  return {
    modelId,
    outputTokensMax,
    wantsLogProbabilities: request.logProbabilities !== undefined,
    prepare({ kind, description }) {
      const refused = around.refusedOf("/chat/completions", modelId);
      return {
        plan: planRequest(request, { kind, base }, description.sampling, refused),
        refused,
        parts: createAnswerParts(base, request),
        parse: parseChunk,
      };
    },
  };
}
