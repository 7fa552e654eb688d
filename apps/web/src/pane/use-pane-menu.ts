import type { ConversationId, NodeId } from "@grok/conversation";
import { useEffects } from "../effects/effects.ts";
import { copyText } from "../markdown/copy-text.ts";
import type { MenuItem } from "../menu/menu-item.ts";
import { type PaneId, panesInSight, type Side } from "../state/layout.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { usePlace } from "./place.ts";
import { useView } from "./use-view.ts";

/** What can be done with a pane and its conversation. */
export function usePaneMenu(onRename: () => void): MenuItem[] {
  const words = useWords();
  const { conversations, navigation, dispatch } = useEffects();
  const { conversationId } = usePlace();
  const leafId = useView((view) => view.leafId);
  const copyBranch = useCopyBranch(conversationId, leafId ?? null);
  const stored = useWorkspace(({ trees }) => trees.loaded[conversationId]?.stored === true);
  const layout = useLayoutItems();
  if (!stored) return layout;
  return [
    { key: "rename", label: words.sidebar.rename, icon: "edit", onSelect: onRename },
    {
      key: "copy",
      label: words.pane.copyBranch,
      icon: "copy",
      onSelect: () => void copyBranch(),
    },
    {
      key: "export",
      label: words.transfer.exportMenu,
      icon: "save",
      onSelect: () =>
        dispatch({
          type: "dialog-opened",
          dialog: { kind: "export", conversationId, leafId: leafId ?? null },
        }),
    },
    ...layout.map((item, at) => (at === 0 ? { ...item, apart: true } : item)),
    {
      key: "archive",
      label: words.sidebar.archive,
      icon: "archive",
      apart: true,
      onSelect: () =>
        void conversations.archive(conversationId, false).then((done) => done && navigation.goNew()),
    },
  ];
}

function useCopyBranch(conversationId: ConversationId, leafId: NodeId | null) {
  const { conversations, dispatch } = useEffects();
  return async () => {
    const blob = await conversations.exported(conversationId, "markdown", leafId);
    if (blob === null) return;
    const copied = await copyText(await blob.text());
    dispatch({
      type: "notice-shown",
      notice: copied
        ? { id: conversationId, kind: "copied" }
        : { id: conversationId, kind: "failed", what: "copy", message: "" },
    });
  };
}

/** Splitting and moving, for keyboards and phones as well. */
function useLayoutItems(): MenuItem[] {
  const { panes: words } = useWords();
  const { dispatch, panes } = useEffects();
  const { paneId } = usePlace();
  const layout = useWorkspace((workspace) => workspace.panes.layout);
  const linked = useWorkspace((workspace) => workspace.panes.linked);
  const order = panesInSight(layout);
  const at = order.indexOf(paneId);
  const before = order[at - 1];
  const item = (key: string, label: string, icon: MenuItem["icon"], onSelect: () => void): MenuItem => ({
    key,
    label,
    ...(icon === undefined ? {} : { icon }),
    onSelect,
  });
  const move = (target: PaneId, to: Side | "into") => dispatch({ type: "pane-moved", paneId, target, to });
  const next = order[at + 1];
  const [other] = order.filter((id) => id !== paneId);
  return [
    item("beside", words.newBeside, "split", () => panes.split(paneId, "right", "new")),
    item("below", words.splitBelow, "split-below", () => panes.split(paneId, "below")),
    item("tab", words.newTab, "plus", () => panes.split(paneId, "into", "new")),
    ...(before === undefined ? [] : [item("left", words.moveLeft, "left", () => move(before, "left"))]),
    ...(next === undefined ? [] : [item("right", words.moveRight, "right", () => move(next, "right"))]),
    ...(other === undefined
      ? []
      : [
          item("above", words.moveAbove, undefined, () => move(other, "above")),
          item("under", words.moveBelow, undefined, () => move(other, "below")),
        ]),
    ...(before === undefined ? [] : [item("into", words.moveInto, undefined, () => move(before, "into"))]),
    ...(order.length === 1
      ? []
      : [
          item("linked", linked ? words.unlinked : words.linked, undefined, () =>
            dispatch({ type: "linked-switched", on: !linked }),
          ),
        ]),
  ];
}
