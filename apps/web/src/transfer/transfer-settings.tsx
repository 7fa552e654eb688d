import { useEffects } from "../effects/effects.ts";
import { useWords } from "../words/words.ts";

/** The rows of the settings page from which conversations come in and go out. */
export function TransferSettings() {
  const { transfer: words } = useWords();
  const { dispatch } = useEffects();
  return (
    <div className="rows">
      <div className="rowi">
        <div>
          <b>{words.importTitle}</b>
          <small>{words.importHint}</small>
        </div>
        <button
          type="button"
          className="b line"
          onClick={() => dispatch({ type: "dialog-opened", dialog: { kind: "import" } })}
        >
          {words.importMenu}
        </button>
      </div>
      <div className="rowi">
        <div>
          <b>{words.exportAllTitle}</b>
          <small>{words.exportHint}</small>
        </div>
        <button
          type="button"
          className="b line"
          onClick={() =>
            dispatch({
              type: "dialog-opened",
              dialog: { kind: "export", conversationId: null, leafId: null },
            })
          }
        >
          {words.exportAll}
        </button>
      </div>
    </div>
  );
}
