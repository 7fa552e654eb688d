import { CompletionChunks, completionObject, readCompletion } from "@grok/dialects";
import { type ApiCall, answerJson, conversationOf, jsonBody, toldFailure } from "../api-call.ts";
import { beginAnswers, gatherAnswers, headOf } from "../begin-answers.ts";
import { EventStream } from "../event-stream.ts";
import { openInTime } from "../first-part.ts";
import { rateLimitHeaders } from "../rate-limit-headers.ts";
import type { RestParts } from "../rest-parts.ts";

/** POST /v1/completions */
export async function completions(call: ApiCall, { generation, now }: RestParts): Promise<void> {
  const asked = readCompletion(await jsonBody(call), conversationOf(call));
  const nowMs = now();
  const begin = beginAnswers(
    asked.asks.map((ask) => (signal: AbortSignal) => generation.complete(call.caller, ask, signal)),
    call.signal,
  );
  if (!asked.stream) {
    const begun = await begin;
    const answers = await gatherAnswers(begun, asked.asks.length, call.signal);
    const head = headOf("cmpl", begun.model, nowMs);
    return answerJson(call, 200, completionObject(head, answers, asked.logprobs), begun.limits);
  }
  const { limits, begun } = await openInTime(begin);
  const events = new EventStream(call, rateLimitHeaders(limits));
  try {
    const { model, parts } = await begun;
    const chunks = new CompletionChunks(headOf("cmpl", model, nowMs), asked.asks.length, asked.logprobs);
    for await (const { index, item } of parts)
      for (const chunk of chunks.take(index, item)) await events.send(chunk);
    if (asked.includeUsage) await events.send(chunks.usage());
    await events.send("[DONE]");
    events.end();
  } catch (error) {
    if (!call.gone.aborted) events.end({ data: toldFailure(call, error).body });
  }
}
