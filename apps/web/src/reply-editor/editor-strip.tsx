import { type ReactNode, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { copyText } from "../markdown/copy-text.ts";
import { useWords } from "../words/words.ts";

/** Says in the editor what stands in the way, and offers the way out. */
export function EditorStrip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="editor-strip" role="status">
      <Icon name="warning" small />
      <span>{text}</span>
      {children}
    </div>
  );
}

/** Takes the text along where it can no longer be saved. */
export function CopyOut({ text }: { text: () => string }) {
  const { editor: words } = useWords();
  const [copied, setCopied] = useState(false);
  return (
    <button type="button" className="b line" onClick={() => void copyText(text()).then(setCopied)}>
      {copied ? words.copied : words.copyText}
    </button>
  );
}
