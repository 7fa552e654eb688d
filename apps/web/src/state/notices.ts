import type { ConversationId, NodeId } from "@grok/conversation";
import type { Said } from "../commands/commands-words.ts";
import type { Action } from "./action.ts";
import type { PaneId } from "./layout.ts";
import type { FeedEntry } from "./live-post.ts";
import type { PromptCommand } from "./prompt-commands.ts";

/** Something that was done and can be undone, or that could not be done. Words come from the catalogue. */
export type Notice = { readonly id: string } & (
  | {
      readonly kind: "conversation-archived";
      readonly conversationId: ConversationId;
      readonly title: string;
    }
  | {
      readonly kind: "branch-archived";
      readonly paneId: PaneId;
      readonly conversationId: ConversationId;
      readonly nodeId: NodeId;
      readonly count: number;
      /** Where the pane was, to return to on undo. */
      readonly leafId: NodeId;
    }
  | {
      readonly kind: "branches-archived";
      readonly paneId: PaneId;
      readonly conversationId: ConversationId;
      readonly nodeIds: readonly NodeId[];
      readonly count: number;
      /** Where the pane was. */
      readonly leafId: NodeId;
    }
  | { readonly kind: "command-removed"; readonly command: PromptCommand }
  | {
      readonly kind: "instructions-removed";
      readonly conversationId: ConversationId;
      readonly text: string;
    }
  | { readonly kind: "feed-removed"; readonly feed: FeedEntry }
  /** What a command did where nobody can see it. */
  | { readonly kind: "said"; readonly what: Said }
  | { readonly kind: "failed"; readonly what: FailedDeed; readonly message: string }
  | { readonly kind: "copied" }
);

export type FailedDeed =
  | "rename"
  | "archive"
  | "restore"
  | "save"
  | "stop"
  | "copy"
  | "export"
  | "models"
  | "settings"
  | "bodies"
  | "desktop"
  | "annotate"
  | "commands"
  | "instructions"
  | "feeds"
  | "keys";

/** Older ones give way: a stack of notices is a wall. */
const noticesMax = 3;

export function reduceNotices(notices: readonly Notice[], action: Action): readonly Notice[] {
  switch (action.type) {
    case "notice-shown":
      return [...notices.filter((notice) => notice.kind !== action.notice.kind), action.notice].slice(
        -noticesMax,
      );
    case "notice-closed":
      return notices.filter((notice) => notice.id !== action.id);
    default:
      return notices;
  }
}
