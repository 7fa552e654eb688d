import type { MouseEvent } from "react";
import { useNotes, useShared } from "./markdown-context.ts";
import { noteElementId } from "./note-id.ts";
import { noteParts } from "./note-parts.ts";

/** The number in the text that leads to a note; plain text as long as there is no such note. */
export function NoteMark({ label, written }: { label: string; written: string }) {
  const { words, id } = useShared();
  const notes = useNotes();
  const number = notes.numbers.get(label);
  if (number === undefined) return written;
  const text = notes.texts.get(label);
  const name = words.noteNamed(number, text === undefined ? "" : noteParts(text.blocks).titleText);
  if (text === undefined) {
    return (
      <sup className="cite" aria-label={name} role="img">
        {number}
      </sup>
    );
  }
  const noteId = noteElementId(id, number);
  return (
    <a className="cite" href={`#${noteId}`} data-note={noteId} aria-label={name} onClick={openNote}>
      {number}
    </a>
  );
}

/** Opens the note and goes there without touching the address, which belongs to the workspace. */
function openNote(event: MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault();
  const note = document.getElementById(event.currentTarget.dataset.note ?? "");
  if (!(note instanceof HTMLDetailsElement)) return;
  note.open = true;
  note.querySelector("summary")?.focus({ preventScroll: true });
  note.scrollIntoView({ block: "nearest" });
}
