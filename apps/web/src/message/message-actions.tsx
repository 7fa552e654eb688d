import { type ConversationNode, leafBelow, nodeAt, textOf } from "@grok/conversation";
import { type RefObject, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon, type IconName } from "../icons/icon.tsx";
import { copyText } from "../markdown/copy-text.ts";
import { useMenu } from "../menu/menu-host.tsx";
import type { MenuItem } from "../menu/menu-item.ts";
import { usePlace } from "../pane/place.ts";
import { useTree, useView } from "../pane/use-view.ts";
import { pathOf } from "../state/route.ts";
import { useWords } from "../words/words.ts";
import { canBeContinued } from "./broken-off.ts";
import { copyRich } from "./copy.ts";

interface ActionsProps {
  readonly body: ConversationNode;
  readonly article: RefObject<HTMLElement | null>;
  /** Without icons, for the margin beside a question. */
  readonly small?: boolean;
}

const copiedForMs = 1_600;

/** Copy, Edit, Branch from here; everything else is in one menu. */
export function MessageActions({ body, article, small = false }: ActionsProps) {
  const words = useWords();
  const { dispatch } = useEffects();
  const place = usePlace();
  const branch = useBranching(body);
  const menu = useMessageMenu(body);
  const [copied, setCopied] = useState(false);

  const copy = async () => {
    const rendered = article.current?.querySelector(".md") ?? null;
    if (await copyRich(rendered, textOf(body))) {
      setCopied(true);
      setTimeout(setCopied, copiedForMs, false);
    } else
      dispatch({ type: "notice-shown", notice: { id: body.id, kind: "failed", what: "copy", message: "" } });
  };
  const edit = () => {
    dispatch({ type: "edit-begun", ...place, nodeId: body.id, text: textOf(body) });
    dispatch({ type: "jump-asked", ...place, nodeId: body.id });
  };
  const button = (icon: IconName, label: string, onClick: () => void) => (
    <button type="button" className="b quiet" onClick={onClick}>
      {!small && <Icon name={icon} small />}
      {label}
    </button>
  );

  return (
    <div className="acts">
      {button(
        copied ? "check" : "copy",
        copied ? words.message.copied : words.message.copy,
        () => void copy(),
      )}
      {button("edit", words.message.edit, edit)}
      {button("branch", words.message.branch, branch)}
      <button
        type="button"
        className="b quiet"
        aria-haspopup="menu"
        aria-expanded="false"
        onClick={(event) => menu(event.currentTarget)}
      >
        {!small && <Icon name="more" small />}
        {words.message.more}
      </button>
    </div>
  );
}

/**
 * Puts the cursor at the message, so that the next question starts a branch. At a question that means beside it: a
 * question hangs from an answer.
 */
function useBranching({ id, role, parentId }: ConversationNode): () => void {
  const place = usePlace();
  const tree = useTree();
  const { dispatch } = useEffects();
  const leafId = useView((view) => view.leafId);
  return () => {
    const at = role === "user" ? parentId : id;
    if (at === null || tree === undefined || leafId == null) return;
    if (at !== leafId) dispatch({ type: "branch-begun", ...place, at: id, leafId: at, returnTo: leafId });
    document.getElementById(`message-${place.paneId}`)?.focus({ preventScroll: true });
  };
}

function useMessageMenu(body: ConversationNode): (anchor: HTMLElement) => void {
  const words = useWords();
  const open = useMenu();
  const place = usePlace();
  const tree = useTree();
  const { dispatch, runs, conversations, panes } = useEffects();
  const { id, role, conversationId } = body;
  const otherMode = body.provenance?.mode === "fun" ? "regular" : "fun";

  const regenerate: MenuItem = {
    key: "regenerate",
    label: words.message.regenerate,
    icon: "again",
    onSelect: () => void runs.regenerate(place, id),
  };
  const continueHere: MenuItem = {
    key: "continue",
    label: words.message.continueHere,
    icon: "continue",
    onSelect: () => void runs.continueReply(place, id),
  };
  const again: MenuItem = {
    key: "other-mode",
    label: otherMode === "fun" ? words.message.inFun : words.message.seriously,
    icon: "write",
    onSelect: () => void runs.regenerate(place, id, { mode: otherMode }),
  };
  const compare: MenuItem = {
    key: "compare",
    label: words.message.compare,
    icon: "compare",
    onSelect: () =>
      dispatch({
        type: "dialog-opened",
        dialog: { kind: "compare", conversationId, left: id, right: null },
      }),
  };
  // Where the next question would hang from: an answer, or what a question follows.
  const at = role === "user" ? body.parentId : id;
  const branchPane: MenuItem = {
    key: "branch-pane",
    label: words.message.branchPane,
    icon: "split",
    onSelect: () => {
      if (at !== null) panes.split(place.paneId, "right", { conversationId, leafId: at });
    },
  };
  const items: MenuItem[] = [
    regenerate,
    ...(role === "assistant" ? [again] : []),
    ...(canBeContinued(body) ? [continueHere] : []),
    ...(role === "assistant" ? [compare] : []),
    branchPane,
    {
      key: "markdown",
      apart: true,
      label: words.message.copyMarkdown,
      icon: "markdown",
      onSelect: () => void copyText(textOf(body)),
    },
    {
      key: "link",
      label: words.message.copyLink,
      icon: "address",
      onSelect: () =>
        void copyText(
          new URL(pathOf({ page: "conversation", conversationId, nodeId: id }), location.href).href,
        ),
    },
    {
      key: "details",
      label: words.message.details,
      icon: "details",
      onSelect: () =>
        dispatch({
          type: "dialog-opened",
          dialog: { kind: "details", conversationId, nodeId: id },
        }),
    },
    {
      key: "archive",
      label: words.message.archive,
      icon: "archive",
      apart: true,
      disabled: body.status === "running" || (tree !== undefined && isWritten(tree, id)),
      onSelect: () => void conversations.archiveBranch(place.paneId, place.conversationId, id),
    },
  ];
  return (anchor) => open({ anchor, label: words.message.more, items });
}

/** Whether a reply is being written at the end of the branch below; archiving would hide it from under the writer. */
function isWritten(tree: NonNullable<ReturnType<typeof useTree>>, id: string): boolean {
  return nodeAt(tree, leafBelow(tree, id)).status === "running";
}
