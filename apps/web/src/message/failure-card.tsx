import { type ConversationNode, textOf } from "@grok/conversation";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { usePlace } from "../pane/place.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";

/** Where the text broke off: what happened, what is safe, one way on, then the raw message. */
export function FailureCard({ body }: { body: ConversationNode }) {
  const words = useWords();
  const place = usePlace();
  const { runs, dispatch } = useEffects();
  const { failure, provenance, status } = body;
  const mini = useWorkspace(({ models }) => models?.grokMini ?? "");
  const code = failure?.code ?? (status === "interrupted" ? "server-lost" : "");
  const written = textOf(body) !== "";
  const { failure: said } = words;
  const noModel = code === "model-missing" || code === "model-broken";
  const other = !noModel && mini !== "" && mini !== provenance?.modelId;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's meaning with it
    <div className="say" role="group" aria-label={said.titles[code] ?? said.unknown}>
      <Icon name="warning" />
      <div>
        <b>{said.titles[code] ?? said.unknown}</b> {written ? said.kept : said.nothing}
        {failure !== null && failure.message !== "" && <span className="ms">{failure.message}</span>}
        <div className="row">
          {noModel && (
            <button
              type="button"
              className="b fill"
              onClick={() => dispatch({ type: "dialog-opened", dialog: { kind: "models", modelId: null } })}
            >
              {said.models}
            </button>
          )}
          {written && (
            <button type="button" className="b fill" onClick={() => void runs.continueReply(place, body.id)}>
              {said.continueHere}
            </button>
          )}
          <button
            type="button"
            className={written || noModel ? "b line" : "b fill"}
            onClick={() => void runs.regenerate(place, body.id)}
          >
            {said.again}
          </button>
          {other && (
            <button
              type="button"
              className="b line"
              onClick={() => void runs.regenerate(place, body.id, { model: "grok-mini" })}
            >
              {said.mini}
            </button>
          )}
        </div>
      </div>
    </div>
  );
}
