import { create } from "@bufbuild/protobuf";
import type { ConversationSummary } from "@grok/conversation";
import {
  type Conversation as ConversationMessage,
  ConversationSchema,
} from "./gen/grok/v1/conversation_pb.js";

/** A conversation as lists show it. Owner, root and who titled it stay on the server. */
export function conversationToMessage(summary: ConversationSummary): ConversationMessage {
  return create(ConversationSchema, {
    id: summary.id,
    title: summary.title,
    createdAtMs: BigInt(summary.createdAtMs),
    updatedAtMs: BigInt(summary.updatedAtMs),
    archivedAtMs: BigInt(summary.archivedAtMs ?? 0),
    branches: summary.branches,
    running: summary.running,
    instructions: summary.instructions,
  });
}
