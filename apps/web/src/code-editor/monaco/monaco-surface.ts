// The code editor of VS Code. Loaded on first use; one editor for all tabs, one model for each.

import { editor, KeyCode, KeyMod, MarkerSeverity, Uri } from "monaco-editor/editor/editor.api.js";
import "./monaco-features.ts";
import type { LineSpan } from "../changed-lines.ts";
import { type CodeSurface, plainFromChars, type ShownCode, type SurfaceOptions } from "../code-surface.ts";
import { isChecked, languageId } from "./monaco-languages.ts";
import { diffOptions, editorOptions } from "./monaco-options.ts";
import { instructServices } from "./monaco-services.ts";
import { wearPageColours } from "./monaco-theme.ts";
import { installWorkers } from "./monaco-workers.ts";

installWorkers();
instructServices();

/** Escape is the editor's as long as something in it is open or selected. */
const nothingOpen = [
  "findWidgetVisible",
  "suggestWidgetVisible",
  "parameterHintsVisible",
  "renameInputVisible",
  "inSnippetMode",
  "editorHasSelection",
  "editorHasMultipleSelections",
  "markersNavigationVisible",
  "referenceSearchVisible",
  "editorHoverVisible",
  "accessibilityHelpWidgetVisible",
]
  .map((key) => `!${key}`)
  .join(" && ");

interface Opened {
  readonly model: editor.ITextModel;
  place: editor.ICodeEditorViewState | null;
}

export function createSurface({ host, listener, words }: SurfaceOptions): CodeSurface {
  const [aloneHost, besideHost] = [document.createElement("div"), document.createElement("div")];
  host.append(aloneHost, besideHost);
  wearPageColours(host);
  const alone = editor.create(aloneHost, { ...editorOptions, model: null });
  const marks = alone.createDecorationsCollection();
  const opened = new Map<string, Opened>();
  // One for all comparisons: a model that goes while it is being compared is reported as an error.
  const original = newModel("", "plaintext");
  let differ: editor.IStandaloneDiffEditor | null = null;
  let isBeside = false;
  let shown: ShownCode | null = null;

  const modelOf = (id: string) => opened.get(id)?.model;
  const current = () => (differ !== null && isBeside ? differ.getModifiedEditor() : alone);
  const tellCaret = () => {
    const at = current().getPosition();
    if (at !== null) listener.moved({ line: at.lineNumber, column: at.column });
  };
  const tellProblems = () => {
    const model = shown === null ? undefined : modelOf(shown.id);
    if (model === undefined) return;
    const markers = editor.getModelMarkers({ resource: model.uri });
    const problems = markers.filter(({ severity }) => severity >= MarkerSeverity.Warning).length;
    listener.checked(isChecked(model.getLanguageId()) ? problems : null);
  };

  /** Our keys and menu entries, for the editor alone and for the one beside another text. */
  function equip(one: editor.IStandaloneCodeEditor): void {
    one.addAction({
      id: "grok.save",
      label: words.save,
      keybindings: [KeyMod.CtrlCmd | KeyCode.KeyS],
      run: () => listener.saveAsked(),
    });
    one.addAction({
      id: "grok.ask",
      label: words.ask,
      contextMenuGroupId: "navigation",
      run: () => listener.askAsked(),
    });
    one.addCommand(KeyCode.Escape, () => listener.left(), nothingOpen);
    one.onDidChangeCursorPosition(tellCaret);
    one.onDidChangeModelContent(() => listener.edited());
  }
  equip(alone);
  const watching = editor.onDidChangeMarkers(tellProblems);

  function open(code: ShownCode): Opened {
    const known = opened.get(code.id);
    if (known !== undefined) return known;
    const language = code.text.length > plainFromChars ? "plaintext" : languageId(code.language);
    // The name's ending tells the services of TypeScript what they have before them.
    const uri = Uri.from({ scheme: "grok", path: `/${code.id}/${code.fileName}` });
    const fresh = { model: newModel(code.text, language, uri), place: null };
    opened.set(code.id, fresh);
    return fresh;
  }

  /** Made on first use and kept: Monaco's menus belong to the editor that was made last. */
  function comparing(): editor.IStandaloneDiffEditor {
    if (differ !== null) return differ;
    differ = editor.createDiffEditor(besideHost, diffOptions);
    equip(differ.getModifiedEditor() as editor.IStandaloneCodeEditor);
    return differ;
  }

  function compare(before: string | null): void {
    const code = shown;
    const model = code === null ? undefined : modelOf(code.id);
    if (differ !== null && isBeside) {
      const place = differ.getModifiedEditor().saveViewState();
      differ.setModel(null);
      if (place !== null) alone.restoreViewState(place);
    }
    isBeside = before !== null && model !== undefined;
    aloneHost.hidden = isBeside;
    besideHost.hidden = !isBeside;
    if (before === null || model === undefined || code === null) return;
    editor.setModelLanguage(original, model.getLanguageId());
    original.setValue(before);
    const one = comparing();
    one.getModifiedEditor().updateOptions({ ariaLabel: code.fileName });
    one.getOriginalEditor().updateOptions({ ariaLabel: words.before });
    one.setModel({ original, modified: model });
    one.getModifiedEditor().restoreViewState(alone.saveViewState());
  }

  return {
    show(code) {
      if (isBeside) compare(null);
      if (shown !== null) opened.get(shown.id)!.place = alone.saveViewState();
      shown = code;
      const { model, place } = open(code);
      alone.setModel(model);
      alone.updateOptions({ ariaLabel: code.fileName });
      if (place !== null) alone.restoreViewState(place);
      tellCaret();
      tellProblems();
    },
    forget(id) {
      if (shown?.id === id) {
        compare(null);
        shown = null;
        alone.setModel(null);
      }
      modelOf(id)?.dispose();
      opened.delete(id);
    },
    text: () =>
      (shown === null ? undefined : modelOf(shown.id))?.getValue(editor.EndOfLinePreference.LF) ?? "",
    selection() {
      const model = current().getModel();
      const selected = current().getSelection();
      if (model === null) return "";
      const none = selected === null || selected.isEmpty();
      return model.getValueInRange(
        none ? model.getFullModelRange() : selected,
        editor.EndOfLinePreference.LF,
      );
    },
    compare,
    mark(lines) {
      marks.set(lines.map(changedMark));
    },
    restyle: () => wearPageColours(host),
    focus: () => current().focus(),
    dispose() {
      watching.dispose();
      differ?.dispose();
      alone.dispose();
      for (const { model } of opened.values()) model.dispose();
      original.dispose();
      aloneHost.remove();
      besideHost.remove();
    },
  };
}

/** Brackets are as quiet as the other signs; an editor's options do not reach its models. */
function newModel(text: string, language: string, uri?: Uri): editor.ITextModel {
  const model = editor.createModel(text, language, uri);
  model.updateOptions({
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  return model;
}

function changedMark({ first, last }: LineSpan): editor.IModelDeltaDecoration {
  return {
    range: { startLineNumber: first, startColumn: 1, endLineNumber: last, endColumn: 1 },
    options: { isWholeLine: true, marginClassName: "changed-line" },
  };
}
