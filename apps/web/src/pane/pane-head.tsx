import { useState } from "react";
import { shortcutOf } from "../commands/shortcut-of.ts";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { useMenu } from "../menu/menu-host.tsx";
import type { StartDrag } from "../panes/pane-drag.tsx";
import { TitleField } from "../sidebar/conversation-links.tsx";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { MemoryMeter } from "./memory-meter.tsx";
import { usePlace } from "./place.ts";
import { useBranchName } from "./use-branch-name.ts";
import { usePaneMenu } from "./use-pane-menu.ts";

interface PaneHeadProps {
  readonly title: string;
  readonly onMenu: (() => void) | null;
  readonly onDrag: StartDrag | null;
}

/** Title of a conversation, and what can be done with its pane. */
export function PaneHead({ title, onMenu, onDrag }: PaneHeadProps) {
  const words = useWords();
  const openMenu = useMenu();
  const { conversations, panes } = useEffects();
  const { paneId, conversationId } = usePlace();
  const several = useWorkspace((workspace) => Object.keys(workspace.panes.makings).length > 1);
  const branch = useBranchName();
  const [renaming, setRenaming] = useState(false);
  const items = usePaneMenu(() => setRenaming(true));

  return (
    <header className={onMenu === null ? "head" : "head with-menu"}>
      {onMenu !== null && (
        <button type="button" className="b icon" aria-label={words.sidebar.show} onClick={onMenu}>
          <Icon name="menu" />
        </button>
      )}
      {renaming ? (
        <TitleField
          title={title}
          onDone={(next) => {
            setRenaming(false);
            if (next !== null && next !== title) void conversations.rename(conversationId, next);
          }}
        />
      ) : (
        <h1 dir="auto" data-drag={onDrag !== null} onPointerDown={(event) => onDrag?.(paneId, event)}>
          {title}
          {branch !== "" && <span className="branch-name">{branch}</span>}
        </h1>
      )}
      <MemoryMeter />
      <TreeButton />
      <button
        type="button"
        className="b icon split-button"
        aria-label={words.panes.split}
        title={words.panes.split}
        aria-keyshortcuts={shortcutOf("split").aria}
        onClick={() => panes.split(paneId)}
      >
        <Icon name="split" />
      </button>
      {onMenu !== null && <LiveButton />}
      {several && (
        <button
          type="button"
          className="b icon"
          aria-label={words.panes.close}
          title={words.panes.close}
          aria-keyshortcuts={shortcutOf("close").aria}
          onClick={() => panes.close(paneId)}
        >
          <Icon name="close" />
        </button>
      )}
      <button
        type="button"
        className="b icon"
        aria-label={words.pane.more}
        aria-haspopup="menu"
        aria-expanded="false"
        onClick={(event) => openMenu({ anchor: event.currentTarget, label: words.pane.more, items })}
      >
        <Icon name="more" />
      </button>
    </header>
  );
}

/** The way to Live where no sidebar stands beside. */
function LiveButton() {
  const { live: words } = useWords();
  const { dispatch } = useEffects();
  const open = useWorkspace(({ live }) => live.open);
  return (
    <button
      type="button"
      className="b icon live-button"
      aria-label={words.open}
      aria-pressed={open}
      onClick={() => dispatch({ type: "live-switched", open: !open })}
    >
      <Icon name="live" />
    </button>
  );
}

/** Opens the response tree for this pane's conversation, or closes it. */
function TreeButton() {
  const { panes: words } = useWords();
  const { dispatch } = useEffects();
  const { paneId, conversationId } = usePlace();
  const open = useWorkspace(({ treePanel, panes }) => treePanel.open && panes.active === paneId);
  const stored = useWorkspace(({ trees }) => trees.loaded[conversationId]?.stored === true);
  const branches = useWorkspace(({ list }) => list.rows[conversationId]?.branches) ?? 1;
  if (!stored) return null;
  return (
    <button
      type="button"
      className="b tree-button"
      title={branches > 1 ? words.treeOf(branches) : words.tree}
      aria-expanded={open}
      aria-keyshortcuts={shortcutOf("tree").aria}
      onClick={() => {
        dispatch({ type: "pane-focused", paneId });
        dispatch({ type: "tree-switched", open: !open });
      }}
    >
      <Icon name="tree" />
      <span className="lab">{words.tree}</span>
      {branches > 1 && (
        <span className="num" aria-hidden="true">
          {branches}
        </span>
      )}
    </button>
  );
}
