import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { styleTags, Tag, tags } from "@lezer/highlight";

/** What makes up a fence: its marks, and what is written after them. */
const fence = Tag.define();

/** Lets fences be told from the marks of emphasis. */
export const fenceTags = {
  props: [styleTags({ "FencedCode/CodeMark": fence, "FencedCode/CodeInfo": fence })],
};

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
