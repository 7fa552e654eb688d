import { languageTitle } from "../markdown/code-language.ts";
import type { CodeTab } from "../state/code-editor.ts";
import { useWords } from "../words/words.ts";
import type { SurfaceInUse } from "./use-code-surface.ts";

/** The keys after which Tab goes on to the next button instead of indenting. */
const leaveKeys = /Mac/.test(navigator.platform) ? "⌃⇧M" : "Ctrl+M";

interface StatusProps {
  readonly tab: CodeTab;
  readonly inUse: SurfaceInUse;
  readonly touch: boolean;
}

/** Where the caret is, in what language, and what is wrong there. */
export function CodeStatus({ tab, inUse: { caret, problems }, touch }: StatusProps) {
  const { code } = useWords();
  const title = languageTitle(tab.language) ?? tab.language;
  return (
    <div className="code-status">
      <span>{code.caret(caret.line, caret.column)}</span>
      {title !== "" && <span className="code-language">{title}</span>}
      {!touch && <span className="code-hint">{code.tabHint(leaveKeys)}</span>}
      {problems !== null && <span className="code-problems">{code.problems(problems)}</span>}
    </div>
  );
}
