import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Text } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { changesView } from "./changes-view.ts";
import { continueList } from "./continue-list.ts";
import { markdownOf, sourceLook } from "./source-look.ts";
import { keepLineBreaks, sourceText } from "./source-text.ts";
import "./source.css";

interface SourceOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  /** Accessible name of the text. */
  readonly label: string;
  readonly phrases: Readonly<Record<string, string>>;
  readonly readOnly?: boolean;
  /** Called with every change of the text, before anything has been put together; see `text`. */
  readonly onEdit: () => void;
  /** Where the eye is has moved, by scrolling or by the cursor. `share`: how far into the text, from 0 to 1. */
  readonly onPlace: (share: number) => void;
}

/** A Markdown source in CodeMirror. */
export interface SourceEditor {
  /** Byte for byte what was given, but for what has been edited. */
  readonly text: () => string;
  readonly document: () => Text;
  /** Shows what changed against `original`; null shows the text alone. */
  readonly compare: (original: Text | null) => void;
  readonly focus: () => void;
  readonly remeasure: () => void;
  readonly destroy: () => void;
}

/** A text as the editor would hold it. */
export function documentOf(text: string): Text {
  return EditorState.create({ doc: text }).doc;
}

export function createSourceEditor(options: SourceOptions): SourceEditor {
  const { parent, text, label, phrases, readOnly = false, onEdit, onPlace } = options;
  const marking = new Compartment();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        marking.of(lineNumbers()),
        keepLineBreaks(text),
        highlightSpecialChars(),
        history(),
        search({ top: true }),
        markdownOf(text),
        EditorView.lineWrapping,
        keymap.of([{ key: "Enter", run: continueList }, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorState.phrases.of(phrases),
        EditorState.readOnly.of(readOnly),
        EditorView.contentAttributes.of({
          "aria-label": label,
          spellcheck: "true",
          autocorrect: "on",
          autocapitalize: "sentences",
        }),
        sourceLook,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onEdit();
          if (update.docChanged || update.selectionSet) {
            const { head } = update.state.selection.main;
            onPlace(head / Math.max(1, update.state.doc.length));
          }
        }),
        EditorView.domEventHandlers({
          scroll: (_event, view) => {
            const top = view.scrollDOM.getBoundingClientRect().top - view.documentTop;
            onPlace(view.lineBlockAtHeight(top).from / Math.max(1, view.state.doc.length));
          },
        }),
      ],
    }),
  });
  return {
    text: () => sourceText(view.state),
    document: () => view.state.doc,
    compare: (original) => {
      const marks = original === null ? lineNumbers() : changesView(original);
      view.dispatch({ effects: marking.reconfigure(marks) });
    },
    focus: () => view.focus(),
    remeasure: () => view.requestMeasure(),
    destroy: () => view.destroy(),
  };
}
