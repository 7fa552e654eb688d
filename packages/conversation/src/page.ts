import { ConversationError } from "./conversation-error.ts";
import { isUuidV7 } from "./id.ts";
import type { Conversation, ConversationId } from "./node.ts";

/** Where a page of conversations ends: the last one on it, by date and, among equals, by id. */
export interface PageEnd {
  readonly updatedAtMs: number;
  readonly id: ConversationId;
}

export function pageToken({ updatedAtMs, id }: Pick<Conversation, "updatedAtMs" | "id">): string {
  return `${updatedAtMs}.${id}`;
}

/** Throws "bad-input" for what `pageToken` did not make. */
export function parsePageToken(token: string): PageEnd {
  const [, time, id] = /^(\d{1,16})\.(.{36})$/.exec(token) ?? [];
  if (time === undefined || id === undefined || !isUuidV7(id))
    throw new ConversationError(
      "bad-input",
      `${JSON.stringify(token.slice(0, 80))} is no page token; take it from the page before`,
    );
  return { updatedAtMs: Number(time), id };
}

/** Throws "bad-input" unless `limit` is a whole number from 1 to `limitMax`. */
export function checkPageLimit(limit: number, limitMax: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > limitMax)
    throw new ConversationError("bad-input", `the limit is ${limit}; 1 to ${limitMax} can be asked for`);
}
