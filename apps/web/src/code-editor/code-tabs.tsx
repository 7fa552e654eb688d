import type { KeyboardEvent } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { type CodeEditor, type CodeTab, isChanged } from "../state/code-editor.ts";
import { useWords } from "../words/words.ts";

interface TabsProps {
  readonly editor: CodeEditor;
  readonly onClose: (ids: readonly string[]) => void;
}

/** The open blocks; the arrow keys go from one to the next, Delete closes. */
export function CodeTabs({ editor: { tabs, active }, onClose }: TabsProps) {
  const { code } = useWords();
  const { dispatch } = useEffects();
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ id }) => id === active);
    if (event.key === "Delete" && active !== null) return onClose([active]);
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    dispatch({ type: "code-shown", id: next.id });
    requestAnimationFrame(() => document.getElementById(`code-tab-${next.id}`)?.focus());
  };
  return (
    <div className="code-tabs" role="tablist" aria-label={code.files} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <Tab key={tab.id} tab={tab} shown={tab.id === active} onClose={() => onClose([tab.id])} />
      ))}
    </div>
  );
}

function Tab({ tab, shown, onClose }: { tab: CodeTab; shown: boolean; onClose: () => void }) {
  const { code } = useWords();
  const { dispatch } = useEffects();
  const changed = isChanged(tab);
  return (
    <div className="code-tab" role="presentation" data-shown={shown} data-changed={changed}>
      <button
        type="button"
        id={`code-tab-${tab.id}`}
        role="tab"
        aria-selected={shown}
        aria-controls={shown ? "code-text" : undefined}
        aria-label={changed ? code.changedFile(tab.fileName) : tab.fileName}
        tabIndex={shown ? 0 : -1}
        onClick={() => dispatch({ type: "code-shown", id: tab.id })}
        onAuxClick={(event) => event.button === 1 && onClose()}
      >
        {shown && <Icon name="codeFile" small />}
        <span dir="auto">{tab.fileName}</span>
      </button>
      <span
        className="code-tab-close"
        aria-hidden="true"
        title={code.closeFile(tab.fileName)}
        onClick={onClose}
      >
        <Icon name="close" small />
      </span>
    </div>
  );
}
