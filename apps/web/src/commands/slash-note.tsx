import { Icon } from "../icons/icon.tsx";
import { useWords } from "../words/words.ts";
import type { Slash } from "./use-slash.ts";

/** Says quietly why a command did nothing. Nothing of what was typed is gone. */
export function SlashNote({ slash: { note, closeNote } }: { slash: Slash }) {
  const { commands: words } = useWords();
  return (
    <div role="status">
      {note !== null && (
        <div className="composer-note">
          <Icon name="help" small />
          {note.kind === "lack" ? words.lacks[note.lack] : words.slash[note.kind](note.name)}
          <button type="button" className="b icon" aria-label={words.slash.close} onClick={closeNote}>
            <Icon name="close" small />
          </button>
        </div>
      )}
    </div>
  );
}
