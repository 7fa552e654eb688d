import { useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { MarkdownText } from "../markdown/markdown-text.tsx";
import { useFormats, useWords } from "../words/words.ts";

interface ReasoningProps {
  readonly text: string;
  /** 0 while it goes on. */
  readonly durationMs: number;
  readonly live: boolean;
}

/** What the model thought before it answered: one line, folded until somebody wants to know. */
export function ReasoningNote({ text, durationMs, live }: ReasoningProps) {
  const words = useWords();
  const formats = useFormats();
  const [open, setOpen] = useState(false);
  return (
    <div className="reasoning">
      <button type="button" className="think" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="think" small />
        {live
          ? words.message.thinking
          : durationMs > 0
            ? words.message.thought(formats.seconds(durationMs))
            : words.message.thoughts}
        {live && <span className="caret" aria-hidden="true" />}
        <Icon name={open ? "down" : "right"} small />
      </button>
      {open && (
        <div className="thoughts">
          <MarkdownText text={text} live={live} words={words.markdown} notes="below" />
        </div>
      )}
    </div>
  );
}
