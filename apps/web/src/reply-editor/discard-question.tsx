import { useEffect, useRef } from "react";
import { useWords } from "../words/words.ts";

interface QuestionProps {
  readonly onDiscard: () => void;
  readonly onKeep: () => void;
}

/** Asked in the place of the bar before changes are thrown away; Escape keeps them. */
export function DiscardQuestion({ onDiscard, onKeep }: QuestionProps) {
  const { editor: words } = useWords();
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <div
      className="editor-bar editor-asked"
      role="alertdialog"
      aria-label={words.discardAsked}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onKeep();
      }}
    >
      <b>{words.discardAsked}</b>
      <button type="button" className="b line danger" onClick={onDiscard}>
        {words.discard}
      </button>
      <button ref={keep} type="button" className="b line" onClick={onKeep}>
        {words.keep}
      </button>
    </div>
  );
}
