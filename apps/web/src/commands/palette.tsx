import type { NodeId } from "@grok/conversation";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import { useFocusReturn } from "../dialog/use-focus-return.ts";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { useWorkspace } from "../state/store.ts";
import { useFormats, useWords } from "../words/words.ts";
import { useCommander } from "./commander.ts";
import { KeyCaps } from "./key-caps.tsx";
import { keyCaps, matchesKeys } from "./keys.ts";
import type { Stretch } from "./match-text.ts";
import { modelGroups, type PaletteEntry, type PaletteGroup, paletteGroups } from "./palette-groups.ts";
import { isMac } from "./platform.ts";
import { useHits } from "./use-hits.ts";
import "../dialog/dialog.css";
import "./slash-menu.css";
import "./palette.css";

interface PaletteProps {
  readonly list: "all" | "models";
  readonly query: string;
  /** The message that had the focus when the palette was opened. */
  readonly nodeId: NodeId | null;
}

/** Everything that can be done, and every conversation, by a few letters of its name. */
export default function Palette({ list: listFirst, query: queryFirst, nodeId }: PaletteProps) {
  const words = useWords().commands;
  const formats = useFormats();
  const commander = useCommander();
  const { dispatch, navigation, panes } = useEffects();
  const [list, setList] = useState(listFirst);
  const [query, setQuery] = useState(queryFirst);
  const [active, setActive] = useState(0);
  const { hits, asking } = useHits(list === "all" ? query : "");
  const rows = useWorkspace((workspace) => workspace.list);
  const prompts = useWorkspace((workspace) => workspace.promptCommands);
  const models = useWorkspace((workspace) => workspace.models);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what arrives meanwhile is offered as well
  const groups = useMemo(() => {
    const context = commander.contextAt(undefined, nodeId);
    return list === "models" ? modelGroups(query, context) : paletteGroups(query, context, hits, formats);
  }, [commander, nodeId, list, query, hits, formats, rows, prompts, models]);
  const entries = groups.flatMap((group) => group.entries);
  const current = Math.min(active, entries.length - 1);
  const onCloseAutoFocus = useFocusReturn();
  const listId = useId();
  const optionId = (index: number) => `${listId}-${index}`;
  useEffect(() => {
    document.getElementById(`${listId}-${current}`)?.scrollIntoView({ block: "nearest" });
  }, [listId, current]);

  const close = () => dispatch({ type: "dialog-closed" });
  const choose = ({ deed }: PaletteEntry) => {
    if (deed.kind === "command" && deed.command.id === "model") {
      setList("models");
      setQuery("");
      setActive(0);
      return;
    }
    close();
    // The focus is back where it was before anything moves it elsewhere.
    requestAnimationFrame(() => {
      const context = commander.contextAt(undefined, nodeId);
      if (deed.kind === "command") commander.run(deed.command, context);
      else if (deed.kind === "prompt") commander.ask(deed.prompt, context);
      else if (deed.kind === "model") panes.make(context.place.paneId, { model: deed.name });
      else navigation.go({ page: "conversation", conversationId: deed.conversationId, nodeId: deed.nodeId });
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const last = entries.length - 1;
    const entry = entries[current];
    if (event.key === "ArrowDown") setActive(current >= last ? 0 : current + 1);
    else if (event.key === "ArrowUp") setActive(current <= 0 ? last : current - 1);
    else if (event.key === "PageDown") setActive(Math.min(last, current + 8));
    else if (event.key === "PageUp") setActive(Math.max(0, current - 8));
    else if (event.key === "Enter") entry !== undefined && choose(entry);
    else if (matchesKeys(event.nativeEvent, "Mod+K", { mac: isMac, writing: true })) close();
    else return;
    event.preventDefault();
  };
  const status =
    entries.length > 0
      ? words.palette.results(entries.length)
      : asking
        ? words.palette.searching
        : words.palette.none(query.trim());

  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-veil" />
        <Dialog.Content className="pal" aria-describedby={undefined} onCloseAutoFocus={onCloseAutoFocus}>
          <Dialog.Title className="sr">{words.palette.label}</Dialog.Title>
          <div className="in">
            <Icon name="search" />
            <input
              role="combobox"
              aria-label={list === "models" ? words.palette.models : words.palette.field}
              aria-autocomplete="list"
              aria-expanded={entries.length > 0}
              aria-controls={listId}
              aria-activedescendant={entries.length === 0 ? undefined : optionId(current)}
              autoComplete="off"
              spellCheck={false}
              placeholder={list === "models" ? words.palette.models : words.palette.field}
              dir="auto"
              value={query}
              onChange={(event) => {
                setQuery(event.target.value);
                setActive(0);
              }}
              onKeyDown={onKeyDown}
            />
            <Dialog.Close className="esc" aria-label={words.help.close}>
              <span className="keys" data-keys="Esc" />
              <Icon name="close" />
            </Dialog.Close>
          </div>
          <p className={entries.length > 0 ? "sr" : "none"} role="status">
            {status}
          </p>
          <div id={listId} className="opts" role="listbox" aria-label={words.palette.label}>
            {groups.map((group) => (
              <Group
                key={group.key}
                group={group}
                idOf={(entry) => optionId(entries.indexOf(entry))}
                active={entries[current]}
                onChoose={choose}
                onHover={(entry) => setActive(entries.indexOf(entry))}
              />
            ))}
          </div>
          <Foot />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface GroupProps {
  readonly group: PaletteGroup;
  readonly idOf: (entry: PaletteEntry) => string;
  readonly active: PaletteEntry | undefined;
  readonly onChoose: (entry: PaletteEntry) => void;
  readonly onHover: (entry: PaletteEntry) => void;
}

function Group({ group: { label, entries }, idOf, active, onChoose, onHover }: GroupProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: options stand in groups of a listbox
    <div role="group" aria-label={label}>
      <p className="g" aria-hidden="true">
        {label}
      </p>
      {entries.map((entry) => (
        // biome-ignore lint/a11y: the input has the focus and the keys
        <div
          key={entry.key}
          id={idOf(entry)}
          className="opt"
          role="option"
          aria-selected={entry === active}
          onClick={() => onChoose(entry)}
          onPointerMove={() => onHover(entry)}
        >
          <Icon name={entry.icon} />
          <span className="t" dir="auto">
            <Marked stretches={entry.title} />
          </span>
          <span className="de" dir="auto">
            <Marked stretches={entry.hint} />
          </span>
          {entry.keys !== null && <KeyCaps caps={keyCaps(entry.keys, isMac)} />}
        </div>
      ))}
    </div>
  );
}

/** What matched, in pen. */
function Marked({ stretches }: { stretches: readonly Stretch[] }) {
  return stretches.map(({ text, hit }, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no identity but their place
    hit ? <b key={at}>{text}</b> : <span key={at}>{text}</span>,
  );
}

function Foot() {
  const { palette: words } = useWords().commands;
  const fun = useWorkspace(({ look }) => look.mode === "fun");
  return (
    <p className="ft">
      <span>
        <kbd>↑</kbd> <kbd>↓</kbd> {words.choose}
      </span>
      <span>
        <kbd>Enter</kbd> {words.doIt}
      </span>
      {fun && <span>{words.fun}</span>}
    </p>
  );
}
