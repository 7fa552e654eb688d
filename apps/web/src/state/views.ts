// What each pane shows of each conversation it has been on: the cursor, and everything half-written. A view belongs to
// one tab, so two tabs never move each other.

import type { ConversationId, NodeId, RunId, ViewId } from "@grok/conversation";
import type { Action } from "./action.ts";
import type { PaneId } from "./layout.ts";
import type { Problem } from "./problem.ts";

/** A question that could not be sent. Asked again as it was, it keeps its ids, so that it is never there twice. */
export interface WaitingAsk {
  readonly text: string;
  readonly parentId: NodeId;
  readonly questionId: NodeId;
  readonly replyId: RunId;
}

export interface View {
  readonly viewId: ViewId;
  readonly paneId: PaneId;
  readonly conversationId: ConversationId;
  readonly phase: "opening" | "open" | "failed";
  /** End of the shown path; null until opened. */
  readonly leafId: NodeId | null;
  /** The next question starts a branch at `at`; `returnTo` is where the cursor was. */
  readonly branch: { readonly at: NodeId; readonly returnTo: NodeId } | null;
  readonly draft: string;
  /** Questions that wait for the reply being written, first in front. */
  readonly queue: readonly string[];
  /** The message open in an editor, with the text as it stands there. */
  readonly editing: { readonly nodeId: NodeId; readonly text: string } | null;
  /** A message to bring into view. */
  readonly jumpTo: NodeId | null;
  /** The message at the top of the pane; null at the end of the conversation. */
  readonly anchorId: NodeId | null;
  readonly problem: Problem | null;
  readonly unsent: WaitingAsk | null;
}

/** What outlives a reload of the tab. */
export type SavedView = Pick<View, "viewId" | "draft" | "queue" | "anchorId" | "editing">;

export interface Views {
  /** What each pane is on. */
  readonly shown: Readonly<Record<PaneId, ConversationId>>;
  readonly views: Readonly<Record<string, View>>;
}

export const noViews: Views = { shown: {}, views: {} };

export const viewKey = (paneId: PaneId, conversationId: ConversationId) => `${paneId}/${conversationId}`;

export function viewOf(views: Views, paneId: PaneId, conversationId: ConversationId): View | undefined {
  return views.views[viewKey(paneId, conversationId)];
}

