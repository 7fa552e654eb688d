import { useRef } from "react";
import { useWords } from "../words/words.ts";

/** What the server takes. */
const nameLengthMax = 200;

interface NameFieldProps {
  readonly name: string;
  /** What is shown without a name. */
  readonly hint: string;
  readonly onDone: (name: string | null) => void;
}

/** Enter or leaving keeps the name, an empty one takes it away, Escape leaves it as it was. */
export function NameField({ name, hint, onDone }: NameFieldProps) {
  const words = useWords().tree;
  const done = useRef(false);
  const finish = (next: string | null) => {
    if (done.current) return;
    done.current = true;
    onDone(next === null || next.trim() === name ? null : next.trim());
  };
  return (
    <input
      className="name-field"
      aria-label={words.nameField}
      placeholder={hint}
      defaultValue={name}
      maxLength={nameLengthMax}
      // biome-ignore lint/a11y/noAutofocus: the user has just asked to write here
      autoFocus
      onClick={(event) => event.stopPropagation()}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") finish(event.currentTarget.value);
        if (event.key !== "Escape") return;
        event.preventDefault();
        finish(null);
      }}
    />
  );
}
