import type { RefObject } from "react";
import { useLate } from "../pane/use-late.ts";
import type { CodeTab } from "../state/code-editor.ts";
import { useWords } from "../words/words.ts";
import type { SurfaceInUse } from "./use-code-surface.ts";

interface PlaceProps {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly inUse: SurfaceInUse;
  readonly tab: CodeTab;
}

/** Where the editor stands, and what is said while it is on its way or did not come. */
export function SurfacePlace({ host, inUse: { surface, failed, retry }, tab }: PlaceProps) {
  const { code } = useWords();
  return (
    <div
      className="code-place"
      id="code-text"
      role="tabpanel"
      aria-labelledby={`code-tab-${tab.id}`}
      dir="ltr"
    >
      {surface === null && !failed && <Opening />}
      {failed && (
        <div className="code-failed" role="alert">
          <p>{code.failed}</p>
          <button type="button" className="b fill" onClick={retry}>
            {code.again}
          </button>
        </div>
      )}
      <div ref={host} className="code-host" />
    </div>
  );
}

/** Said only when it takes long enough to be noticed. */
function Opening() {
  const { code } = useWords();
  const late = useLate(400);
  return (
    <p className="code-opening q" role="status">
      {late && `${code.opening}…`}
    </p>
  );
}
