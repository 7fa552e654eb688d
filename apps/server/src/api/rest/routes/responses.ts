import { randomUUID } from "node:crypto";
import {
  type ResponseAsk,
  type ResponseEvent,
  ResponseEvents,
  type ResponseItem,
  readResponse,
} from "@grok/dialects";
import { ApiError } from "../../api-error.ts";
import { type ApiCall, answerJson, conversationOf, jsonBody, toldFailure } from "../api-call.ts";
import { type BegunAnswers, beginAnswers } from "../begin-answers.ts";
import { EventStream } from "../event-stream.ts";
import { openInTime } from "../first-part.ts";
import { rateLimitHeaders } from "../rate-limit-headers.ts";
import type { RestParts } from "../rest-parts.ts";

/** POST /v1/responses */
export async function createResponse(call: ApiCall, parts: RestParts): Promise<void> {
  const asked = readResponse(await jsonBody(call), conversationOf(call));
  const { caller } = call;
  for (const { text, param } of asked.sealed)
    if (parts.seal.open(caller.tenant, text) === null)
      throw new ApiError("bad-request", "This reasoning was not encrypted by this server for you.", {
        param,
      });
  const ask = asked.ask(await itemsBefore(call, parts, asked.previousId));
  const begin = beginAnswers([(signal) => parts.generation.start(caller, ask, signal)], call.signal);
  return asked.stream ? stream(call, parts, asked, begin) : whole(call, parts, asked, await begin);
}

/** What the response `id` and those before it were asked and answered, oldest first. */
async function itemsBefore(
  { caller }: ApiCall,
  { store }: RestParts,
  id: string | undefined,
): Promise<readonly ResponseItem[]> {
  if (id === undefined) return [];
  const before = await store.answersUpTo(caller.tenant, id);
  if (before === null || before.some(({ kind }) => kind !== "response"))
    throw new ApiError(
      "not-found",
      `There is no response "${id.slice(0, 100)}" to follow, or one before it is gone. Responses are kept for 30 days.`,
      { param: "previous_response_id" },
    );
  return before.flatMap(({ input, body }) => [
    ...(JSON.parse(input) as ResponseItem[]),
    ...(JSON.parse(body) as { output: ResponseItem[] }).output,
  ]);
}

/** One response while it is made: its events, and where they are kept. */
function openResponse(call: ApiCall, parts: RestParts, asked: ResponseAsk, model: string) {
  const { caller } = call;
  const id = `resp_${randomUUID().replaceAll("-", "")}`;
  const createdAtMs = parts.now();
  const head = { id, createdAt: Math.floor(createdAtMs / 1000), model, asked };
  const seal = asked.sealsReasoning ? (text: string) => parts.seal.close(caller.tenant, text) : undefined;
  const events = new ResponseEvents(head, {
    newId: (prefix) => `${prefix}${randomUUID().replaceAll("-", "")}`,
    seal,
    nowMs: parts.now,
  });
  const save = async (told?: readonly string[]) => {
    if (!asked.store) return;
    await parts.store.saveAnswer(
      caller.tenant,
      {
        id,
        kind: "response",
        createdAtMs,
        body: JSON.stringify(events.response),
        input: JSON.stringify(withIds(asked.items)),
        previousId: asked.previousId ?? "",
      },
      told,
    );
  };
  return { id, events, save };
}

async function whole(
  call: ApiCall,
  parts: RestParts,
  asked: ResponseAsk,
  { model, limits, parts: answer }: BegunAnswers,
): Promise<void> {
  const { events, save } = openResponse(call, parts, asked, model.publicId);
  for await (const { item } of answer) events.take(item);
  if (call.signal.aborted) events.cancel();
  else events.end();
  await save();
  call.signal.throwIfAborted();
  answerJson(call, 200, events.response, limits);
}

async function stream(
  call: ApiCall,
  parts: RestParts,
  asked: ResponseAsk,
  begin: Promise<BegunAnswers>,
): Promise<void> {
  const { caller } = call;
  const { limits, begun } = await openInTime(begin);
  const out = new EventStream(call, rateLimitHeaders(limits));
  try {
    const { model, parts: answer } = await begun;
    const { id, events, save } = openResponse(call, parts, asked, model.publicId);
    const running = parts.running.begin(caller.tenant, id, () => events.response);
    const tell = async (told: readonly ResponseEvent[]) => {
      for (const event of told) {
        const text = JSON.stringify(event);
        if (asked.store) running.push(text);
        await out.send(text, event.type);
      }
    };
    try {
      await tell(events.begin());
      for await (const { item } of answer) await tell(events.take(item));
      const last = events.end();
      // Kept before it is told to be complete: whoever is told may follow it at once.
      const before = last.map((event) => JSON.stringify(event));
      await save(running.kept && [...running.kept, ...before]);
      await tell(last);
      out.end();
    } catch (error) {
      if (call.gone.aborted) {
        events.cancel();
        return await save(running.kept);
      }
      const { code, message } = toldFailure(call, error);
      const last = events.fail({ code, message });
      for (const event of last) if (asked.store) running.push(JSON.stringify(event));
      await save(running.kept);
      out.end(...last.map((event) => ({ data: event, event: event.type })));
    } finally {
      parts.running.end(caller.tenant, id);
    }
  } catch (error) {
    if (call.gone.aborted) return;
    // It broke off before there was a response; or what is left to say could not be kept.
    const { code, message } = toldFailure(call, error);
    out.end({ data: { type: "error", code, message, param: null, sequence_number: 0 }, event: "error" });
  }
}

/** Items as they are given back: each has an id. */
function withIds(items: readonly ResponseItem[]): readonly ResponseItem[] {
  return items.map((item) => ({
    ...item,
    type: item.type ?? "message",
    id: typeof item.id === "string" ? item.id : `msg_${randomUUID().replaceAll("-", "")}`,
  }));
}
