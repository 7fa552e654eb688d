import { randomUUID } from "node:crypto";
import { type ChatAsk, ChatChunks, chatObject, readChat } from "@grok/dialects";
import type { ApiCaller } from "../../api-access.ts";
import { ApiError } from "../../api-error.ts";
import { toApiError } from "../../to-api-error.ts";
import { type ApiCall, answerJson, conversationOf, jsonBody, toldFailure } from "../api-call.ts";
import { type BegunAnswers, beginAnswers, gatherAnswers, headOf } from "../begin-answers.ts";
import { EventStream } from "../event-stream.ts";
import { openInTime } from "../first-part.ts";
import { rateLimitHeaders } from "../rate-limit-headers.ts";
import type { RestParts } from "../rest-parts.ts";

/** POST /v1/chat/completions */
export async function chatCompletions(call: ApiCall, parts: RestParts): Promise<void> {
  const asked = readChat(await jsonBody(call), conversationOf(call));
  if (asked.deferred) return defer(call, parts, asked);
  const begun = begin(asked, call.caller, parts, call.signal);
  if (asked.stream) return stream(call, asked, begun, parts.now());
  const answers = await begun;
  answerJson(call, 200, await gathered(asked, answers, parts.now(), call.signal), answers.limits);
}

/** GET /v1/chat/deferred-completion/{id} */
export async function deferredCompletion(call: ApiCall, { store }: RestParts): Promise<void> {
  const found = await store.takeDeferred(call.caller.tenant, call.captured);
  if (found === null)
    throw new ApiError(
      "not-found",
      "There is no deferred completion of this id. Each can be read once, within 24 hours.",
    );
  if (found.state === "lost")
    throw new ApiError("unavailable", "The server was started anew before this answer was done. Ask again.");
  if (found.state === "pending") return answerJson(call, 202, {});
  answerJson(call, found.status, JSON.parse(found.body));
}

function begin(
  { ask, answers }: ChatAsk,
  caller: ApiCaller,
  { generation }: RestParts,
  signal: AbortSignal,
): Promise<BegunAnswers> {
  const { seed } = ask.request.sampling ?? {};
  return beginAnswers(
    Array.from({ length: answers }, (_, at) => (either: AbortSignal) => {
      // One seed for all would say the same thing `n` times.
      const own = seed === undefined || at === 0 ? ask.request : withSeed(ask.request, seed + at);
      return generation.start(caller, { ...ask, request: own }, either);
    }),
    signal,
  );
}

function withSeed(request: ChatAsk["ask"]["request"], seed: number): ChatAsk["ask"]["request"] {
  return { ...request, sampling: { ...request.sampling, seed } };
}

async function gathered(
  asked: ChatAsk,
  begun: BegunAnswers,
  nowMs: number,
  signal: AbortSignal,
): Promise<object> {
  const answers = await gatherAnswers(begun, asked.answers, signal);
  return chatObject(headOf("chatcmpl", begun.model, nowMs), answers, {
    logprobs: asked.ask.request.logProbabilities !== undefined,
    tellsCitations: asked.tellsCitations,
  });
}

async function stream(
  call: ApiCall,
  asked: ChatAsk,
  begin: Promise<BegunAnswers>,
  nowMs: number,
): Promise<void> {
  const { limits, begun } = await openInTime(begin);
  const events = new EventStream(call, rateLimitHeaders(limits));
  try {
    const { model, parts } = await begun;
    const chunks = new ChatChunks(headOf("chatcmpl", model, nowMs), {
      answers: asked.answers,
      logprobs: asked.ask.request.logProbabilities !== undefined,
      includeUsage: asked.includeUsage,
      tellsCitations: asked.tellsCitations,
    });
    for await (const { index, item } of parts)
      for (const chunk of chunks.take(index, item)) await events.send(chunk);
    for (const chunk of chunks.last()) await events.send(chunk);
    await events.send("[DONE]");
    events.end();
  } catch (error) {
    // What was said stands; that it broke off is the last that is said.
    if (!call.gone.aborted) events.end({ data: toldFailure(call, error).body });
  }
}

/** The answer is made while nobody waits, and kept to be fetched. */
async function defer(call: ApiCall, parts: RestParts, asked: ChatAsk): Promise<void> {
  const { store, shutdown, now } = parts;
  const { caller } = call;
  const id = randomUUID();
  // Whoever may not ask is told so now.
  caller.demand(asked.ask.endpoint, asked.ask.model);
  await parts.models.resolve(asked.ask.model);
  await store.beginDeferred(caller.tenant, id);
  const work = async () => {
    try {
      const begun = await begin(asked, caller, parts, shutdown);
      await store.endDeferred(
        caller.tenant,
        id,
        200,
        JSON.stringify(await gathered(asked, begun, now(), shutdown)),
      );
    } catch (error) {
      // What the server's end broke off is told as lost.
      if (shutdown.aborted) return;
      const { status, body } = toldFailure(call, toApiError(error));
      await store.endDeferred(caller.tenant, id, status, JSON.stringify(body));
    }
  };
  work().catch(call.report);
  answerJson(call, 200, { request_id: id });
}
