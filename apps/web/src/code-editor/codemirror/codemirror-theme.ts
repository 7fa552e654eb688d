import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The five kinds that code is coloured in, everywhere in the workspace. */
export const codeColours = HighlightStyle.define([
  {
    tag: [
      tags.keyword,
      tags.controlKeyword,
      tags.operatorKeyword,
      tags.definitionKeyword,
      tags.moduleKeyword,
      tags.modifier,
      tags.self,
      tags.null,
      tags.bool,
      tags.atom,
      tags.tagName,
      tags.heading,
    ],
    color: "var(--code-key)",
  },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.inserted], color: "var(--code-str)" },
  { tag: [tags.number, tags.color, tags.unit, tags.escape, tags.deleted], color: "var(--code-num)" },
  { tag: [tags.comment, tags.meta, tags.quote], color: "var(--code-com)" },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.function(tags.definition(tags.variableName)),
      tags.className,
      tags.attributeName,
      tags.macroName,
    ],
    color: "var(--code-fn)",
  },
]);

/** The tokens of the page, so that theme and pen change by themselves. */
export const codeLook = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--sheet)", color: "var(--code-text)", outline: "none" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--mono)",
    fontSize: "var(--code)",
    lineHeight: "var(--code-l)",
    fontFeatureSettings: '"ss03", "ss05"',
  },
  ".cm-content": { padding: "var(--s3) 0", caretColor: "var(--pen)" },
  ".cm-line": { padding: "0 var(--s4) 0 0" },
  ".cm-gutters": { backgroundColor: "var(--sheet)", color: "var(--ink-3)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": {
    minWidth: "2.25rem",
    padding: "0 0.625rem 0 0",
    fontSize: "0.6875rem",
  },
  ".cm-activeLine, .cm-activeLineGutter": {
    backgroundColor: "color-mix(in srgb, var(--ink) 6%, transparent)",
    color: "inherit",
  },
  ".cm-matchingBracket": { backgroundColor: "var(--pen-tint)", color: "inherit" },
  ".cm-panels": { backgroundColor: "var(--page)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-searchMatch": { backgroundColor: "var(--pen-tint)" },
  ".cm-searchMatch-selected": { outline: "1px solid var(--pen)" },
  ".cm-changedLine": { backgroundColor: "var(--good-tint)" },
  "&.cm-merge-b .cm-changedText": { background: "color-mix(in srgb, var(--good) 20%, transparent)" },
  ".cm-deletedChunk": { backgroundColor: "var(--bad-tint)", paddingInlineStart: "0" },
  "&.cm-merge-b .cm-deletedText, .cm-deletedChunk .cm-deletedText": {
    background: "color-mix(in srgb, var(--bad) 20%, transparent)",
  },
  ".cm-collapsedLines": {
    background: "var(--page)",
    color: "var(--ink-3)",
    paddingBlock: "0.5rem",
    fontFamily: "var(--sans)",
  },
  ".cm-collapsedLines::before, .cm-collapsedLines::after": { content: '"⋯"' },
});
