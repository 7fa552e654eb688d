import { useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { copyText } from "../markdown/copy-text.ts";
import { useMenu } from "../menu/menu-host.tsx";
import type { MenuItem } from "../menu/menu-item.ts";
import { TitleField } from "../sidebar/conversation-links.tsx";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { usePlace } from "./place.ts";
import { saveBlob } from "./save-blob.ts";
import { useView } from "./use-view.ts";

/** Title and menu of a conversation. */
export function PaneHead({ title, onMenu }: { title: string; onMenu: (() => void) | null }) {
  const words = useWords();
  const openMenu = useMenu();
  const { conversations, navigation, dispatch } = useEffects();
  const { conversationId } = usePlace();
  const leafId = useView((view) => view.leafId);
  const stored = useWorkspace(({ trees }) => trees.loaded[conversationId]?.stored === true);
  const [renaming, setRenaming] = useState(false);

  const exported = async (format: "markdown" | "jsonl", to: "file" | "clipboard") => {
    if (leafId == null) return;
    const blob = await conversations.exported(conversationId, format, leafId);
    if (blob === null) return;
    if (to === "file") return saveBlob(blob, `${title}.${format === "markdown" ? "md" : "jsonl"}`);
    const copied = await copyText(await blob.text());
    dispatch({
      type: "notice-shown",
      notice: copied
        ? { id: conversationId, kind: "copied" }
        : { id: conversationId, kind: "failed", what: "copy", message: "" },
    });
  };
  const items: MenuItem[] = [
    { key: "rename", label: words.sidebar.rename, icon: "edit", onSelect: () => setRenaming(true) },
    {
      key: "copy",
      label: words.pane.copyBranch,
      icon: "copy",
      onSelect: () => void exported("markdown", "clipboard"),
    },
    {
      key: "save",
      label: words.pane.saveBranch,
      icon: "markdown",
      onSelect: () => void exported("markdown", "file"),
    },
    { key: "all", label: words.pane.saveAll, icon: "save", onSelect: () => void exported("jsonl", "file") },
    {
      key: "archive",
      label: words.sidebar.archive,
      icon: "archive",
      apart: true,
      onSelect: () =>
        void conversations.archive(conversationId, false).then((done) => done && navigation.goNew()),
    },
  ];

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
        <h1 dir="auto">{title}</h1>
      )}
      {stored && (
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
      )}
    </header>
  );
}
