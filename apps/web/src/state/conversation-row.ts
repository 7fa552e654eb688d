import type { ConversationSummary } from "@grok/conversation";

/** A conversation as the sidebar shows it. */
export type ConversationRow = Pick<
  ConversationSummary,
  "id" | "title" | "createdAtMs" | "updatedAtMs" | "archivedAtMs" | "branches" | "running" | "instructions"
>;
