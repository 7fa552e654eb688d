import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { useWords } from "../words/words.ts";
import { DownloadLine } from "./download-line.tsx";
import type { ModelsStanding } from "./models-standing.ts";
import "./models.css";

/** In the margin of the welcome page: which model answers, and how far the next one has come. */
export function ModelsStatus({ standing }: { standing: Exclude<ModelsStanding, { kind: "none" }> }) {
  const words = useWords();
  const { models, dispatch } = useEffects();
  const { coming } = standing;
  const choose = (
    <button
      type="button"
      className="b quiet"
      onClick={() => dispatch({ type: "dialog-opened", dialog: { kind: "models", modelId: null } })}
    >
      {words.models.another}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's meaning with it
    <div className="meta fetch-m" role="group" aria-label={words.models.label}>
      <div className="fetch">
        {standing.kind !== "first-coming" && (
          <p className={coming === null ? "ready alone" : "ready"}>
            <b>{standing.kind === "small" ? words.models.small : standing.model.title}</b>
            <span className="vd ok">
              <Icon name="check" small />
              {words.models.answering}
            </span>
          </p>
        )}
        {coming === null ? (
          <>
            <p className="q">{words.models.once}</p>
            <p className="go">{choose}</p>
          </>
        ) : (
          <>
            <DownloadLine
              model={coming}
              name={
                standing.kind === "first-coming"
                  ? words.models.first
                  : standing.kind === "small"
                    ? words.models.larger
                    : coming.title
              }
            />
            {coming.problem !== "" && <p className="problem">{coming.problem}</p>}
            <p className="q">{words.models.once}</p>
            <p className="go">
              <button
                type="button"
                className="b quiet"
                onClick={() =>
                  void (coming.phase === "downloading"
                    ? models.pause(coming.id)
                    : models.pull(coming.id, false))
                }
              >
                <Icon name={coming.phase === "downloading" ? "pause" : "resume"} small />
                {coming.phase === "downloading" ? words.models.pause : words.models.resume}
              </button>
              {choose}
            </p>
          </>
        )}
      </div>
    </div>
  );
}
