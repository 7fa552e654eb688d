import { readTokenize } from "@grok/dialects";
import { type ApiCall, answerJson, jsonBody } from "../api-call.ts";
import type { RestParts } from "../rest-parts.ts";

/** POST /v1/tokenize-text */
export async function tokenizeText(call: ApiCall, { generation }: RestParts): Promise<void> {
  const { model, text } = readTokenize(await jsonBody(call));
  const { tokens } = await generation.tokenize(call.caller, model, text, call.signal);
  answerJson(call, 200, {
    token_ids: tokens.map((token) => ({
      token_id: token.tokenId,
      string_token: token.text,
      token_bytes: [...token.bytes],
    })),
  });
}
