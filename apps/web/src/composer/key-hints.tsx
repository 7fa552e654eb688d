import { usePlace } from "../pane/place.ts";
import { useTree } from "../pane/use-view.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";

/** What the keys do, in the margin beside the composer; gives way where there is no margin. `slash`: in its menu. */
export function KeyHints({ running, slash }: { running: boolean; slash: boolean }) {
  const { composer, commands } = useWords();
  const first = (useTree()?.nodes.size ?? 1) === 1;
  const { paneId } = usePlace();
  const fun = useWorkspace(({ panes }) => panes.makings[paneId]?.mode === "fun");
  const { slash: said } = commands;
  if (slash)
    return (
      <p className="hints">
        <kbd>↑</kbd> <kbd>↓</kbd> {said.choose} <kbd>Tab</kbd> {said.take}
        <br />
        <kbd>Esc</kbd> {said.leave}
      </p>
    );
  return (
    <p className="hints">
      <kbd>Enter</kbd> {composer.enter}
      {commands.slash.comma}
      <kbd>/</kbd> {said.forCommands}
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
