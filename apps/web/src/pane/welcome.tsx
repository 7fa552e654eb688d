import { useMemo } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { ModelForms } from "../models/model-forms.tsx";
import { type ModelsStanding, standingOf } from "../models/models-standing.ts";
import { ModelsStatus } from "../models/models-status.tsx";
import { useWorkspace } from "../state/store.ts";
import type { Words } from "../words/en.ts";
import { useWords } from "../words/words.ts";
import { usePlace } from "./place.ts";
import "./welcome.css";

const shown = 5;

/** The page of a new conversation: a greeting, how the models stand, and a table of contents to begin with. */
export function Welcome() {
  const words = useWords();
  const snapshot = useWorkspace(({ models }) => models);
  const standing = useMemo(() => (snapshot === null ? null : standingOf(snapshot)), [snapshot]);
  const suggestions = useWorkspace(({ look }) => look.suggestions);
  return (
    // biome-ignore lint/a11y: a page that scrolls has to be reachable by keyboard
    <div className="scroll" tabIndex={0} role="group" aria-label={words.welcome.label}>
      <div className="welcome">
        <div className="flow">
          <div className="entry">
            <h2 className="hello">{words.welcome.hello}</h2>
            <p className="lede">{ledeOf(standing, words)}</p>
            {standing !== null && standing.kind !== "none" && <ModelsStatus standing={standing} />}
            {standing?.kind === "none" ? (
              <ModelForms problem={standing.problem} />
            ) : (
              suggestions && <Contents />
            )}
          </div>
        </div>
      </div>
    </div>
  );
}

function ledeOf(standing: ModelsStanding | null, { welcome }: Words): string {
  switch (standing?.kind) {
    case "none":
      return welcome.none;
    case "first-coming":
      return welcome.onTheWay;
    case "small":
      return standing.coming === null ? welcome.smallOnly : welcome.small;
    default:
      return welcome.ready;
  }
}

/** A day's choice of the catalogue, so that the page is not the same for ever. */
function Contents() {
  const words = useWords();
  const place = usePlace();
  const { runs } = useEffects();
  const day = Math.floor(Date.now() / 86_400_000);
  const all = words.suggestions;
  const chosen = Array.from({ length: shown }, (_, at) => all[(day * shown + at) % all.length]!);
  return (
    <section className="contents">
      <h3 className="sr">{words.welcome.suggestions}</h3>
      <ul aria-label={words.welcome.suggestions}>
        {chosen.map(({ kind, text }) => (
          <li key={text}>
            <button type="button" onClick={() => void runs.ask(place, text, false)}>
              {text}
              <span className="where">
                <Icon name={kind} small />
                {words.kinds[kind]}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
