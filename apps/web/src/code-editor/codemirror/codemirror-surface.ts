// The editor under a finger: CodeMirror, whose text is the page's own, so that the keyboard, the handles and the
// loupe of a phone work in it. The same frame, fewer features.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import {
  bracketMatching,
  indentOnInput,
  LanguageDescription,
  syntaxHighlighting,
} from "@codemirror/language";
import { languages } from "@codemirror/language-data";
import { unifiedMergeView } from "@codemirror/merge";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { type CodeSurface, plainFromChars, type ShownCode, type SurfaceOptions } from "../code-surface.ts";
import { changeMarks, markLines } from "./codemirror-marks.ts";
import { codeColours, codeLook } from "./codemirror-theme.ts";

const languagePart = new Compartment();
const comparePart = new Compartment();

export function createSurface({ host, listener }: SurfaceOptions): CodeSurface {
  const states = new Map<string, EditorState>();
  let shown: ShownCode | null = null;

  const keys = keymap.of([
    { key: "Mod-s", preventDefault: true, run: () => taken(listener.saveAsked) },
    ...searchKeymap,
    { key: "Escape", run: (view) => view.state.selection.main.empty && taken(listener.left) },
    ...historyKeymap,
    indentWithTab,
    ...defaultKeymap,
  ]);
  const told = EditorView.updateListener.of(({ docChanged, selectionSet, state }) => {
    if (docChanged) listener.edited();
    if (docChanged || selectionSet) tellCaret(state);
  });
  const view = new EditorView({ parent: host });
  const tellCaret = (state: EditorState) => {
    const { head } = state.selection.main;
    const line = state.doc.lineAt(head);
    listener.moved({ line: line.number, column: head - line.from + 1 });
  };

  const stateOf = (code: ShownCode) =>
    EditorState.create({
      doc: code.text,
      extensions: [
        keys,
        told,
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        history(),
        indentOnInput(),
        bracketMatching(),
        search({ top: true }),
        changeMarks,
        EditorState.tabSize.of(2),
        syntaxHighlighting(codeColours),
        codeLook,
        languagePart.of([]),
        comparePart.of([]),
        EditorView.contentAttributes.of({
          "aria-label": code.fileName,
          autocapitalize: "off",
          autocorrect: "off",
          spellcheck: "false",
        }),
      ],
    });

  async function colour(code: ShownCode): Promise<void> {
    if (code.text.length > plainFromChars) return;
    const language = await loadLanguage(code);
    if (language !== null && shown?.id === code.id)
      view.dispatch({ effects: languagePart.reconfigure(language) });
  }

  return {
    show(code) {
      if (shown !== null) states.set(shown.id, view.state);
      const known = states.get(code.id);
      shown = code;
      view.setState(known ?? stateOf(code));
      view.dispatch({ effects: comparePart.reconfigure([]) });
      if (known === undefined) void colour(code);
      listener.checked(null);
      tellCaret(view.state);
    },
    forget(id) {
      states.delete(id);
      if (shown?.id === id) shown = null;
    },
    text: () => view.state.doc.toString(),
    selection() {
      const { main } = view.state.selection;
      return main.empty ? view.state.doc.toString() : view.state.sliceDoc(main.from, main.to);
    },
    compare(before) {
      const differing: Extension =
        before === null
          ? []
          : unifiedMergeView({
              original: before,
              mergeControls: false,
              gutter: false,
              collapseUnchanged: { margin: 3, minSize: 12 },
            });
      view.dispatch({ effects: comparePart.reconfigure(differing) });
    },
    mark: (spans) => view.dispatch({ effects: markLines(spans) }),
    // The colours are the page's custom properties.
    restyle: () => undefined,
    focus: () => view.focus(),
    dispose: () => view.destroy(),
  };
}

/** Tells CodeMirror that the key has been used. */
function taken(deed: () => void): true {
  deed();
  return true;
}

async function loadLanguage({ language, fileName }: ShownCode): Promise<Extension | null> {
  const found =
    LanguageDescription.matchLanguageName(languages, language, false) ??
    LanguageDescription.matchFilename(languages, fileName);
  // Without its colours code is still code.
  return (await found?.load().catch(() => null)) ?? null;
}
