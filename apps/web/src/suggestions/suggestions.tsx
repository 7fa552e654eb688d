import type { NodeId } from "@grok/conversation";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { useMenu } from "../menu/menu-host.tsx";
import { usePlace } from "../pane/place.ts";
import { useView } from "../pane/use-view.ts";
import { useWorkspace } from "../state/store.ts";
import { joinDrafts } from "../state/views.ts";
import { useWords } from "../words/words.ts";
import { useSuggestionKeys } from "./use-suggestion-keys.ts";
import "./suggestions.css";

/** Questions to go on with, under a reply that has ended at the end of the path. */
export function Suggestions({ nodeId }: { nodeId: NodeId }) {
  const { suggested: words } = useWords();
  const place = usePlace();
  const { runs } = useEffects();
  const on = useWorkspace(({ look }) => look.suggestions);
  const questions = useWorkspace(({ suggested }) => suggested.after.get(nodeId));
  const atEnd = useView((view) => view.leafId === nodeId && view.branch === null) === true;
  const shown = on && atEnd && questions !== undefined ? questions : [];
  useSuggestionKeys(shown, (question) => void runs.ask(place, question, false));
  if (shown.length === 0) return null;
  return (
    <section className="next">
      <h3>{words.label}</h3>
      <ul aria-label={words.label}>
        {shown.map((question, at) => (
          <li key={question}>
            <Suggested question={question} number={at + 1} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Suggested({ question, number }: { question: string; number: number }) {
  const { suggested: words } = useWords();
  const place = usePlace();
  const openMenu = useMenu();
  const draft = useView((view) => view.draft) ?? "";
  const { runs, panes, dispatch } = useEffects();
  const inPane = () => {
    const paneId = panes.split(place.paneId, "right");
    void runs.ask({ ...place, paneId }, question, false);
  };
  return (
    <div className="next-row">
      <button
        type="button"
        className="next-ask"
        aria-keyshortcuts={`Alt+${number}`}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey) inPane();
          else void runs.ask(place, question, false);
        }}
      >
        <span dir="auto">{question}</span>
        <span className="keys" aria-hidden="true">
          Alt {number}
        </span>
        <Icon name="ask" small />
      </button>
      <button
        type="button"
        className="b icon"
        aria-label={words.ways(question)}
        aria-haspopup="menu"
        aria-expanded="false"
        onClick={(event) =>
          openMenu({
            anchor: event.currentTarget,
            label: words.ways(question),
            items: [
              {
                key: "here",
                label: words.here,
                icon: "ask",
                onSelect: () => void runs.ask(place, question, false),
              },
              {
                key: "branch",
                label: words.branch,
                icon: "branch",
                onSelect: () => void runs.ask(place, question, false, { stay: true }),
              },
              { key: "pane", label: words.pane, icon: "split", onSelect: inPane },
              {
                key: "edit",
                label: words.edit,
                icon: "edit",
                apart: true,
                onSelect: () => {
                  dispatch({ type: "draft-typed", ...place, draft: joinDrafts(question, draft) });
                  document.getElementById(`message-${place.paneId}`)?.focus({ preventScroll: true });
                },
              },
            ],
          })
        }
      >
        <Icon name="more" small />
      </button>
    </div>
  );
}
