import { useWords } from "../words/words.ts";
import type { Comparing } from "./use-compare.ts";

/** What the shown differences are differences from. */
export function CompareBar({ comparing }: { comparing: Comparing }) {
  const { code, editor } = useWords();
  const { versions, against, choose } = comparing;
  return (
    <div className="code-compare">
      <span aria-hidden="true">{editor.against}</span>
      {versions.length === 0 ? (
        <span>{code.asOpened}</span>
      ) : (
        <select
          aria-label={code.compareWith}
          value={against}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="opened">{code.asOpened}</option>
          {versions.map(({ nodeId, number }) => (
            <option key={nodeId} value={nodeId}>
              {code.version(number)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
