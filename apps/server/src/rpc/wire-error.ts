import type { UniversalServerResponse } from "@connectrpc/connect/protocol";
import { z } from "zod";
import { errorCodeHeader } from "./error-codes.ts";

const bodySchema = z.object({ code: z.string(), message: z.string().default("") });

/**
 * An error that the wire library answered by itself, before any service was asked, as this server tells errors: with
 * a stable code, and bytes that are no message as the caller's fault and not the server's. Other answers pass.
 * Known only in Connect's unary form, where an error is a JSON body; gRPC tells such errors in its own words.
 */
export async function mendWireError(response: UniversalServerResponse): Promise<UniversalServerResponse> {
  const { status, header, body } = response;
  const isError = status >= 400 && header?.get("content-type") === "application/json";
  if (!isError || body === undefined || header.has(errorCodeHeader) || header.has("content-encoding"))
    return response;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const told = bodySchema.safeParse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  if (!told.success) return { ...response, body: oneChunk(Buffer.concat(chunks)) };

  const mended = mend(told.data, status);
  const bytes = Buffer.from(JSON.stringify({ code: mended.code, message: mended.message }));
  header.set(errorCodeHeader, mended.errorCode);
  header.set("content-length", String(bytes.length));
  return { ...response, status: mended.status, body: oneChunk(bytes) };
}

function mend({ code, message }: z.infer<typeof bodySchema>, status: number) {
  const limit = /readMaxBytes (\d+)/.exec(message)?.[1];
  if (limit !== undefined)
    return {
      code,
      status,
      errorCode: "too-large",
      message: `The message is larger than ${limit} bytes, the limit of this call. Nothing was stored; send less at once.`,
    };
  if (message.startsWith("parse binary"))
    return {
      code: "invalid_argument",
      status: 400,
      errorCode: "bad-message",
      message: `The bytes are no such message: ${message}.`,
    };
  const errorCode = code === "invalid_argument" || code === "unimplemented" ? "bad-message" : "internal";
  return { code, status, errorCode, message };
}

async function* oneChunk(bytes: Uint8Array) {
  yield bytes;
}
