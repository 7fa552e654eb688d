import type { ServiceImpl } from "@connectrpc/connect";
import { readTokenize } from "@grok/dialects";
import type { xai } from "@grok/protocol";
import { unary } from "./xai-call.ts";
import type { XaiParts } from "./xai-parts.ts";

/** Texts in the tokens of a model. */
export function tokenizeService({ generation }: XaiParts): ServiceImpl<typeof xai.Tokenize> {
  return {
    tokenizeText: unary(async (request, { caller, signal }) => {
      const { model: name, text } = readTokenize(request);
      const { model, tokens } = await generation.tokenize(caller, name, text, signal);
      return {
        model: model.publicId,
        tokens: tokens.map((token) => ({
          tokenId: token.tokenId,
          stringToken: token.text,
          tokenBytes: Uint8Array.from(token.bytes),
        })),
      };
    }),
  };
}
