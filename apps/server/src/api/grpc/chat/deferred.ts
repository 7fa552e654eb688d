// Answers that are made while nobody waits, and fetched once within a day.
import { randomUUID } from "node:crypto";
import { fromJsonString, toJsonString } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type { ApiStore } from "@grok/api-store";
import { xai } from "@grok/protocol";
import { errorCodeHeader, toConnectError } from "../../../rpc/error-codes.ts";
import { ApiError } from "../../api-error.ts";
import { toApiError } from "../../to-api-error.ts";
import type { XaiParts } from "../xai-parts.ts";

const prefix = "deferred-";

type Work = (signal: AbortSignal) => Promise<xai.GetChatCompletionResponse>;

/** The id by which what `work` makes can be fetched. */
export async function defer(
  { store, shutdown, report }: XaiParts,
  tenant: string,
  work: Work,
): Promise<string> {
  const id = `${prefix}${randomUUID()}`;
  await store.beginDeferred(tenant, id);
  finish(store, tenant, id, work, shutdown).catch(report);
  return id;
}

async function finish(
  store: ApiStore,
  tenant: string,
  id: string,
  work: Work,
  shutdown: AbortSignal,
): Promise<void> {
  let status = 0;
  let body: string;
  try {
    body = toJsonString(xai.GetChatCompletionResponseSchema, await work(shutdown));
  } catch (error) {
    // What the server's end broke off is told as lost.
    if (shutdown.aborted) return;
    const told = toConnectError(toApiError(error));
    status = told.code;
    body = JSON.stringify({ message: told.rawMessage, code: told.metadata.get(errorCodeHeader) ?? "" });
  }
  await store.endDeferred(tenant, id, status, body);
}

/** Null while it is being made. Throws `ApiError` "not-found", and what the work failed with. */
export async function fetchDeferred(
  store: ApiStore,
  tenant: string,
  id: string,
): Promise<xai.GetChatCompletionResponse | null> {
  const found = id.startsWith(prefix) ? await store.takeDeferred(tenant, id) : null;
  if (found === null)
    throw new ApiError(
      "not-found",
      `There is no deferred completion "${id.slice(0, 100)}". Each can be fetched once, within 24 hours.`,
    );
  if (found.state === "pending") return null;
  if (found.state === "lost")
    throw new ConnectError(
      "The server was started anew before this answer was done. Ask again.",
      Code.Aborted,
    );
  if (found.status === 0) return fromJsonString(xai.GetChatCompletionResponseSchema, found.body);
  const { message, code }: { message: string; code: string } = JSON.parse(found.body);
  throw new ConnectError(message, found.status, { [errorCodeHeader]: code });
}
