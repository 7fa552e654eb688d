import { useId } from "react";
import { canAnswer } from "../state/model-entry.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";

const names = ["grok", "grok-mini"];

interface ModelFieldProps {
  /** Null is all. */
  readonly models: readonly string[] | null;
  readonly onChange: (models: readonly string[] | null) => void;
}

/** All models, or those that are ticked: the two names, what can answer now, and what was ticked before. */
export function ModelField({ models, onChange }: ModelFieldProps) {
  const { keys: words } = useWords();
  const snapshot = useWorkspace((workspace) => workspace.models);
  const label = useId();
  const here = (snapshot?.models ?? []).filter(canAnswer).map(({ id }) => id);
  const offered = [...new Set([...names, ...here, ...(models ?? [])])];
  return (
    <div className="field-of">
      <span id={label}>{words.models}</span>
      <div className="seg" role="radiogroup" aria-labelledby={label}>
        {[true, false].map((all) => (
          <label key={String(all)}>
            <input
              type="radio"
              className="sr"
              name={label}
              checked={all === (models === null)}
              onChange={() => onChange(all ? null : ["grok", "grok-mini"])}
            />
            <span>{all ? words.allModels : words.chosenModels}</span>
          </label>
        ))}
      </div>
      {models !== null && (
        <div className="model-ticks">
          {offered.map((name) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={models.includes(name)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...models, name] : models.filter((each) => each !== name))
                }
              />
              <code>{name}</code>
            </label>
          ))}
        </div>
      )}
    </div>
  );
}
