import { Blocks } from "./blocks.tsx";
import { Inlines } from "./inlines.tsx";
import { useNotes, useShared } from "./markdown-context.ts";
import type { FootnoteText } from "./markdown-tree.ts";
import { noteElementId } from "./note-id.ts";
import { noteParts } from "./note-parts.ts";

/** The notes first referred to in the pieces that start at `starts`, right after those pieces. */
export function NotesAfter({ starts }: { starts: readonly number[] }) {
  const notes = useNotes();
  const labels = starts.flatMap((start) => notes.firstIn.get(start) ?? []);
  return labels.map((label) => {
    const text = notes.texts.get(label);
    return text === undefined ? null : (
      <MarginNote
        key={label}
        number={notes.numbers.get(label) ?? 0}
        text={text}
        start={notes.definedIn.get(label) ?? 0}
      />
    );
  });
}

/** Beside the line in a wide pane, folded under it in a narrow one; `notes-layout.ts` opens and places it. */
function MarginNote({ number, text, start }: { number: number; text: FootnoteText; start: number }) {
  const { id } = useShared();
  const { title, body, excerpt } = noteParts(text.blocks);
  return (
    <details className={title.length === 0 ? "note untitled" : "note"} id={noteElementId(id, number)}>
      <summary dir="auto">
        <span className="k">{number}</span>
        {title.length > 0 && (
          <span className="t">
            <Inlines of={title} />
          </span>
        )}
        <span className="e" aria-hidden="true">
          {excerpt}
        </span>
        <svg className="i s fold" viewBox="0 0 24 24" aria-hidden="true">
          <path d="m6 9 6 6 6-6" />
        </svg>
      </summary>
      <div className="x">
        <Blocks of={body} start={start} />
      </div>
    </details>
  );
}
