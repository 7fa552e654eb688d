import type { ConversationId } from "@grok/conversation";
import { useEffect, useRef } from "react";
import { useFormats, useWords } from "../words/words.ts";
import type { ImportOutcome } from "./run-import.ts";
import type { TransferWords } from "./transfer-words.ts";

interface ImportReportProps {
  readonly outcome: ImportOutcome;
  readonly onOpen: (id: ConversationId) => void;
  readonly onMore: () => void;
  readonly onDone: () => void;
}

/** What came in, what was here already, what did not come in and why. */
export function ImportReportView({ outcome, onOpen, onMore, onDone }: ImportReportProps) {
  const { transfer: words } = useWords();
  const formats = useFormats();
  const heading = useRef<HTMLParagraphElement>(null);
  // What held the focus is gone; the outcome is what a reader waits for.
  useEffect(() => heading.current?.focus(), []);
  const { totals } = outcome;
  const counts: [string, number][] = [
    [words.counts.conversations, totals.conversations],
    [words.counts.messages, totals.nodes],
    [words.counts.known, totals.known],
    [words.counts.leftOut, totals.leftOut],
    [words.counts.unreadable, totals.unreadable],
    [words.counts.skipped, totals.skippedFiles],
  ];
  const { problems, latestId } = totals;
  const bad = outcome.end === "failed" || (totals.formats.length === 0 && totals.unreadable > 0);
  return (
    <div className="told">
      <p ref={heading} tabIndex={-1} role="status" className={bad ? "outcome bad" : "outcome"}>
        {headline(outcome, words, formats.number)}
      </p>
      {totals.formats.length > 0 && (
        <dl className="facts-list">
          {counts
            .filter(([, count], at) => count > 0 || at < 2)
            .map(([name, count]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="num">{formats.number(count)}</dd>
              </div>
            ))}
        </dl>
      )}
      {problems.length > 0 && (
        <details open={bad || problems.length <= 5}>
          <summary>{words.problems(problems.length, formats.number(problems.length))}</summary>
          <ul className="remarks">
            {problems.map((problem) => (
              <li key={problem} dir="auto">
                {problem}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="go">
        {latestId !== null && (
          <button type="button" className="b fill" onClick={() => onOpen(latestId)}>
            {words.openNewest}
          </button>
        )}
        <button type="button" className={latestId === null ? "b fill" : "b line"} onClick={onMore}>
          {words.chooseMore}
        </button>
        <button type="button" className="b" onClick={onDone}>
          {words.done}
        </button>
      </div>
    </div>
  );
}

function headline(
  { totals, end, message }: ImportOutcome,
  words: TransferWords,
  number: (value: number) => string,
): string {
  const { conversations, nodes, known, unreadable } = totals;
  if (end === "failed") return words.broken(message);
  if (end === "cancelled") return words.cancelled;
  if (conversations + nodes > 0)
    return words.cameIn(conversations, number(conversations), nodes, number(nodes));
  if (known > 0) return unreadable > 0 ? words.nothingNewReadable : words.nothingNew;
  return unreadable > 0 ? words.nothingRead : words.nothingThere;
}
