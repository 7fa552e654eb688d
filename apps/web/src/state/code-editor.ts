// Code blocks of replies that are open in the editor. A tab holds its text itself: whatever happens to the reply or to
// the pane, what was written stays until the tab is closed.

import type { ConversationId, NodeId } from "@grok/conversation";
import type { Action } from "./action.ts";
import type { PaneId } from "./layout.ts";

export interface CodeTab {
  readonly id: string;
  /** The pane it was opened from, where saving shows the new version. */
  readonly paneId: PaneId;
  readonly conversationId: ConversationId;
  /** The reply that holds the block. */
  readonly nodeId: NodeId;
  /** Where the block's Markdown starts in the text of the reply; see `replaceCode`. */
  readonly offset: number;
  /** As written after the fence, lower case; empty when nothing was said. */
  readonly language: string;
  readonly fileName: string;
  /** The code as it stands in the reply. */
  readonly original: string;
  /** The code as it stands in the editor, with line feeds. */
  readonly text: string;
}

export interface CodeEditor {
  /** In the order in which they were opened. */
  readonly tabs: readonly CodeTab[];
  /** Null only without tabs. */
  readonly active: string | null;
  /** Put away while it covered everything, on a phone: the tabs are there as they were. */
  readonly away: boolean;
}

export type CodeEditorAction =
  | { readonly type: "code-opened"; readonly tab: CodeTab }
  | { readonly type: "code-shown"; readonly id: string }
  | { readonly type: "code-typed"; readonly id: string; readonly text: string }
  /** `saved`: the code that is in the reply `nodeId` now; more may have been typed since. */
  | {
      readonly type: "code-saved";
      readonly id: string;
      readonly nodeId: NodeId;
      readonly offset: number;
      readonly saved: string;
    }
  | { readonly type: "code-put-away" }
  | { readonly type: "code-closed"; readonly ids: readonly string[] };

export const noCode: CodeEditor = { tabs: [], active: null, away: false };

export const isChanged = (tab: CodeTab): boolean => tab.text !== tab.original;

/** The tab that is on the screen. */
export function activeTab({ tabs, active }: CodeEditor): CodeTab | undefined {
  return tabs.find((tab) => tab.id === active);
}

export function reduceCodeEditor(editor: CodeEditor, action: Action): CodeEditor {
  switch (action.type) {
    case "code-opened": {
      const { tab } = action;
      // A block has one tab; opening it again shows that, with what was written in it.
      const known = editor.tabs.find(({ nodeId, offset }) => nodeId === tab.nodeId && offset === tab.offset);
      if (known !== undefined) {
        const { paneId } = tab;
        const changed = change(editor, known.id, (before) => ({ ...before, paneId }));
        return { ...changed, active: known.id, away: false };
      }
      return { tabs: [...editor.tabs, tab], active: tab.id, away: false };
    }
    case "code-shown":
      return editor.tabs.some(({ id }) => id === action.id)
        ? { ...editor, active: action.id, away: false }
        : editor;
    case "code-put-away":
      return { ...editor, away: true };
    case "code-typed":
      return change(editor, action.id, (tab) => ({ ...tab, text: action.text }));
    case "code-saved": {
      const { id, nodeId, offset, saved } = action;
      return change(editor, id, (tab) => ({ ...tab, nodeId, offset, original: saved }));
    }
    case "code-closed":
      return close(editor, new Set(action.ids));
    default:
      return editor;
  }
}

function change(editor: CodeEditor, id: string, how: (tab: CodeTab) => CodeTab): CodeEditor {
  return { ...editor, tabs: editor.tabs.map((tab) => (tab.id === id ? how(tab) : tab)) };
}

/** The neighbour on the right takes the place of a closed tab that was shown, else the one on the left. */
function close(editor: CodeEditor, closed: ReadonlySet<string>): CodeEditor {
  const { tabs, active } = editor;
  const left = tabs.filter(({ id }) => !closed.has(id));
  if (left.length === 0) return noCode;
  if (active !== null && !closed.has(active)) return { ...editor, tabs: left };
  const at = tabs.findIndex(({ id }) => id === active);
  const next = tabs.slice(at).find(({ id }) => !closed.has(id)) ?? left.at(-1);
  return { ...editor, tabs: left, active: next?.id ?? null };
}
