import { type ConversationNode, type NodeId, textOf } from "@grok/conversation";
import { nodeFromMessage } from "@grok/protocol";
import { soon } from "../api/clients.ts";
import { codeFileName } from "../code-editor/code-file-name.ts";
import { draftAbout, quotedCode } from "../code-editor/quoted-code.ts";
import type { CodeSnippet } from "../markdown/markdown-context.ts";
import { replaceCode } from "../markdown/replace-code.ts";
import { type CodeTab, isChanged } from "../state/code-editor.ts";
import type { PaneId } from "../state/layout.ts";
import { viewOf } from "../state/views.ts";
import { attempt, type EffectContext } from "./context.ts";
import type { conversationEffects } from "./conversations.ts";
import type { navigationEffects } from "./navigation.ts";
import type { PlaceOfView, runEffects } from "./runs.ts";

interface Others {
  readonly conversations: Pick<ReturnType<typeof conversationEffects>, "open">;
  readonly navigation: Pick<ReturnType<typeof navigationEffects>, "go">;
  readonly runs: Pick<ReturnType<typeof runEffects>, "saveReply">;
}

/** What came of saving. `text`: the code that was to be saved. "failed" has been told in a notice as well. */
export type CodeSaved =
  | { readonly kind: "unchanged" }
  | { readonly kind: "saved"; readonly text: string }
  | { readonly kind: "refused"; readonly why: "archived" | "missing" | "failed"; readonly text: string };

/** Code blocks on their way out of replies and back. */
export function codeEditorEffects(context: EffectContext, { conversations, navigation, runs }: Others) {
  const { store, clients, newId } = context;

  let focusWanted = false;

  /** Opens a block in the editor. `nodeId`: the reply that holds it. */
  function open(at: PlaceOfView, nodeId: NodeId, snippet: CodeSnippet): void {
    const { source, language, offset } = snippet;
    const fileName = codeFileName(snippet);
    const tab = { id: newId(), ...at, nodeId, offset, language, fileName, original: source, text: source };
    focusWanted = true;
    store.dispatch({ type: "code-opened", tab });
  }

  /** Stores a version of the reply in which only this block is other, and shows it. */
  async function save(id: string): Promise<CodeSaved> {
    const tab = tabOf(id);
    if (tab === undefined || !isChanged(tab)) return { kind: "unchanged" };
    const { text, offset } = tab;
    const refused = (why: "archived" | "missing" | "failed") => ({ kind: "refused", why, text }) as const;
    const at = await show(tab);
    const reply = await replyOf(tab);
    if (reply === undefined) return refused("missing");
    if (isHidden(reply)) return refused("archived");
    const markdown = withCode(textOf(reply), offset, text);
    if (markdown === null) return refused("missing");
    const nodeId = await runs.saveReply(at, reply.id, markdown, false);
    if (nodeId === null) return refused("failed");
    store.dispatch({ type: "code-saved", id, nodeId, offset, saved: text });
    return { kind: "saved", text };
  }

  /** Puts code into the composer of a pane that shows the conversation; answers where the caret belongs. */
  async function quote(
    tab: CodeTab,
    code: string,
  ): Promise<{ paneId: PaneId; draft: string; caret: number }> {
    const at = await show(tab);
    const typed = viewOf(store.getState().views, at.paneId, at.conversationId)?.draft ?? "";
    const about = draftAbout(typed, quotedCode(code, tab));
    store.dispatch({ type: "pane-focused", paneId: at.paneId });
    store.dispatch({ type: "draft-typed", ...at, draft: about.draft });
    return { paneId: at.paneId, ...about };
  }

  const tabOf = (id: string) => store.getState().codeEditor.tabs.find((tab) => tab.id === id);

  /** The pane that shows the conversation of a tab; where none does, it is opened in the pane the tab came from. */
  async function show({ paneId, conversationId }: CodeTab): Promise<PlaceOfView> {
    const { views, panes } = store.getState();
    if (views.shown[paneId] === conversationId) return { paneId, conversationId };
    const other = Object.keys(views.shown).find((id) => views.shown[id] === conversationId);
    const at = { conversationId, paneId: other ?? (paneId in panes.makings ? paneId : panes.active) };
    if (other !== undefined) return at;
    await conversations.open(at.paneId, conversationId, null);
    // The address is that of the pane one is in.
    if (at.paneId === panes.active) navigation.go({ page: "conversation", conversationId, nodeId: null });
    return at;
  }

  async function replyOf({ conversationId, nodeId }: CodeTab): Promise<ConversationNode | undefined> {
    const known = () => store.getState().trees.loaded[conversationId]?.bodies.get(nodeId);
    if (known() !== undefined) return known();
    try {
      const { nodes } = await clients.conversations.getNodes({ conversationId, ids: [nodeId] }, soon);
      store.dispatch({ type: "nodes-arrived", conversationId, nodes: nodes.map(nodeFromMessage) });
    } catch {
      // Gone, or out of reach; either way it is not here.
    }
    return known();
  }

  /** Whether a version beside it could not be seen, because what it answers is archived. */
  function isHidden({ conversationId, parentId }: ConversationNode): boolean {
    const tree = store.getState().trees.loaded[conversationId]?.tree;
    for (let id = parentId; id !== null; id = tree?.nodes.get(id)?.parentId ?? null)
      if (tree?.nodes.get(id)?.archivedAtMs != null) return true;
    return false;
  }

  return {
    open,
    save,
    quote,
    /** Whether a block was opened since this was last asked: the caret is to be in the editor. */
    wantsFocus(): boolean {
      const wanted = focusWanted;
      focusWanted = false;
      return wanted;
    },
    /** Names of those of these tabs that hold something that is in no reply. */
    unsaved(ids: readonly string[]): readonly string[] {
      const { tabs } = store.getState().codeEditor;
      return tabs.filter((tab) => ids.includes(tab.id) && isChanged(tab)).map((tab) => tab.fileName);
    },
    /** Whether "Open in VS Code" would open something in front of this user. */
    async hasDesktop(): Promise<boolean> {
      const status = await clients.system.getStatus({}, soon).catch(() => null);
      return status?.desktopEditor ?? false;
    },
    /** Opens a copy in VS Code on the server's machine, which is this one; answers with its path. */
    async openOnDesktop(fileName: string, text: string): Promise<string | null> {
      let path: string | null = null;
      await attempt(context, "desktop", async () => {
        ({ path } = await clients.system.openOnDesktop({ fileName, text }, soon));
      });
      return path;
    },
  };
}

/** `markdown` with another code; null where no block stands there, which only a damaged tab can say. */
function withCode(markdown: string, offset: number, code: string): string | null {
  try {
    return replaceCode(markdown, offset, code);
  } catch {
    return null;
  }
}
