export { ConversationError, type ConversationErrorCode } from "./conversation-error.ts";
export {
  type Conversation,
  type ConversationId,
  type ConversationNode,
  type NodeFailure,
  type NodeId,
  type NodeOrigin,
  type NodePart,
  type NodeRole,
  type NodeStatus,
  type OwnerId,
  type PersonaMode,
  type Provenance,
  textOf,
  type ViewId,
} from "./node.ts";
export {
  foldRunEvent,
  type Run,
  type RunEvent,
  type RunEventBody,
  type RunId,
  type RunKind,
  type RunStatus,
} from "./run.ts";
export type {
  ConversationStore,
  ConversationSummary,
  Finding,
  NodeShape,
  RunEnd,
  RunStart,
  SearchHit,
  View,
} from "./store.ts";
