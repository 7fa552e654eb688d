import { useEffect, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { useWords } from "../words/words.ts";

/** What came of the last deed, until the next change. */
export interface Said {
  readonly text: string;
  readonly kind: "done" | "problem";
}

interface FootProps {
  readonly changed: number;
  readonly saving: boolean;
  readonly comparing: boolean;
  readonly said: Said | null;
  readonly onSave: () => void;
  readonly onCompare: () => void;
  readonly onAsk: () => void;
}

/** What can be done with the code as it stands. */
export function CodeFoot(props: FootProps) {
  const { code, editor } = useWords();
  const { changed, saving, comparing, said } = props;
  const state = changed === 0 ? code.unchanged : code.linesChanged(changed);
  return (
    <footer className="code-foot">
      <button
        type="button"
        className="b fill"
        disabled={changed === 0 || saving}
        aria-keyshortcuts="Control+S Meta+S"
        onClick={props.onSave}
      >
        {editor.saveBranch}
      </button>
      <button type="button" className="b line" aria-pressed={comparing} onClick={props.onCompare}>
        {code.changes}
      </button>
      <button type="button" className="b line code-roomy" onClick={props.onAsk}>
        {code.ask}
      </button>
      <span
        className={said?.kind === "problem" ? "code-said problem" : "code-said"}
        role={said?.kind === "problem" ? "alert" : "status"}
      >
        {said?.text ?? state}
      </span>
    </footer>
  );
}

/** Whether VS Code on this machine can be opened; asked once. */
export function useDesktop(): boolean {
  const { codeEditor } = useEffects();
  const [has, setHas] = useState(false);
  useEffect(() => {
    let gone = false;
    void codeEditor.hasDesktop().then((answer) => gone || setHas(answer));
    return () => {
      gone = true;
    };
  }, [codeEditor]);
  return has;
}
