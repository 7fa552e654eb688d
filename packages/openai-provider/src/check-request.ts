import { checkJsonSchema, checkTools, type GenerateRequest, ModelError } from "@grok/model";

/** Throws `ModelError` "bad-request" for what no chat server could make sense of, before anything is sent. */
export function checkRequest(request: GenerateRequest): void {
  const { messages, continueLast, outputTokensMax, jsonSchema } = request;
  if (messages.length === 0) throw new ModelError("bad-request", "A request needs at least one message.");
  if (messages.slice(1).some((message) => message.role === "system"))
    throw new ModelError("bad-request", "The system message comes first and once.");
  if (continueLast && messages.at(-1)?.role !== "assistant")
    throw new ModelError("bad-request", "Writing on needs an assistant's message at the end.");
  if (outputTokensMax !== undefined && !(Number.isSafeInteger(outputTokensMax) && outputTokensMax > 0))
    throw new ModelError("bad-request", `An answer has at least 1 token, not ${outputTokensMax}.`);
  checkTools(request);
  if (jsonSchema === undefined) return;
  if (continueLast) throw new ModelError("bad-request", "Writing on cannot be held to a JSON schema.");
  checkJsonSchema(jsonSchema);
}
