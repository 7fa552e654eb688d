// Answers that clients have stored, to be read again or followed: in the words of this dialect, which no other reads.
import { create, fromJson, fromJsonString, toJson, toJsonString } from "@bufbuild/protobuf";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import type { ApiStore, SavedAnswer } from "@grok/api-store";
import { xai } from "@grok/protocol";
import { ApiError } from "../../api-error.ts";

const kind = "completion";

export async function keepAnswer(
  store: ApiStore,
  tenant: string,
  request: xai.GetCompletionsRequest,
  response: xai.GetChatCompletionResponse,
): Promise<void> {
  await store.saveAnswer(tenant, {
    id: response.id,
    kind,
    createdAtMs: timestampMs(response.created!),
    body: toJsonString(xai.GetChatCompletionResponseSchema, response),
    input: JSON.stringify(request.messages.map((message) => toJson(xai.MessageSchema, message))),
    previousId: request.previousResponseId ?? "",
  });
}

/** The messages up to and with the answer `id`, oldest first; none for "". Throws `ApiError` "not-found". */
export async function messagesUpTo(store: ApiStore, tenant: string, id: string): Promise<xai.Message[]> {
  if (id === "") return [];
  const answers = await store.answersUpTo(tenant, id);
  if (answers === null) missing(id);
  return answers.flatMap((answer) => {
    if (answer.kind !== kind) missing(id);
    const asked = (JSON.parse(answer.input) as Parameters<typeof fromJson>[1][]).map((message) =>
      fromJson(xai.MessageSchema, message),
    );
    // Of several answers to one request the first is the one that is followed.
    const { message } = responseOf(answer).outputs[0] ?? {};
    if (message === undefined) return asked;
    const { role, content, toolCalls } = message;
    const said = create(xai.MessageSchema, {
      role,
      content: [{ content: { case: "text", value: content } }],
      toolCalls,
    });
    return [...asked, said];
  });
}

export async function readAnswer(store: ApiStore, tenant: string, id: string) {
  const answer = await store.answer(tenant, id);
  return answer?.kind === kind ? responseOf(answer) : missing(id);
}

export async function removeAnswer(store: ApiStore, tenant: string, id: string): Promise<void> {
  await readAnswer(store, tenant, id);
  await store.removeAnswer(tenant, id);
}

function responseOf({ body }: SavedAnswer): xai.GetChatCompletionResponse {
  return fromJsonString(xai.GetChatCompletionResponseSchema, body, { ignoreUnknownFields: true });
}

function missing(id: string): never {
  throw new ApiError(
    "not-found",
    `There is no stored completion "${id.slice(0, 100)}". Those asked for with store_messages are kept for 30 days.`,
    { param: "response_id" },
  );
}
