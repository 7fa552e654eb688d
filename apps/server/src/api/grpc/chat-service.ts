import type { ServiceImpl } from "@connectrpc/connect";
import { type ChatAsk, readChat } from "@grok/dialects";
import { xai } from "@grok/protocol";
import { ApiError } from "../api-error.ts";
import { beginSeveral } from "./begin-several.ts";
import { ChatAnswer } from "./chat/chat-answer.ts";
import { chatBody } from "./chat/chat-body.ts";
import { defer, fetchDeferred } from "./chat/deferred.ts";
import { keepAnswer, messagesUpTo, readAnswer, removeAnswer } from "./chat/kept-answers.ts";
import { settingsEcho } from "./chat/settings-echo.ts";
import { streamed, unary, type XaiCall } from "./xai-call.ts";
import type { XaiParts } from "./xai-parts.ts";

type Request = xai.GetCompletionsRequest;

const turnsMax = 20;

/** Answers of language models. */
export function chatService(parts: XaiParts): ServiceImpl<typeof xai.Chat> {
  const { store, models } = parts;
  return {
    getCompletion: unary((request, call) => wholeAnswer(parts, request, call)),
    getCompletionChunk: streamed((request, call) => pieces(parts, request, call)),
    startDeferredCompletion: unary(async (request, call) => {
      const asked = await read(parts, request, call);
      // Whoever may not ask is told so now.
      call.caller.demand(asked.ask.endpoint, asked.ask.model);
      await models.resolve(asked.ask.model);
      const requestId = await defer(parts, call.caller.tenant, (signal) =>
        wholeAnswer(parts, request, { ...call, signal, headers: new Headers() }),
      );
      return { requestId };
    }),
    getDeferredCompletion: unary(async ({ requestId }, { caller }) => {
      caller.demand("chat");
      const response = await fetchDeferred(store, caller.tenant, requestId);
      if (response === null) return { status: xai.DeferredStatus.PENDING };
      return { status: xai.DeferredStatus.DONE, response };
    }),
    getStoredCompletion: unary(({ responseId }, { caller }) => {
      caller.demand("chat");
      return readAnswer(store, caller.tenant, responseId);
    }),
    deleteStoredCompletion: unary(async ({ responseId }, { caller }) => {
      caller.demand("chat");
      await removeAnswer(store, caller.tenant, responseId);
      return { responseId };
    }),
    compactContext: unary(() => {
      throw new ApiError("not-supported", "Contexts are not compacted here; send the messages that matter.");
    }),
  };
}

async function wholeAnswer(
  parts: XaiParts,
  request: Request,
  call: XaiCall,
): Promise<xai.GetChatCompletionResponse> {
  const { answer, items } = await begin(parts, request, call);
  for await (const { index, item } of items) {
    call.signal.throwIfAborted();
    answer.take(index, item);
  }
  return finished(parts, request, call, answer);
}

async function* pieces(
  parts: XaiParts,
  request: Request,
  call: XaiCall,
): AsyncGenerator<xai.GetChatCompletionChunk> {
  const { answer, items } = await begin(parts, request, call);
  for await (const { index, item } of items) {
    // What is cut off is no answer that has ended.
    call.signal.throwIfAborted();
    const piece = answer.take(index, item);
    // Whoever has the last piece may ask for what was stored.
    if (answer.isWhole) await finished(parts, request, call, answer);
    if (piece !== null) yield piece;
  }
}

async function begin(parts: XaiParts, request: Request, call: XaiCall) {
  const { ask, answers: count, tellsCitations } = await read(parts, request, call);
  const { seed } = ask.request.sampling ?? {};
  const begun = await beginSeveral(
    count,
    (place, signal) => {
      // One seed for all would say the same thing `n` times.
      const sampling = { ...ask.request.sampling, ...(seed !== undefined && { seed: seed + place }) };
      return parts.generation.start(call.caller, { ...ask, request: { ...ask.request, sampling } }, signal);
    },
    call,
  );
  const answer = new ChatAnswer({
    model: begun.model,
    nowMs: parts.now(),
    count,
    tellsCitations,
    shown: {
      inlineCitations: request.include.includes(xai.IncludeOption.INLINE_CITATIONS),
      searchOutputs: request.include.includes(xai.IncludeOption.X_SEARCH_CALL_OUTPUT),
    },
  });
  return { answer, items: begun.parts };
}

async function read({ store }: XaiParts, request: Request, call: XaiCall): Promise<ChatAsk> {
  const before = await messagesUpTo(store, call.caller.tenant, request.previousResponseId ?? "");
  const asked = readChat(chatBody(request, before), call.conversation);
  const { maxTurns } = request;
  if (maxTurns === undefined) return asked;
  if (maxTurns < 1)
    throw new ApiError("bad-request", `max_turns is ${maxTurns}; it can be 1 to ${turnsMax}.`, {
      param: "max_turns",
    });
  return { ...asked, ask: { ...asked.ask, maxTurns: Math.min(maxTurns, turnsMax) } };
}

async function finished(
  { store }: XaiParts,
  request: Request,
  { caller }: XaiCall,
  answer: ChatAnswer,
): Promise<xai.GetChatCompletionResponse> {
  const response = answer.whole(settingsEcho(request));
  if (request.storeMessages) await keepAnswer(store, caller.tenant, request, response);
  return response;
}
