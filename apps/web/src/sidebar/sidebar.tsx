import { useEffect, useRef } from "react";
import { useEscape } from "../app/use-escape.ts";
import { useCommander } from "../commands/commander.ts";
import { commandOf } from "../commands/registry.ts";
import { shortcutOf } from "../commands/shortcut-of.ts";
import { useEffects } from "../effects/effects.ts";
import { Icon, type IconName } from "../icons/icon.tsx";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { ConversationLinks } from "./conversation-links.tsx";
import { focusSearch, searchId } from "./focus-search.ts";
import { Logo } from "./logo.tsx";
import { SearchHits } from "./search-hits.tsx";
import type { SidebarForm } from "./use-sidebar-form.ts";
import "./sidebar.css";

/** Everything that is not the conversation at hand: the others, and the settings. */
export function Sidebar({ shape, drawer, show, hide, leave }: SidebarForm) {
  const onSearch = () => {
    show();
    focusSearch();
  };
  return (
    <>
      {shape === "full" && <Whole onHide={hide} onLeave={leave} />}
      {shape === "rail" && <Rail hidden={drawer} onShow={show} onSearch={onSearch} onLeave={leave} />}
      {drawer && <Drawer onHide={hide} onLeave={leave} />}
    </>
  );
}

function Whole({ onHide, onLeave }: { onHide: () => void; onLeave: () => void }) {
  const words = useWords();
  const { navigation, search } = useEffects();
  const query = useWorkspace((workspace) => workspace.search.query);
  const settings = useWorkspace(({ route }) => route.page === "settings");
  return (
    <nav className="side" aria-label={words.sidebar.label}>
      <div className="side-top">
        <Logo />
        <button type="button" className="b icon" aria-label={words.sidebar.hide} onClick={onHide}>
          <Icon name="sidebar" />
        </button>
      </div>
      <button
        type="button"
        className="b new"
        aria-keyshortcuts={shortcutOf("new").aria}
        onClick={() => {
          navigation.goNew();
          onLeave();
        }}
      >
        <Icon name="plus" />
        {words.sidebar.newConversation}
        <span className="keys" aria-hidden="true">
          {shortcutOf("new").caps.join(" ")}
        </span>
      </button>
      <div className="find">
        <label>
          <Icon name="search" />
          <input
            id={searchId}
            type="search"
            aria-label={words.sidebar.search}
            aria-keyshortcuts={shortcutOf("search").aria}
            placeholder={words.sidebar.searchHint}
            autoComplete="off"
            value={query}
            onChange={(event) => search.type(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Escape" || query === "") return;
              event.preventDefault();
              event.stopPropagation();
              search.type("");
            }}
          />
        </label>
        <CommandsButton onLeave={onLeave} />
      </div>
      {query.trim() === "" ? <ConversationLinks onLeave={onLeave} /> : <SearchHits onLeave={onLeave} />}
      <div className="side-foot">
        <LiveButton onLeave={onLeave} words={words.live.open} />
        <button
          type="button"
          className="b"
          aria-keyshortcuts={shortcutOf("settings").aria}
          aria-current={settings ? "page" : undefined}
          onClick={() => {
            navigation.go({ page: "settings" });
            onLeave();
          }}
        >
          <Icon name="settings" />
          {words.sidebar.settings}
        </button>
      </div>
    </nav>
  );
}

/** Opens what is being said now, or closes it. */
function LiveButton({
  onLeave,
  words,
  rail = false,
}: {
  onLeave: () => void;
  words: string;
  rail?: boolean;
}) {
  const { dispatch, navigation } = useEffects();
  const open = useWorkspace(({ live, route }) => live.open && route.page !== "settings");
  return (
    <button
      type="button"
      className={rail ? "b icon live-button" : "b live-button"}
      aria-label={rail ? words : undefined}
      title={rail ? words : undefined}
      aria-pressed={open}
      aria-keyshortcuts={shortcutOf("live").aria}
      onClick={() => {
        if (!open) navigation.back();
        dispatch({ type: "live-switched", open: !open });
        onLeave();
      }}
    >
      <Icon name="live" />
      {!rail && words}
    </button>
  );
}

/** The way to everything else that can be done: its keys, or a sign where there are none. */
function CommandsButton({ onLeave }: { onLeave: () => void }) {
  const { commands: words } = useWords();
  const commander = useCommander();
  const { aria, caps } = shortcutOf("commands");
  return (
    <button
      type="button"
      className="to-commands"
      aria-label={words.texts.commands.title}
      title={words.texts.commands.hint}
      aria-keyshortcuts={aria}
      onClick={() => {
        onLeave();
        commander.run(commandOf("commands"), commander.contextAt());
      }}
    >
      <span className="keys drawn" data-keys={caps.join(" ")} />
      <Icon name="commands" />
    </button>
  );
}

interface RailProps {
  /** Behind the drawer, where it is out of reach. */
  readonly hidden: boolean;
  readonly onShow: () => void;
  readonly onSearch: () => void;
  readonly onLeave: () => void;
}

function Rail({ hidden, onShow, onSearch, onLeave }: RailProps) {
  const words = useWords();
  const { navigation } = useEffects();
  const settings = useWorkspace(({ route }) => route.page === "settings");
  const button = (icon: IconName, label: string, onClick: () => void, current = false) => (
    <button
      type="button"
      className="b icon"
      aria-label={label}
      title={label}
      aria-current={current ? "page" : undefined}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
  return (
    <nav className="side" aria-label={words.sidebar.label} inert={hidden}>
      <Logo mark />
      {button("sidebar", words.sidebar.show, onShow)}
      {button("plus", words.sidebar.newConversation, navigation.goNew)}
      {button("search", words.sidebar.search, onSearch)}
      <span className="push" />
      <LiveButton rail words={words.live.open} onLeave={onLeave} />
      {button("settings", words.sidebar.settings, () => navigation.go({ page: "settings" }), settings)}
    </nav>
  );
}

/** The whole sidebar over the pane; the pane is out of reach meanwhile. */
function Drawer({ onHide, onLeave }: { onHide: () => void; onLeave: () => void }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    frame.current?.querySelector<HTMLElement>(".new")?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) requestAnimationFrame(() => before.focus({ preventScroll: true }));
    };
  }, []);
  useEscape(onHide);
  return (
    <div className="drawer" ref={frame}>
      <Whole onHide={onHide} onLeave={onLeave} />
      {/* biome-ignore lint/a11y: the sidebar's own button and Escape close it too */}
      <div className="veil" onClick={onHide} />
    </div>
  );
}
