import { useEffect, useEffectEvent } from "react";
import { usePlace } from "../pane/place.ts";
import { useWorkspace } from "../state/store.ts";

const digits = ["Digit1", "Digit2", "Digit3"];

/** Alt+1 to 3 in the pane one is in, while typing too. Of `KeyboardEvent.code`, because Option makes signs of digits. */
export function useSuggestionKeys(questions: readonly string[], ask: (question: string) => void): void {
  const { paneId } = usePlace();
  const active = useWorkspace(({ panes }) => panes.active === paneId);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const plain = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!plain || event.defaultPrevented || event.isComposing) return;
    const question = questions[digits.indexOf(event.code)];
    if (question === undefined) return;
    event.preventDefault();
    ask(question);
  });
  const listens = active && questions.length > 0;
  useEffect(() => {
    if (!listens) return;
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [listens]);
}
