import { useState } from "react";
import { DialogFrame } from "../dialog/dialog-frame.tsx";
import { Icon } from "../icons/icon.tsx";
import { copyText } from "../markdown/copy-text.ts";
import { useWords } from "../words/words.ts";

interface KeySecretProps {
  readonly secret: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** The key itself, this once. A stray click or Escape does not take it away: only "Done" does, or the cross after copying. */
export function KeySecret({ secret, name, onClose }: KeySecretProps) {
  const { keys: words } = useWords();
  const [said, setSaid] = useState<"copied" | "refused" | null>(null);
  return (
    <DialogFrame title={words.madeTitle} kind="small" busy={said !== "copied"} onClose={onClose}>
      <div className="key-secret">
        <p>{words.once}</p>
        <label>
          <span>{name}</span>
          <textarea
            className="input"
            aria-label={words.key}
            readOnly
            rows={1}
            spellCheck={false}
            value={secret}
            onFocus={(event) => event.target.select()}
          />
        </label>
        <div className="form-buttons">
          <button
            type="button"
            className="b fill"
            data-first
            onClick={() => void copyText(secret).then((copied) => setSaid(copied ? "copied" : "refused"))}
          >
            <Icon name={said === "copied" ? "check" : "copy"} small />
            {words.copy}
          </button>
          <button type="button" className="b line" onClick={onClose}>
            {words.done}
          </button>
        </div>
        <p className="q" role="status">
          {said !== null && words[said]}
        </p>
      </div>
    </DialogFrame>
  );
}
