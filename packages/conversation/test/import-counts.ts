import type { ImportReport } from "@grok/conversation";

/** New conversations and messages, known ones, and problems. */
export function countsOf({ conversations, nodes, known, problems }: ImportReport): unknown[] {
  return [conversations, nodes, known, problems];
}
