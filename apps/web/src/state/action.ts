import type { ConversationId, ConversationNode, NodeId, NodeShape, RunId } from "@grok/conversation";
import type { Change } from "./change.ts";
import type { CodeEditorAction } from "./code-editor.ts";
import type { ConversationRow } from "./conversation-row.ts";
import type { Dialog } from "./dialog.ts";
import type { InstructionsAction } from "./instructions.ts";
import type { KeysAction } from "./keys.ts";
import type { PaneId } from "./layout.ts";
import type { LiveAction } from "./live.ts";
import type { Look, ServerSettings } from "./look.ts";
import type { ModelsSnapshot } from "./model-entry.ts";
import type { Notice } from "./notices.ts";
import type { OutlineAction } from "./outline.ts";
import type { PanesAction } from "./panes.ts";
import type { Problem } from "./problem.ts";
import type { PromptCommandsAction } from "./prompt-commands.ts";
import type { Route } from "./route.ts";
import type { Hit, MeaningState } from "./search.ts";
import type { SuggestedAction } from "./suggested.ts";
import type { TreePanelAction } from "./tree-panel.ts";
import type { UnreadAction } from "./unread.ts";
import type { SavedView, WaitingAsk } from "./views.ts";

/** Everything that can happen to the workspace. One reducer a concern listens to what concerns it. */
export type Action =
  | PanesAction
  | CodeEditorAction
  | TreePanelAction
  | KeysAction
  | LiveAction
  | OutlineAction
  | UnreadAction
  | InstructionsAction
  | PromptCommandsAction
  | SuggestedAction
  // the subscription
  | { type: "connection-opening" }
  | { type: "connection-lost"; retryAtMs: number }
  | { type: "connection-paused" }
  | { type: "network-changed"; online: boolean }
  | { type: "changes-arrived"; changes: readonly Change[] }
  | { type: "route-changed"; route: Route }
  // the list
  | { type: "list-arrived"; rows: readonly ConversationRow[]; nextPageToken: string; first: boolean }
  | { type: "list-failed" }
  | { type: "row-changed"; row: ConversationRow }
  | { type: "search-typed"; query: string }
  | { type: "search-arrived"; query: string; hits: readonly Hit[]; meaning: MeaningState }
  | { type: "search-failed"; query: string }
  // conversations and what panes show of them
  | { type: "conversation-begun"; paneId: PaneId; root: ConversationNode; saved: SavedView }
  | { type: "pane-shown"; paneId: PaneId; conversationId: ConversationId }
  /** A conversation that has been read already, at a place of its own in this pane. */
  | {
      type: "view-opened";
      paneId: PaneId;
      conversationId: ConversationId;
      saved: SavedView;
      leafId: NodeId;
      jumpTo: NodeId | null;
    }
  | { type: "open-requested"; paneId: PaneId; conversationId: ConversationId; saved: SavedView }
  | { type: "open-failed"; paneId: PaneId; conversationId: ConversationId; problem: Problem }
  | {
      type: "conversation-opened";
      paneId: PaneId;
      row: ConversationRow;
      shape: readonly NodeShape[];
      nodes: readonly ConversationNode[];
      leafId: NodeId;
      draft: string;
      anchorId: NodeId | null;
      jumpTo: NodeId | null;
    }
  | {
      type: "nodes-flagged";
      conversationId: ConversationId;
      ids: readonly NodeId[];
      archivedAtMs: number | null;
    }
  | { type: "nodes-arrived"; conversationId: ConversationId; nodes: readonly ConversationNode[] }
  | { type: "cursor-moved"; paneId: PaneId; conversationId: ConversationId; leafId: NodeId; show?: NodeId }
  | {
      type: "branch-begun";
      paneId: PaneId;
      conversationId: ConversationId;
      at: NodeId;
      leafId: NodeId;
      returnTo: NodeId;
    }
  | { type: "branch-left"; paneId: PaneId; conversationId: ConversationId }
  | { type: "jump-asked"; paneId: PaneId; conversationId: ConversationId; nodeId: NodeId }
  | { type: "jump-done"; paneId: PaneId; conversationId: ConversationId }
  | { type: "scrolled"; paneId: PaneId; conversationId: ConversationId; anchorId: NodeId | null }
  // writing
  | { type: "draft-typed"; paneId: PaneId; conversationId: ConversationId; draft: string }
  | { type: "ask-queued"; paneId: PaneId; conversationId: ConversationId; text: string }
  | { type: "queue-taken"; paneId: PaneId; conversationId: ConversationId; index: number }
  | { type: "edit-begun"; paneId: PaneId; conversationId: ConversationId; nodeId: NodeId; text: string }
  | { type: "edit-typed"; paneId: PaneId; conversationId: ConversationId; text: string }
  | { type: "edit-ended"; paneId: PaneId; conversationId: ConversationId }
  // runs
  | {
      type: "run-asked";
      paneId: PaneId;
      /** The question where there is one, then the reply. */
      nodes: readonly ConversationNode[];
      reply: ConversationNode;
      /** The pane stays where it is; the answer grows beside. */
      stay: boolean;
      /** Text that left the composer with it, or null. */
      fromDraft: string | null;
    }
  | { type: "run-accepted"; conversationId: ConversationId; runId: RunId }
  | {
      type: "run-refused";
      paneId: PaneId;
      conversationId: ConversationId;
      runId: RunId;
      nodeIds: readonly NodeId[];
      /** Where the cursor was. */
      leafId: NodeId;
      ask: WaitingAsk | null;
      problem: Problem;
    }
  | { type: "problem-shown"; paneId: PaneId; conversationId: ConversationId; problem: Problem | null }
  // models, look, notices
  | { type: "models-arrived"; snapshot: ModelsSnapshot }
  | { type: "look-changed"; look: Partial<Look> }
  | { type: "settings-arrived"; settings: ServerSettings }
  | { type: "dialog-opened"; dialog: Dialog }
  | { type: "dialog-closed" }
  | { type: "notice-shown"; notice: Notice }
  | { type: "notice-closed"; id: string };
