import { isAncestor, type NodeId } from "@grok/conversation";
import { useMenu } from "../menu/menu-host.tsx";
import type { MenuItem } from "../menu/menu-item.ts";
import { useWords } from "../words/words.ts";
import type { DrawnTree } from "./use-drawn-tree.ts";
import { canBeArchived, type NodeActions, otherBranches } from "./use-node-actions.ts";

/** What the views themselves do with a message. */
export interface NodeMarks {
  /** Opens the field for its name. */
  readonly rename: (id: NodeId) => void;
  readonly compare: (id: NodeId) => void;
  readonly markedId: NodeId | null;
  /** Folds the run again that a message is in; null where it stands in none that was opened. */
  readonly fold: (id: NodeId) => (() => void) | null;
}

/** Opens the menu of a message at a button. `here`: where the pane's path ends. */
export function useNodeMenu(drawn: DrawnTree, actions: NodeActions, here: NodeId, marks: NodeMarks) {
  const words = useWords().tree;
  const open = useMenu();
  return (anchor: HTMLElement, id: NodeId, label: string): void => {
    const { tree } = drawn;
    const node = tree.nodes.get(id);
    if (node === undefined) return;
    const archived = node.archivedAtMs !== null;
    const parent = node.parentId === null ? undefined : tree.nodes.get(node.parentId);
    const others = archived ? [] : otherBranches(tree, id);
    const writing = tree.nodes.get(here)?.status === "running";
    const elsewhere = id !== here && !isAncestor(tree, id, here);
    const fold = marks.fold(id);
    const shown: MenuItem[] = [
      { key: "open", label: words.open, icon: "go", onSelect: () => actions.show(id) },
      { key: "beside", label: words.openBeside, icon: "split", onSelect: () => actions.showBeside(id) },
      { key: "branch", label: words.branch, icon: "branch", onSelect: () => actions.branch(id) },
      {
        key: "compare",
        label: marks.markedId === null || marks.markedId === id ? words.compare : words.compareWith,
        icon: "compare",
        onSelect: () => marks.compare(id),
      },
    ];
    const summarise: MenuItem = {
      key: "summarise",
      label: words.summarise,
      icon: "summarise",
      disabled: writing,
      onSelect: () => actions.summarise(id),
    };
    const last: MenuItem[] = archived
      ? [
          {
            key: "restore",
            label: words.restore,
            icon: "undo",
            apart: true,
            // Below something archived it could not be seen.
            disabled: parent?.archivedAtMs !== null,
            onSelect: () => actions.restore(id),
          },
        ]
      : [
          {
            key: "only",
            label: words.keepOnly,
            icon: "prune",
            apart: true,
            disabled: others.length === 0 || !others.every((branch) => canBeArchived(tree, branch)),
            onSelect: () => actions.keepOnly(id),
          },
          {
            key: "archive",
            label: words.archive,
            icon: "archive",
            disabled: !canBeArchived(tree, id),
            onSelect: () => actions.archive(id),
          },
        ];
    open({
      anchor,
      label: words.menuOf(label),
      items: [
        ...(archived ? [] : shown),
        ...(elsewhere && !archived ? [summarise] : []),
        { key: "name", label: words.name, icon: "edit", apart: !archived, onSelect: () => marks.rename(id) },
        {
          key: "bookmark",
          label: actions.facts(id)?.bookmarked === true ? words.unbookmark : words.bookmark,
          icon: "bookmark",
          onSelect: () => actions.bookmark(id),
        },
        {
          key: "link",
          label: words.copyLink,
          icon: "address",
          onSelect: () => void actions.copyLink(id),
        },
        ...(fold === null ? [] : [{ key: "fold", label: words.fold, onSelect: fold }]),
        ...last,
      ],
    });
  };
}
