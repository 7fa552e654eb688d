import { ApiError } from "../../api-error.ts";
import { type ApiCall, answerJson, toldFailure } from "../api-call.ts";
import { EventStream } from "../event-stream.ts";
import { pageOf, pageQuery } from "../page.ts";
import type { RestParts } from "../rest-parts.ts";

/** GET /v1/responses/{id}, and with `stream=true` its events once more, those numbered over `starting_after`. */
export async function readKept(call: ApiCall, parts: RestParts): Promise<void> {
  const { query, captured: id } = call;
  if (query.get("stream") === "true") return follow(call, parts);
  const running = parts.running.find(call.caller.tenant, id);
  if (running !== undefined) return answerJson(call, 200, running.current());
  answerJson(call, 200, JSON.parse((await kept(call, parts)).body));
}

/** DELETE /v1/responses/{id} */
export async function removeKept(call: ApiCall, { store }: RestParts): Promise<void> {
  if (!(await store.removeAnswer(call.caller.tenant, call.captured))) throw missing(call.captured);
  answerJson(call, 200, { id: call.captured, object: "response", deleted: true });
}

/** GET /v1/responses/{id}/input_items */
export async function inputItems(call: ApiCall, parts: RestParts): Promise<void> {
  const { limit, order, after } = pageQuery(call.query, 20, 100);
  const { input } = await kept(call, parts);
  const items = JSON.parse(input) as { id: string }[];
  if (order === "desc") items.reverse();
  const from = after === undefined ? 0 : items.findIndex(({ id }) => id === after) + 1;
  answerJson(call, 200, pageOf(items.slice(from, from + limit + 1), limit));
}

async function follow(call: ApiCall, parts: RestParts): Promise<void> {
  const { tenant } = call.caller;
  const after = startingAfter(call.query);
  const running = parts.running.find(tenant, call.captured);
  let events: AsyncIterable<string> | Iterable<string>;
  if (running !== undefined && running.kept !== undefined) events = running.follow(after);
  else {
    await kept(call, parts);
    const all = await parts.store.events(tenant, call.captured);
    if (all === null)
      throw new ApiError(
        "bad-request",
        "This response was not streamed, or its stream was too long to be kept. Read it without stream=true.",
        { param: "stream" },
      );
    events = all.slice(after + 1);
  }
  const out = new EventStream(call, {});
  try {
    for await (const text of events) await out.send(text, (JSON.parse(text) as { type: string }).type);
    out.end();
  } catch (error) {
    if (call.gone.aborted) return;
    const { code, message } = toldFailure(call, error);
    out.end({ data: { type: "error", code, message, param: null }, event: "error" });
  }
}

function startingAfter(query: URLSearchParams): number {
  const text = query.get("starting_after");
  if (text === null) return -1;
  if (!/^\d{1,9}$/.test(text))
    throw new ApiError("bad-request", "starting_after is the number of an event.", {
      param: "starting_after",
    });
  return Number(text);
}

async function kept({ caller, captured }: ApiCall, { store }: RestParts) {
  const found = await store.answer(caller.tenant, captured);
  if (found === null || found.kind !== "response") throw missing(captured);
  return found;
}

function missing(id: string): ApiError {
  return new ApiError(
    "not-found",
    `There is no response "${id.slice(0, 100)}". Responses are kept for 30 days, where "store" is not false.`,
  );
}
