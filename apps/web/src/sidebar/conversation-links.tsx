import { memo, useEffect, useMemo, useRef, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { useMenu } from "../menu/menu-host.tsx";
import { groupByAge, visibleRows } from "../state/conversation-list.ts";
import type { ConversationRow } from "../state/conversation-row.ts";
import { pathOf } from "../state/route.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";

/** All conversations by age; further pages are read when the end comes near. */
export function ConversationLinks({ onLeave }: { onLeave: () => void }) {
  const words = useWords();
  const { conversations, dispatch } = useEffects();
  const list = useWorkspace((workspace) => workspace.list);
  const current = useWorkspace(({ route }) => (route.page === "conversation" ? route.conversationId : null));
  const groups = useMemo(
    () => groupByAge(visibleRows(list), Date.now(), new Date().getTimezoneOffset()),
    [list],
  );
  const [renaming, setRenaming] = useState<string | null>(null);

  const end = useRef<HTMLButtonElement>(null);
  const more = list.nextPageToken !== "";
  useEffect(() => {
    const button = end.current;
    if (button === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => entry?.isIntersecting && void conversations.readList(false),
      { rootMargin: "400px" },
    );
    observer.observe(button);
    return () => observer.disconnect();
  });

  return (
    <div className="convs">
      {list.phase === "failed" && (
        <p className="side-note">
          {words.sidebar.failed}
          <button type="button" className="b quiet" onClick={() => void conversations.readList(true)}>
            {words.sidebar.again}
          </button>
        </p>
      )}
      {list.phase === "ready" && groups.length === 0 && (
        <p className="side-note">
          {words.sidebar.empty}
          <button
            type="button"
            className="b quiet"
            onClick={() => dispatch({ type: "dialog-opened", dialog: { kind: "import" } })}
          >
            {words.transfer.importTitle}
          </button>
        </p>
      )}
      {groups.map(({ age, rows }) => (
        <section key={age} aria-labelledby={`age-${age}`}>
          <h3 id={`age-${age}`}>{words.sidebar.ages[age]}</h3>
          <ul>
            {rows.map((row) => (
              <ConversationLink
                key={row.id}
                row={row}
                current={row.id === current}
                renaming={row.id === renaming}
                onRename={setRenaming}
                onLeave={onLeave}
              />
            ))}
          </ul>
        </section>
      ))}
      {more && (
        <button
          ref={end}
          type="button"
          className="b quiet"
          onClick={() => void conversations.readList(false)}
        >
          {words.sidebar.more}
        </button>
      )}
    </div>
  );
}

interface LinkProps {
  readonly row: ConversationRow;
  readonly current: boolean;
  readonly renaming: boolean;
  readonly onRename: (id: string | null) => void;
  readonly onLeave: () => void;
}

const ConversationLink = memo(function ConversationLink({
  row,
  current,
  renaming,
  onRename,
  onLeave,
}: LinkProps) {
  const words = useWords();
  const menu = useMenu();
  const { navigation, conversations } = useEffects();
  const { id, branches, running } = row;
  const unread = useWorkspace((workspace) => workspace.unread.nodes[id] !== undefined);
  const title = row.title === "" ? words.app.untitled : row.title;
  const route = { page: "conversation", conversationId: id, nodeId: null } as const;

  if (renaming)
    return (
      <li>
        <TitleField
          title={row.title}
          onDone={(next) => {
            onRename(null);
            if (next !== null && next !== row.title) void conversations.rename(id, next);
          }}
        />
      </li>
    );
  return (
    <li className="conv">
      <a
        href={pathOf(route)}
        aria-current={current ? "page" : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          navigation.go(route);
          onLeave();
        }}
        onDoubleClick={() => onRename(id)}
      >
        <span className="name" dir="auto">
          {title}
        </span>
        {running ? (
          <span className="writing">
            <span className="sr">{words.sidebar.running}</span>
          </span>
        ) : (
          unread && (
            <span className="unread-dot">
              <span className="sr">{words.panes.unread}</span>
            </span>
          )
        )}
        {branches > 1 && (
          <span className="br" title={words.sidebar.branches(branches)}>
            <span aria-hidden="true">{branches}</span>
            <Icon name="branch" small />
            <span className="sr">{words.sidebar.branches(branches)}</span>
          </span>
        )}
      </a>
      <button
        type="button"
        className="b icon"
        aria-label={words.sidebar.menuOf(title)}
        aria-haspopup="menu"
        aria-expanded="false"
        onClick={(event) =>
          menu({
            anchor: event.currentTarget,
            label: words.sidebar.menuOf(title),
            items: [
              { key: "rename", label: words.sidebar.rename, icon: "edit", onSelect: () => onRename(id) },
              {
                key: "archive",
                label: words.sidebar.archive,
                icon: "archive",
                onSelect: () =>
                  void conversations.archive(id, false).then((done) => {
                    if (done && current) navigation.goNew();
                  }),
              },
            ],
          })
        }
      >
        <Icon name="more" small />
      </button>
    </li>
  );
});

/** Enter or leaving keeps the title, Escape keeps the old one. `onDone(null)`: nothing is to change. */
export function TitleField({ title, onDone }: { title: string; onDone: (title: string | null) => void }) {
  const words = useWords();
  const done = useRef(false);
  const finish = (next: string | null) => {
    if (done.current) return;
    done.current = true;
    onDone(next === null || next.trim() === "" ? null : next.trim());
  };
  return (
    <input
      className="title-field"
      aria-label={words.sidebar.renameField}
      defaultValue={title}
      maxLength={200}
      // biome-ignore lint/a11y/noAutofocus: the user has just asked to write here
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") finish(event.currentTarget.value);
        if (event.key === "Escape") {
          event.stopPropagation();
          event.preventDefault();
          finish(null);
        }
      }}
    />
  );
}
