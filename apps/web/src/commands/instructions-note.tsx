import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { usePlace } from "../pane/place.ts";
import { useWords } from "../words/words.ts";
import { useInstructions } from "./use-instructions.ts";

/** Says above the composer that the model is told something first. */
export function InstructionsNote() {
  const { instructions: words } = useWords().commands;
  const { dispatch, instructions } = useEffects();
  const place = usePlace();
  const text = useInstructions(place.conversationId);
  if (text === "") return null;
  return (
    <div className="composer-note with-instructions">
      <Icon name="instructions" small />
      <span title={text}>{words.set}</span>
      <button
        type="button"
        className="b quiet"
        onClick={() => dispatch({ type: "dialog-opened", dialog: { kind: "instructions", ...place } })}
      >
        {words.change}
      </button>
      <button
        type="button"
        className="b quiet"
        onClick={() => void instructions.remove(place.conversationId, text)}
      >
        {words.remove}
      </button>
    </div>
  );
}
