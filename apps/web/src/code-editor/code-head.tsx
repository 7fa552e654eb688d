import { useEffect, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { copyText } from "../markdown/copy-text.ts";
import { useMenu } from "../menu/menu-host.tsx";
import type { MenuItem } from "../menu/menu-item.ts";
import { saveBlob } from "../pane/save-blob.ts";
import type { CodeEditor, CodeTab } from "../state/code-editor.ts";
import { useWords } from "../words/words.ts";
import { CodeTabs } from "./code-tabs.tsx";

/** How long "Copied" stands, in milliseconds. */
const copiedMs = 1_600;

interface HeadProps {
  readonly editor: CodeEditor;
  readonly tab: CodeTab;
  /** The text as it stands in the editor now. */
  readonly text: () => string;
  readonly onAsk: () => void;
  /** Null where there is no VS Code to open. */
  readonly onDesktop: (() => void) | null;
  readonly onClose: (ids: readonly string[]) => void;
  readonly onAway: () => void;
}

/** The files and what can be done with the shown one without changing it. */
export function CodeHead({ editor, tab, text, onAsk, onDesktop, onClose, onAway }: HeadProps) {
  const { code } = useWords();
  const openMenu = useMenu();
  const download = () => saveBlob(new Blob([text()], { type: "text/plain" }), tab.fileName);
  // What has no room for its button.
  const items: readonly MenuItem[] = [
    { key: "download", label: code.download, icon: "download", onSelect: download },
    { key: "ask", label: code.ask, icon: "write", onSelect: onAsk },
    ...(onDesktop === null
      ? []
      : [{ key: "desktop", label: code.desktop, icon: "code", onSelect: onDesktop } as const]),
  ];
  return (
    <header className="code-head">
      <button type="button" className="b icon code-covers" aria-label={code.back} onClick={onAway}>
        <Icon name="left" />
      </button>
      <CodeTabs editor={editor} onClose={onClose} />
      <CopyCode text={text} />
      <button type="button" className="b quiet code-roomy" onClick={download}>
        {code.download}
      </button>
      {onDesktop !== null && (
        <button type="button" className="b quiet code-roomy" onClick={onDesktop}>
          {code.desktop}
        </button>
      )}
      <button
        type="button"
        className="b icon code-tight"
        aria-label={code.more}
        aria-haspopup="menu"
        aria-expanded="false"
        onClick={(event) => openMenu({ anchor: event.currentTarget, label: code.more, items })}
      >
        <Icon name="more" />
      </button>
      <button
        type="button"
        className="b icon code-beside"
        aria-label={code.close}
        onClick={() => onClose(editor.tabs.map(({ id }) => id))}
      >
        <Icon name="close" />
      </button>
    </header>
  );
}

function CopyCode({ text }: { text: () => string }) {
  const { markdown: words } = useWords();
  const [result, setResult] = useState<"copied" | "failed">();
  useEffect(() => {
    if (result === undefined) return;
    const timer = setTimeout(() => setResult(undefined), copiedMs);
    return () => clearTimeout(timer);
  }, [result]);
  const said = result === undefined ? "" : result === "copied" ? words.copied : words.copyFailed;
  const copy = async () => setResult((await copyText(text())) ? "copied" : "failed");
  return (
    <>
      <button
        type="button"
        className="b quiet code-copy"
        aria-label={words.copyCode}
        data-result={result}
        onClick={() => void copy()}
      >
        <Icon name={result === "copied" ? "check" : "copy"} />
        <span>{said === "" ? words.copyCode : said}</span>
      </button>
      <span className="sr" role="status">
        {said}
      </span>
    </>
  );
}
