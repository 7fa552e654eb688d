import { ModelError, type ModelPart } from "@grok/model";
import { orAborted, within } from "./abortable.ts";
import type { Address } from "./address.ts";
import type { AnswerChunk } from "./answer-chunk.ts";
import type { AnswerParts } from "./answer-parts.ts";
import { boundedText } from "./bounded-text.ts";
import { readEvents } from "./event-stream.ts";
import { failureOf, failureToError } from "./http-failure.ts";
import { networkFailure } from "./network-failure.ts";

/** How long a silent server is waited for, in milliseconds. */
export interface Patience {
  /** For headers, and for the first bytes of the body. */
  firstByteTimeoutMs: number;
  /** Between chunks after that; comments that keep the connection alive count as chunks. */
  idleTimeoutMs: number;
}

export interface Reading {
  address: Address;
  modelId: string;
  controller: AbortController;
  patience: Patience;
  /** One event's data; throws `ModelError` "bad-answer". */
  parse: (data: string, base: string) => AnswerChunk;
}

/** After its finish reason a server has nothing to say but counts; one that then neither speaks nor closes is left. */
const farewellMs = 5_000;
/** Of a body that should have been a stream of events: enough to find an error in it. */
const strangeBodyBytesMax = 64 * 1024;
/** Finish reasons that mean the server gave up in the middle. */
const givenUp = new Set(["abort", "error"]);

/**
 * Feeds the body of `response` to `parts` and yields what comes out, up to where the answer ended: by `[DONE]`, by a
 * finish reason, by a stop text that the server did not know, or by a loop.
 * Throws `ModelError`: "engine-lost" where the stream ends before the answer does.
 */
export async function* readAnswer(
  response: Response,
  parts: AnswerParts,
  reading: Reading,
): AsyncGenerator<ModelPart> {
  const { address, modelId, controller } = reading;
  const { base } = address;
  const body = await bodyOf(response, reading);
  for await (const event of readEvents(chunksOf(body, parts, reading), base)) {
    controller.signal.throwIfAborted();
    if (event.data.trim() === "[DONE]") return;
    const chunk = reading.parse(event.data, base);
    if (event.name === "error" || (chunk.error ?? undefined) !== undefined)
      throw failureToError(failureOf(0, event.data, address), address, modelId);
    yield* parts.take(chunk);
    if (parts.overBy) return;
    if (givenUp.has(parts.rawReason ?? ""))
      throw new ModelError("engine-lost", `${base} gave the answer up in the middle (${parts.rawReason}).`);
  }
  if (parts.rawReason === undefined)
    throw new ModelError(
      "engine-lost",
      `${base} closed the connection in mid-answer. What was written stands; asking again may work.`,
    );
}

/** The body, where it can be a stream of events. An error that came with status 200 is thrown as what it says. */
async function bodyOf(response: Response, reading: Reading): Promise<ReadableStream<Uint8Array>> {
  const { address, modelId, controller } = reading;
  const type = response.headers.get("content-type") ?? "";
  if (response.body && !/json|html|xml/i.test(type)) return response.body;
  const text = await orAborted(boundedText(response, strangeBodyBytesMax), controller.signal);
  if (/"error"/.test(text)) throw failureToError(failureOf(0, text, address), address, modelId);
  const what = type === "" ? "nothing" : address.redact(type.slice(0, 60));
  throw new ModelError("bad-answer", `${address.base} answered ${what} instead of a stream of events.`);
}

function chunksOf(
  body: ReadableStream<Uint8Array>,
  parts: AnswerParts,
  { address, controller, patience }: Reading,
): () => Promise<Uint8Array | undefined> {
  const reader = body.getReader();
  let limitMs = patience.firstByteTimeoutMs;
  return async () => {
    const ended = parts.rawReason !== undefined;
    if (ended) limitMs = Math.min(farewellMs, patience.idleTimeoutMs);
    const late = () =>
      new ModelError("engine-lost", `${address.base} sent nothing for ${limitMs / 1000} s and was given up.`);
    try {
      const { done, value } = await within(reader.read(), limitMs, controller, late);
      limitMs = patience.idleTimeoutMs;
      return done ? undefined : value;
    } catch (error) {
      const failure = networkFailure(address.base, error);
      if (ended && failure.code !== "cancelled") return undefined;
      // A connection that stood and broke, whatever the platform calls it.
      throw failure.code === "unreachable"
        ? new ModelError("engine-lost", `${address.base} closed the connection in mid-answer.`)
        : failure;
    }
  };
}
