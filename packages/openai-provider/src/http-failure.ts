import { ModelError, type ModelErrorCode } from "@grok/model";
import { z } from "zod";
import type { Address } from "./address.ts";
import { boundedText } from "./bounded-text.ts";
import { parseJson } from "./parse-json.ts";

/** What a server said when it refused, in whichever of the usual shapes. */
export interface HttpFailure {
  /** 0 for an error that came within a stream and named no status. */
  status: number;
  /** One line for people, bounded, without control characters and without the key. May be empty. */
  message: string;
  /** The server's own code or type: "context_length_exceeded". */
  code: string;
  /** Request fields that the answer points at by structure rather than by words. */
  fields: readonly string[];
  retryAfterMs?: number;
}

const bodyBytesMax = 64 * 1024;
const messageCharsMax = 300;
const retryAfterMsMax = 24 * 3_600_000;

const word = z.union([z.string(), z.number()]).transform(String).optional().catch(undefined);
const told = z.object({ message: word, type: word, code: word, param: word });
const detail = z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() });
/** OpenAI nests, xAI and Ollama put a text there, vLLM is flat, FastAPI says `detail`. */
const errorBody = told.extend({
  error: z
    .union([z.string().transform((message) => ({ message }) as z.infer<typeof told>), told])
    .nullish()
    .catch(undefined),
  detail: z
    .union([z.string(), z.array(detail)])
    .optional()
    .catch(undefined),
});

/** Reads a refusal to its end, or to 64 KiB of it. Never throws. */
export async function readFailure(response: Response, address: Address, nowMs: number): Promise<HttpFailure> {
  const text = await boundedText(response, bodyBytesMax);
  const retryAfterMs = retryAfter(response.headers, nowMs);
  return {
    ...failureOf(response.status, text, address),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** The failure in an error body, be it of an answer or of an event in a stream. */
export function failureOf(status: number, text: string, address: Address): HttpFailure {
  const parsed = errorBody.safeParse(parseJson(text));
  if (!parsed.success) {
    // A page for a browser says nothing here.
    const readable = /^\s*</.test(text) ? "" : text;
    return { status, message: oneLine(readable, address), code: "", fields: [] };
  }
  const body = parsed.data;
  const inner = body.error ?? body;
  const details = Array.isArray(body.detail) ? body.detail : [];
  const message =
    inner.message ??
    (typeof body.detail === "string" ? body.detail : details.map((one) => one.msg).join("; "));
  const stated = Number(inner.code);
  return {
    status: status || (Number.isInteger(stated) && stated >= 400 && stated < 600 ? stated : 0),
    message: oneLine(message, address),
    code: [inner.code, inner.type, body.code].filter(Boolean).join(" "),
    fields: [inner.param ?? "", ...details.map((one) => String(one.loc.at(-1) ?? ""))].filter(Boolean),
  };
}

const whatNext: Partial<Record<ModelErrorCode, string>> = {
  unauthorized: "Check the key for this address.",
  "engine-lost": "Asking again may work.",
  "context-full": "Shorten the conversation, or give the model a larger context at the server.",
};

/** `failure` as the error that callers see. `modelId` is what was asked for, where something was. */
export function failureToError(failure: HttpFailure, address: Address, modelId?: string): ModelError {
  const { status, message, retryAfterMs } = failure;
  const code = errorCode(failure, modelId);
  const said = message ? `: ${/[.!?…]$/.test(message) ? message : `${message}.`}` : ".";
  const answered = status ? `${address.base} answered ${status}${said}` : `${address.base} reported${said}`;
  const full = code === "model-missing" ? `${address.base} has no model ${modelId}${said}` : answered;
  const next = whatNext[code];
  return new ModelError(
    code,
    next ? `${full} ${next}` : full,
    retryAfterMs === undefined ? undefined : { retryAfterMs },
  );
}

function errorCode(failure: HttpFailure, modelId: string | undefined): ModelErrorCode {
  const { status, message } = failure;
  if (status === 429) return "rate-limited";
  if (status === 401 || status === 402 || status === 403) return "unauthorized";
  // xAI answers a wrong key with 400.
  if (status === 400 && /\bapi[ _-]?key\b/i.test(message)) return "unauthorized";
  if (isContextFailure(failure)) return "context-full";
  if (
    modelId !== undefined &&
    namesModel(failure) &&
    (status === 404 || (status === 400 && saysMissing(failure)))
  )
    return "model-missing";
  if (status >= 500 || status === 408 || status === 0) return "engine-lost";
  if (status === 404 || status === 405) return "bad-answer";
  return "bad-request";
}

/** Whether the server has nothing at the path asked for, or nothing for a model of this kind; the model is there. */
export function lacksPath(failure: HttpFailure): boolean {
  const { status } = failure;
  if (status === 405 || status === 501) return true;
  return status === 404 && !(namesModel(failure) && saysMissing(failure));
}

function namesModel({ code, message }: HttpFailure): boolean {
  return /model_not_found/i.test(code) || /\bmodel\b/i.test(message);
}

function saysMissing({ code, message }: HttpFailure): boolean {
  return /model_not_found/i.test(code) || /not (found|exist)|no such|unknown/i.test(message);
}

/** Whether the server says that the request is longer than the model's context. */
export function isContextFailure({ status, message, code }: HttpFailure): boolean {
  // llama-server's word for a text that is too long for one vector.
  if (status === 500 && /too large to process/i.test(message)) return true;
  if (status !== 0 && status !== 400 && status !== 413 && status !== 422) return false;
  return (
    /context_length_exceeded|exceed_context_size/i.test(code) ||
    /context[ _-]?(length|size|window)|(maximum|max) (context|prompt) length|prompt is too long/i.test(
      message,
    )
  );
}

/** Milliseconds until the server wants to be asked again, at most a day. */
function retryAfter(headers: Headers, nowMs: number): number | undefined {
  const exact = headers.get("retry-after-ms");
  const value = headers.get("retry-after");
  let waitMs = Number.NaN;
  if (exact && /^\d+(\.\d+)?$/.test(exact)) waitMs = Number(exact);
  else if (value && /^\d+(\.\d+)?$/.test(value)) waitMs = Number(value) * 1000;
  else if (value) waitMs = Date.parse(value) - nowMs;
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(Math.ceil(waitMs), 0), retryAfterMsMax);
}

function oneLine(text: string, address: Address): string {
  const line = address
    .redact(text)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ")
    .trim();
  return line.length <= messageCharsMax ? line : `${line.slice(0, messageCharsMax).toWellFormed()}…`;
}
