import { usePlace } from "../pane/place.ts";
import { useTree } from "../pane/use-view.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";

/** What the keys do, in the margin beside the composer; gives way where there is no margin. */
export function KeyHints({ running }: { running: boolean }) {
  const { composer } = useWords();
  const first = (useTree()?.nodes.size ?? 1) === 1;
  const { paneId } = usePlace();
  const fun = useWorkspace(({ panes }) => panes.makings[paneId]?.mode === "fun");
  return (
    <p className="hints">
      <kbd>Enter</kbd> {composer.enter}
      <br />
      {running ? (
        <>
          <kbd>Esc</kbd> {composer.escape}
        </>
      ) : first && !fun ? (
        composer.gravity
      ) : (
        <>
          <kbd>Shift Enter</kbd> {composer.shiftEnter}
        </>
      )}
    </p>
  );
}
