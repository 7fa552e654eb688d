import type { editor } from "monaco-editor/editor/editor.api.js";

/** How an editor looks and behaves, alone or beside another text. Quiet: one text, its numbers, the caret. */
export const editorOptions: editor.IStandaloneEditorConstructionOptions = {
  theme: "grok",
  automaticLayout: true,
  accessibilitySupport: "auto",
  fontFamily: '"Commit Mono", ui-monospace, "SF Mono", Consolas, "Noto Sans Mono CJK SC", monospace',
  fontSize: 13,
  lineHeight: 20,
  fontLigatures: '"ss03", "ss05"',
  tabSize: 2,
  padding: { top: 12, bottom: 12 },
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 4,
  glyphMargin: false,
  folding: true,
  showFoldingControls: "mouseover",
  minimap: { enabled: false },
  overviewRulerLanes: 2,
  hideCursorInOverviewRuler: true,
  renderLineHighlight: "all",
  renderWhitespace: "selection",
  scrollBeyondLastLine: false,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  guides: { indentation: false, bracketPairs: false },
  stickyScroll: { enabled: false },
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true },
  // Elsewhere than in the editor, menus would have neither colours nor face.
  useShadowDOM: false,
  // Lists and hints are drawn over the page, not cut off by the pane.
  fixedOverflowWidgets: true,
  // Off where the page asks for no motion, and quiet otherwise.
  smoothScrolling: false,
  cursorBlinking: "blink",
};

/** For two texts: one below the other where there is little room, long stretches that are the same folded. */
export const diffOptions: editor.IStandaloneDiffEditorConstructionOptions = {
  ...editorOptions,
  lineDecorationsWidth: 18,
  folding: false,
  originalEditable: false,
  renderOverviewRuler: false,
  renderMarginRevertIcon: false,
  renderGutterMenu: false,
  renderSideBySideInlineBreakpoint: 820,
  hideUnchangedRegions: { enabled: true, minimumLineCount: 8, contextLineCount: 4 },
};
