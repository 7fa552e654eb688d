import { z } from "zod";
import { DialectError } from "./dialect-error.ts";
import { keyField, modelField, optional } from "./request/common-fields.ts";
import { parseBody } from "./request/parse-body.ts";

const tokenizeBody = z.object({ model: modelField, text: z.string().max(4_000_000), user: keyField });

/** The body of POST /v1/tokenize-text. Throws `DialectError`. */
export function readTokenize(json: unknown): { readonly model: string; readonly text: string } {
  return parseBody(tokenizeBody, json);
}

const embeddingBody = z.object({
  model: optional(z.string().max(200)),
  input: z.union([z.string(), z.array(z.union([z.string(), z.number(), z.array(z.number())])).max(2_048)]),
  dimensions: optional(z.int().min(1).max(100_000)),
  encoding_format: optional(z.enum(["float", "base64"])),
  user: keyField,
});

export interface EmbeddingsAsk {
  readonly model: string;
  readonly texts: readonly string[];
  readonly format: "float" | "base64";
  /** Only so many first numbers of each vector, its length brought to 1 again. */
  readonly dimensions: number | undefined;
}

/** The body of POST /v1/embeddings. Throws `DialectError`. */
export function readEmbeddings(json: unknown): EmbeddingsAsk {
  const {
    model = "grok-embedding",
    input,
    encoding_format: format = "float",
    dimensions,
  } = parseBody(embeddingBody, json);
  const texts = typeof input === "string" ? [input] : input;
  if (texts.length === 0) throw new DialectError("bad-request", "There is no text in it.", "input");
  if (texts.some((text) => typeof text !== "string"))
    throw new DialectError("not-supported", "Texts are embedded here, not tokens.", "input");
  return { model, texts: texts as string[], format, dimensions };
}

const fileExpiry = z.object({ anchor: z.literal("created_at"), seconds: z.int().min(3_600).max(2_592_000) });

/** `expires_after` of a file, seconds. Throws `DialectError`. */
export function readFileExpiry(value: unknown): number {
  return parseBody(fileExpiry, value).seconds;
}
