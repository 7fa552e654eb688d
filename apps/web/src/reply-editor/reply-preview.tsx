import { type RefObject, useState } from "react";
import { MarkdownText } from "../markdown/markdown-text.tsx";
import { useFormats, useWords } from "../words/words.ts";

/** Longer texts are drawn when somebody asks: they would be drawn again with every pause in writing. */
const drawnCharsMax = 60_000;

interface PreviewProps {
  readonly text: string;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

/** The reply as it will be read. */
export function ReplyPreview({ text, scroller }: PreviewProps) {
  const words = useWords();
  const formats = useFormats();
  const [asked, setAsked] = useState<string | null>(null);
  const large = text.length > drawnCharsMax;
  const shown = large ? asked : text;
  return (
    <div className="preview">
      <div className="preview-cap">
        <h2>{words.editor.preview}</h2>
        <span>{words.editor.asRead}</span>
      </div>
      {large && asked !== text && (
        <p className="preview-large">
          {words.editor.previewLarge(formats.number(drawnCharsMax))}
          <button type="button" className="b line" onClick={() => setAsked(text)}>
            {words.editor.showPreview}
          </button>
        </p>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's meaning with it */}
      <div
        ref={scroller}
        className="preview-page"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls has to be reachable by keyboard
        tabIndex={0}
        role="group"
        aria-label={words.editor.preview}
      >
        {shown !== null && <MarkdownText text={shown} live={false} words={words.markdown} notes="below" />}
      </div>
    </div>
  );
}