export function reduceViews(views: Views, action: Action): Views {
  switch (action.type) {
    case "conversation-begun": {
      const { paneId, root, saved } = action;
      const begun = withView(views, paneId, root.conversationId, {
        ...blankView(paneId, root.conversationId, saved),
        phase: "open",
        leafId: root.id,
      });
      return show(begun, paneId, root.conversationId);
    }
    case "open-requested": {
      const { paneId, conversationId, saved } = action;
      const known = viewOf(views, paneId, conversationId);
      const shown = show(views, paneId, conversationId);
      if (known !== undefined && known.phase === "open") return shown;
      return withView(shown, paneId, conversationId, {
        ...(known ?? blankView(paneId, conversationId, saved)),
        phase: "opening",
      });
    }
    case "view-opened": {
      const { paneId, conversationId, saved, leafId, jumpTo } = action;
      const known = viewOf(views, paneId, conversationId) ?? blankView(paneId, conversationId, saved);
      return withView(show(views, paneId, conversationId), paneId, conversationId, {
        ...known,
        phase: "open",
        leafId,
        branch: null,
        anchorId: null,
        jumpTo,
        problem: null,
      });
    }
    case "pane-closed": {
      const { [action.paneId]: _, ...shown } = views.shown;
      return { ...views, shown };
    }
    case "pane-shown":
      return show(views, action.paneId, action.conversationId);
    case "open-failed":
      return change(views, action, (view) =>
        view.phase === "open" ? view : { ...view, phase: "failed", problem: action.problem },
      );
    case "conversation-opened":
      return change(views, { paneId: action.paneId, conversationId: action.row.id }, (view) => ({
        ...view,
        phase: "open",
        leafId: action.jumpTo !== null || view.leafId === null ? action.leafId : view.leafId,
        // What this tab has typed is newer than what the server remembers.
        draft: view.draft === "" ? action.draft : view.draft,
        anchorId: view.anchorId ?? action.anchorId,
        jumpTo: action.jumpTo,
        problem: null,
      }));
    case "cursor-moved":
      return change(views, action, (view) => ({
        ...view,
        leafId: action.leafId,
        branch: null,
        jumpTo: action.show ?? null,
      }));
    case "branch-begun":
      return change(views, action, (view) => ({
        ...view,
        leafId: action.leafId,
        branch: { at: action.at, returnTo: view.branch?.returnTo ?? action.returnTo },
        jumpTo: null,
      }));
    case "branch-left":
      return change(views, action, (view) =>
        view.branch === null
          ? view
          : { ...view, leafId: view.branch.returnTo, branch: null, jumpTo: view.branch.at },
      );
    case "jump-asked":
      return change(views, action, (view) => ({ ...view, jumpTo: action.nodeId }));
    case "jump-done":
      return change(views, action, (view) => ({ ...view, jumpTo: null }));
    case "scrolled":
      return change(views, action, (view) =>
        view.anchorId === action.anchorId ? view : { ...view, anchorId: action.anchorId },
      );
    case "draft-typed":
      return change(views, action, (view) => ({ ...view, draft: action.draft }));
    case "ask-queued":
      return change(views, action, (view) => ({ ...view, draft: "", queue: [...view.queue, action.text] }));
    case "queue-taken":
      return change(views, action, (view) => ({ ...view, queue: view.queue.toSpliced(action.index, 1) }));
    case "edit-begun":
      return change(views, action, (view) => ({
        ...view,
        editing: { nodeId: action.nodeId, text: action.text },
      }));
    case "edit-typed":
      return change(views, action, (view) =>
        view.editing === null ? view : { ...view, editing: { ...view.editing, text: action.text } },
      );
    case "edit-ended":
      return change(views, action, (view) => ({ ...view, editing: null }));
    case "run-asked":
      return change(
        views,
        { paneId: action.paneId, conversationId: action.reply.conversationId },
        (view) => ({
          ...view,
          ...(action.stay ? {} : { leafId: action.reply.id, branch: null, anchorId: null }),
          problem: null,
          unsent: null,
          draft: action.fromDraft !== null && view.draft.trim() === action.fromDraft ? "" : view.draft,
        }),
      );
    case "run-refused":
      return change(views, action, (view) => ({
        ...view,
        leafId: view.leafId === action.runId ? action.leafId : view.leafId,
        problem: action.problem,
        unsent: action.ask,
        // The question goes back to where it was written, before anything typed since.
        draft: action.ask === null ? view.draft : joinDrafts(action.ask.text, view.draft),
      }));
    case "problem-shown":
      return change(views, action, (view) => ({ ...view, problem: action.problem }));
    default:
      return views;
  }
}

/** Two drafts as one, a blank line between; neither is lost. */
export function joinDrafts(first: string, second: string): string {
  return second.trim() === "" ? first : `${first}\n\n${second}`;
}

function blankView(paneId: PaneId, conversationId: ConversationId, saved: SavedView): View {
  const blank = { leafId: null, branch: null, jumpTo: null, problem: null, unsent: null };
  return { ...saved, ...blank, paneId, conversationId, phase: "opening" };
}

function show(views: Views, paneId: PaneId, conversationId: ConversationId): Views {
  return { ...views, shown: { ...views.shown, [paneId]: conversationId } };
}

function change(
  views: Views,
  at: { paneId: PaneId; conversationId: ConversationId },
  how: (view: View) => View,
): Views {
  const known = viewOf(views, at.paneId, at.conversationId);
  if (known === undefined) return views;
  const changed = how(known);
  return changed === known ? views : withView(views, at.paneId, at.conversationId, changed);
}

function withView(views: Views, paneId: PaneId, conversationId: ConversationId, view: View): Views {
  return { ...views, views: { ...views.views, [viewKey(paneId, conversationId)]: view } };
}
