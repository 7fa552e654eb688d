// What servers tell of a model's vocabulary. It is not OpenAI's, so its paths stand before the address's version.

import { ModelError, type ModelToken } from "@grok/model";
import { z } from "zod";
import { within } from "./abortable.ts";
import { boundedText } from "./bounded-text.ts";
import { failureToError, lacksPath, readFailure } from "./http-failure.ts";
import { parseJson } from "./parse-json.ts";
import type { Remote } from "./remote.ts";

/** Of one answer: half a million tokens. */
const bodyBytesMax = 32 * 1024 * 1024;

const id = z.number().int().nonnegative();
const bytes = z.array(z.number().int().min(0).max(255));
const idsSchema = z.object({ tokens: z.array(id) });
/** llama-server: text where the piece is whole characters, else bytes. */
const piecesSchema = z.object({ tokens: z.array(z.object({ id, piece: z.union([z.string(), bytes]) })) });
/** llama-server's name for it, and vLLM's. */
const textSchema = z.union([
  z.object({ content: z.string() }).transform(({ content }) => content),
  z.object({ prompt: z.string() }).transform(({ prompt }) => prompt),
]);

/** A model at an address, and how long it is waited for. */
export interface TokensAsk {
  remote: Remote;
  modelId: string;
  controller: AbortController;
  limitMs: number;
  now: () => number;
}

const encoder = new TextEncoder();

/** The ids of `text` as a prompt at a llama-server, no special tokens recognised in it. Undefined where it cannot be asked. */
export async function promptIds(ask: TokensAsk, text: string): Promise<readonly number[] | undefined> {
  const body = { content: text, add_special: true, parse_special: false };
  return (await post(ask, "/tokenize", body, idsSchema))?.tokens;
}

/** `text` in the tokens of a model at a llama-server, none added. Undefined where it cannot be asked. */
export async function piecesOf(ask: TokensAsk, text: string): Promise<ModelToken[] | undefined> {
  const body = { content: text, add_special: false, parse_special: false, with_pieces: true };
  const told = await post(ask, "/tokenize", body, piecesSchema);
  const tokens = told?.tokens.map(({ id, piece }) => ({
    tokenId: id,
    bytes: typeof piece === "string" ? [...encoder.encode(piece)] : piece,
  }));
  // Some vocabularies put a space before a text, which is not the text's.
  const [first] = tokens ?? [];
  if (first?.bytes[0] === 0x20 && !text.startsWith(" ")) first.bytes = first.bytes.slice(1);
  return tokens?.map((token) => ({
    ...token,
    text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(token.bytes)),
  }));
}

/** The text of `ids` at a llama-server or vLLM. Undefined where it cannot be asked. */
export function textOfIds(ask: TokensAsk, ids: readonly number[]): Promise<string | undefined> {
  return post(ask, "/detokenize", { tokens: ids }, textSchema);
}

/** Throws `ModelError`. */
async function post<Told>(
  { remote, modelId, controller, limitMs, now }: TokensAsk,
  path: string,
  body: object,
  schema: z.ZodType<Told>,
): Promise<Told | undefined> {
  const { address } = remote;
  const request = { path, fromRoot: true as const, body: { model: modelId, ...body } };
  const response = await remote.send(request, controller, limitMs);
  const late = () =>
    new ModelError("unreachable", `${address.root}${path} broke off its answer ${response.status}.`);
  if (!response.ok) {
    const failure = await within(readFailure(response, address, now()), limitMs, controller, late);
    if (lacksPath(failure)) return undefined;
    throw failureToError(failure, address, modelId);
  }
  const text = await within(boundedText(response, bodyBytesMax), limitMs, controller, late);
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new ModelError("bad-answer", `${address.root}${path} answered something other than tokens.`);
}
