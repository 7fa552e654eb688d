import { useEffect, useRef } from "react";
import { useWords } from "../words/words.ts";

interface QuestionProps {
  /** Names of the files whose changes would go. */
  readonly names: readonly string[];
  readonly onDiscard: () => void;
  readonly onKeep: () => void;
}

/** Asked where the buttons are, before changes are thrown away; Escape keeps them. */
export function UnsavedQuestion({ names, onDiscard, onKeep }: QuestionProps) {
  const { code } = useWords();
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  const question = code.unsaved(names.length, names[0] ?? "");
  return (
    <div
      className="code-foot code-asked"
      role="alertdialog"
      aria-label={question}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onKeep();
      }}
    >
      <span>{question}</span>
      <button type="button" className="b line danger" onClick={onDiscard}>
        {code.discard}
      </button>
      <button ref={keep} type="button" className="b fill" onClick={onKeep}>
        {code.keep}
      </button>
    </div>
  );
}
