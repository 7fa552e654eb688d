import { type ReactNode, useEffect, useState } from "react";
import { OwnCommands } from "../commands/own-commands.tsx";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { KeysSettings } from "../keys/keys-settings.tsx";
import { FeedsSettings } from "../live/feeds-settings.tsx";
import { ModelsPage } from "../models/models-page.tsx";
import { useWorkspace } from "../state/store.ts";
import { TransferSettings } from "../transfer/transfer-settings.tsx";
import { useWords } from "../words/words.ts";
import { ArchivedConversations } from "./archived-conversations.tsx";
import { Choice, Toggle } from "./controls.tsx";
import "./settings.css";

const sections = ["models", "live", "api", "look", "commands", "transfer", "archive"] as const;

/** Everything that is chosen once. Stands where the pane stands; closing returns to it. */
export default function SettingsPage({ onMenu }: { onMenu: (() => void) | null }) {
  const words = useWords();
  const { navigation } = useEffects();
  const [current, setCurrent] = useState<(typeof sections)[number]>("models");
  const asked = useWorkspace(({ route }) => (route.page === "settings" ? route.section : undefined));
  useEffect(() => {
    const section = sections.find((name) => name === asked);
    if (section === undefined) return;
    setCurrent(section);
    document.getElementById(section)?.scrollIntoView({ block: "start" });
  }, [asked]);
  return (
    <section className="pane" aria-label={words.settings.label}>
      <header className={onMenu === null ? "head" : "head with-menu"}>
        {onMenu !== null && (
          <button type="button" className="b icon" aria-label={words.sidebar.show} onClick={onMenu}>
            <Icon name="menu" />
          </button>
        )}
        <h1>{words.settings.label}</h1>
        <button
          type="button"
          className="b icon"
          aria-label={words.settings.close}
          onClick={() => navigation.back()}
        >
          <Icon name="close" />
        </button>
      </header>
      {/* biome-ignore lint/a11y: a page that scrolls has to be reachable by keyboard */}
      <div className="scroll" tabIndex={0} role="group" aria-label={words.settings.label}>
        <div className="set">
          <nav aria-label={words.settings.label}>
            {sections.map((name) => (
              <a
                key={name}
                href={`#${name}`}
                aria-current={current === name ? "true" : undefined}
                onClick={(event) => {
                  event.preventDefault();
                  setCurrent(name);
                  document.getElementById(name)?.scrollIntoView({ block: "start", behavior: "smooth" });
                }}
              >
                {name === "live" ? words.live.feeds : words.settings[name]}
              </a>
            ))}
          </nav>
          <div>
            <Section id="models" title={words.settings.models}>
              <ModelsPage />
            </Section>
            <Section id="live" title={words.live.feeds}>
              <p className="sub">{words.live.feedsIntro}</p>
              <FeedsSettings />
            </Section>
            <Section id="api" title={words.settings.api}>
              <KeysSettings />
            </Section>
            <Look />
            <Section id="commands" title={words.settings.commands}>
              <OwnCommands />
            </Section>
            <Section id="transfer" title={words.settings.transfer}>
              <p className="sub">{words.transfer.sectionIntro}</p>
              <TransferSettings />
            </Section>
            <Section id="archive" title={words.settings.archive}>
              <p className="sub">{words.settings.archiveIntro}</p>
              <ArchivedConversations />
            </Section>
          </div>
        </div>
      </div>
    </section>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}

function Look() {
  const words = useWords();
  const { look: effects } = useEffects();
  const look = useWorkspace((workspace) => workspace.look);
  const said = words.settings;
  return (
    <Section id="look" title={said.look}>
      <p className="sub">{said.lookIntro}</p>
      <div className="rows">
        <Choice
          label={said.theme}
          value={look.theme}
          options={said.themes}
          onChoose={(theme) => effects.change({ theme })}
        />
        <Choice
          label={said.language}
          value={look.language}
          options={said.languages}
          onChoose={(language) => effects.change({ language })}
        />
        <Toggle
          label={said.fun}
          hint={said.funHint}
          on={look.mode === "fun"}
          onToggle={(on) => effects.change({ mode: on ? "fun" : "regular" })}
        />
        <Toggle
          label={said.suggestions}
          hint={said.suggestionsHint}
          on={look.suggestions}
          onToggle={(suggestions) => effects.change({ suggestions })}
        />
      </div>
    </Section>
  );
}
