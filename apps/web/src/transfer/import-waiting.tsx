import { useFormats, useWords } from "../words/words.ts";
import type { ImportProgress } from "./run-import.ts";

interface ImportWaitingProps {
  /** Null before anything was read. */
  readonly progress: ImportProgress | null;
  readonly cancelling: boolean;
  readonly onCancel: () => void;
}

/** How far an import has come. */
export function ImportWaiting({ progress, cancelling, onCancel }: ImportWaitingProps) {
  const { transfer: words } = useWords();
  const formats = useFormats();
  const share = progress?.share ?? 0;
  const count = progress?.totals.conversations ?? 0;
  return (
    <div className="waiting">
      <p dir="auto">{words.reading(progress?.name ?? "")}</p>
      <div
        className="bar"
        role="progressbar"
        aria-label={words.progress}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(share * 100)}
      >
        <i style={{ inlineSize: `${share * 100}%` }} />
      </div>
      <p className="q">{cancelling ? words.cancelling : words.soFar(count, formats.number(count))}</p>
      <button type="button" className="b line" disabled={cancelling} onClick={onCancel}>
        {words.cancel}
      </button>
    </div>
  );
}
