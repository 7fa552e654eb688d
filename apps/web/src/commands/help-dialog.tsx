import { useMemo, useState } from "react";
import { DialogFrame } from "../dialog/dialog-frame.tsx";
import { Icon } from "../icons/icon.tsx";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { type HelpGroup, helpList } from "./help-list.ts";
import { KeyCaps } from "./key-caps.tsx";
import { isMac } from "./platform.ts";
import "./slash-menu.css";
import "./help.css";

/** All commands and all keys, to look through or to print. */
export default function HelpDialog() {
  const words = useWords();
  const { help } = words.commands;
  const prompts = useWorkspace(({ promptCommands }) => promptCommands.commands);
  const [query, setQuery] = useState("");
  const groups = useMemo(() => helpList(query, words, prompts, isMac), [query, words, prompts]);
  return (
    <DialogFrame
      title={help.title}
      kind="help"
      onEscape={(event) => {
        if (query === "") return;
        event.preventDefault();
        setQuery("");
      }}
      tools={
        <button type="button" className="b quiet print" onClick={() => print()}>
          <Icon name="print" small />
          {help.print}
        </button>
      }
    >
      <div className="help-find">
        <Icon name="search" />
        <input
          type="search"
          aria-label={help.field}
          placeholder={help.field}
          data-first
          autoComplete="off"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      {/* biome-ignore lint/a11y: a list that scrolls has to be reachable by keyboard */}
      <div className="help-body" tabIndex={0} role="group" aria-label={help.title}>
        {query === "" && <p className="q">{help.intro}</p>}
        {groups.length === 0 && (
          <p className="q" role="status">
            {help.none(query.trim())}
          </p>
        )}
        {groups.map((group) => (
          <Group key={group.key} group={group} />
        ))}
      </div>
    </DialogFrame>
  );
}

function Group({ group: { key, label, lines } }: { group: HelpGroup }) {
  const { help } = useWords().commands;
  return (
    <section aria-labelledby={`help-${key}`}>
      <h3 id={`help-${key}`}>{label}</h3>
      <dl>
        {lines.map((line) => (
          <div key={line.key}>
            <dt>
              {line.name !== "" && <code>{line.name}</code>}
              {line.argument !== "" && <i>{line.argument}</i>}
            </dt>
            <dd dir="auto">
              {line.title}
              {line.hint !== "" && <small>{line.hint}</small>}
              {line.also.length > 0 && (
                <small>
                  {help.also} <code>{line.also.join(" ")}</code>
                </small>
              )}
            </dd>
            <dd>{line.caps.length > 0 && <KeyCaps caps={line.caps} />}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
