import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { styleTags, Tag, tags } from "@lezer/highlight";

/** What makes up a fence: its marks, and what is written after them. */
const fence = Tag.define();

/** Longer paragraphs are coloured in pieces: an edit has the whole of its piece read again. */
const pieceCharsMax = 10_000;
/** A line cannot be coloured in pieces; texts with longer ones are not coloured. */
const lineCharsMax = 50_000;

/** Reads `text` as Markdown, for its colours. */
export function markdownOf(text: string): Extension {
  if (text.split("\n").some((line) => line.length > lineCharsMax)) return [];
  return markdown({
    base: markdownLanguage,
    extensions: {
      // Fences can be told from the marks of emphasis.
      props: [styleTags({ "FencedCode/CodeMark": fence, "FencedCode/CodeInfo": fence })],
      parseBlock: [
        { name: "LongParagraph", endLeaf: (_at, _line, { content }) => content.length > pieceCharsMax },
      ],
    },
    addKeymap: false,
    completeHTMLTags: false,
    pasteURLAsLink: false,
  });
}

const highlight = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "600" },
  { tag: [fence, tags.url, tags.comment], color: "var(--ink-3)" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
]);

const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "400 var(--code) / 1.375rem var(--mono)", scrollbarWidth: "thin" },
  ".cm-content": { padding: "var(--s4) 0", caretColor: "var(--pen)" },
  ".cm-gutters": { backgroundColor: "transparent", border: "0", color: "var(--ink-3)" },
});

export const sourceLook = [theme, syntaxHighlighting(highlight), EditorView.perLineTextDirection.of(true)];
