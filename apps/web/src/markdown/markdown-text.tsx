/**
 * A message in Markdown, finished or still being written.
 *
 * Elements are made from a syntax tree, never from HTML, so that nothing in a message can run. While
 * the text grows, finished blocks are neither parsed nor drawn again; see `markdown-document.ts`.
 */

import { memo, useEffect, useId, useMemo, useRef } from "react";
import type { Piece } from "./block-splitter.ts";
import { Blocks, ListView } from "./blocks.tsx";
import { createFinishedDocuments } from "./finished-documents.ts";
import { NotesAfter } from "./margin-note.tsx";
import { MarginNotesRoot } from "./margin-notes-root.tsx";
import { type CodeSnippet, type MarkdownShared, NotesContext, SharedContext } from "./markdown-context.ts";
import { advanceDocument, emptyDocument, type MarkdownDocument, startsGroup } from "./markdown-document.ts";
import type { MarkdownWords } from "./markdown-words.ts";
import { createPieceReader, type Definitions, type ReadPiece } from "./piece-reader.ts";
import type { Reading } from "./read-blocks.ts";
import { type Run, runsOf } from "./runs.ts";
import { directionOf, languageOf } from "./script-of-text.ts";
import { useShownGroups } from "./shown-groups.ts";
import { TableView } from "./table-view.tsx";
import "./markdown.css";

export type { CodeSnippet } from "./markdown-context.ts";
export type { MarkdownWords } from "./markdown-words.ts";

export interface MarkdownTextProps {
  /** The whole text so far. While `live`, each text begins with the one before. */
  readonly text: string;
  /** Whether more is to come: shows the caret, completes half-written marks. */
  readonly live: boolean;
  /** Keep the same object between renders. */
  readonly words: MarkdownWords;
  /** BCP 47. Without it, the language is told from the script where the script tells. */
  readonly lang?: string;
  /** Gives each code block the button "Open in editor". */
  readonly onOpenInEditor?: (snippet: CodeSnippet) => void;
  /** "beside" (default) puts footnotes into the margin of a wide pane, "below" always folds them under the text. */
  readonly notes?: "beside" | "below";
}

const reader = createPieceReader();
const finished = createFinishedDocuments();

export const MarkdownText = memo(function MarkdownText(props: MarkdownTextProps) {
  const { text, live, words, lang, notes = "beside" } = props;
  const document = useMarkdownDocument(text, live);
  const shared = useShared(words, props.onOpenInEditor);
  const shown = useShownGroups(document.groups, text.length);
  const sample = document.text.slice(0, 1200);
  const [language, direction] = useMemo(
    () => [lang ?? languageOf(sample), directionOf(sample)],
    [lang, sample],
  );
  return (
    <SharedContext value={shared}>
      <NotesContext value={document.notes}>
        <MarginNotesRoot className="md" lang={language} dir={direction} place={notes}>
          {partsOf(document, shown).map(({ pieces, tail }) => (
            <Part
              key={(pieces[0] ?? tail?.piece)?.start}
              pieces={pieces}
              definitions={document.definitions}
              tail={tail}
            />
          ))}
        </MarginNotesRoot>
      </NotesContext>
    </SharedContext>
  );
});

interface PartOfText {
  readonly pieces: readonly Piece[];
  readonly tail: ReadPiece | undefined;
}

const noPieces: readonly Piece[] = [];

/** The first `shown` groups, and when that is all of them the open end, in the group it will belong to. */
function partsOf({ groups, tail }: MarkdownDocument, shown: number): readonly PartOfText[] {
  const parts = groups.slice(0, shown).map((pieces): PartOfText => ({ pieces, tail: undefined }));
  const last = groups.at(-1);
  if (tail === undefined || shown < groups.length) return parts;
  if (last === undefined || startsGroup(tail.piece, last)) return [...parts, { pieces: noPieces, tail }];
  return [...parts.slice(0, -1), { pieces: last, tail }];
}

/** The document of the last render that reached the page is what the next one grows from. */
function useMarkdownDocument(text: string, live: boolean): MarkdownDocument {
  const last = useRef(emptyDocument);
  const document = useMemo(() => {
    const known = live || last.current !== emptyDocument ? undefined : finished.recall(text);
    return known ?? advanceDocument(last.current, text, live, reader);
  }, [text, live]);
  useEffect(() => {
    last.current = document;
    finished.keep(document);
  }, [document]);
  return document;
}

/** The same object however often the caller makes a new function. */
function useShared(
  words: MarkdownWords,
  onOpenInEditor: MarkdownTextProps["onOpenInEditor"],
): MarkdownShared {
  const id = useId();
  const latest = useRef(onOpenInEditor);
  useEffect(() => {
    latest.current = onOpenInEditor;
  }, [onOpenInEditor]);
  const opens = onOpenInEditor !== undefined;
  return useMemo(
    () => ({
      words,
      id,
      ...(opens ? { openInEditor: (snippet: CodeSnippet) => latest.current?.(snippet) } : {}),
    }),
    [words, id, opens],
  );
}

/** Laid out on its own, so that the finished parts of a long message cost nothing while it goes on. */
const Part = memo(function Part({
  pieces,
  definitions,
  tail,
}: PartOfText & { readonly definitions: Definitions }) {
  const read: ReadPiece[] = pieces.map((piece) => ({ piece, reading: reader.read(piece, definitions) }));
  if (tail !== undefined) read.push(tail);
  return (
    <div className="part">
      {runsOf(read).map((run) =>
        "block" in run ? (
          <RunView key={run.start} {...run} />
        ) : (
          <PieceView key={run.piece.start} start={run.piece.start} reading={run.reading} />
        ),
      )}
    </div>
  );
});

const PieceView = memo(function PieceView({ start, reading }: { start: number; reading: Reading }) {
  return (
    <>
      <Blocks of={reading.blocks} start={start} />
      {reading.references.length > 0 && <NotesAfter starts={[start]} />}
    </>
  );
});

function RunView({ block, itemKeys, itemStarts, rest, pieces }: Run) {
  const starts = pieces
    .filter(({ reading }) => reading.references.length > 0)
    .map(({ piece }) => piece.start);
  return (
    <>
      {block.kind === "list" ? (
        <ListView list={block} itemKeys={itemKeys} starts={itemStarts} />
      ) : (
        <TableView table={block} />
      )}
      <Blocks of={rest} start={pieces.at(-1)!.piece.start} />
      {starts.length > 0 && <NotesAfter starts={starts} />}
    </>
  );
}
