import { useId } from "react";
import type { BudgetKind, BudgetWindow } from "../state/keys.ts";
import { useWords } from "../words/words.ts";
import type { TypedLimits } from "./key-draft.ts";

const kinds: readonly BudgetKind[] = ["requests", "tokens"];
const windows: readonly BudgetWindow[] = ["minute", "day", "month"];

interface LimitFieldsProps {
  readonly limits: TypedLimits;
  readonly onChange: (limits: TypedLimits) => void;
}

/** Numbers by kind and window; folded away where none is set. */
export function LimitFields({ limits, onChange }: LimitFieldsProps) {
  const { keys: words } = useWords();
  const hint = useId();
  const any = kinds.some((kind) => windows.some((window) => limits[kind][window] !== ""));
  return (
    <details className="key-limits" open={any}>
      <summary>{words.limits}</summary>
      <small id={hint}>{words.limitsHint}</small>
      <div className="limit-grid">
        <span />
        {windows.map((window) => (
          <span key={window} aria-hidden="true">
            {words.windows[window]}
          </span>
        ))}
        {kinds.map((kind) => (
          <Row key={kind} kind={kind} limits={limits} hint={hint} onChange={onChange} />
        ))}
      </div>
    </details>
  );
}

function Row({ kind, limits, hint, onChange }: LimitFieldsProps & { kind: BudgetKind; hint: string }) {
  const { keys: words } = useWords();
  return (
    <>
      <span aria-hidden="true">{words.kinds[kind]}</span>
      {windows.map((window) => (
        <input
          key={window}
          className="input"
          type="number"
          inputMode="numeric"
          min={1}
          max={1e12}
          step={1}
          placeholder="–"
          aria-label={words.limitOf(words.kinds[kind], words.windows[window])}
          aria-describedby={hint}
          value={limits[kind][window]}
          onChange={(event) =>
            onChange({ ...limits, [kind]: { ...limits[kind], [window]: event.target.value } })
          }
        />
      ))}
    </>
  );
}
