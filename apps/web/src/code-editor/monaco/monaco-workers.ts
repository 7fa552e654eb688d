// The workers are files of this build, like every other script: no blob, no other origin.

import EditorWorker from "monaco-editor/editor/editor.worker.js?worker";
import CssWorker from "monaco-editor/language/css/css.worker.js?worker";
import HtmlWorker from "monaco-editor/language/html/html.worker.js?worker";
import JsonWorker from "monaco-editor/language/json/json.worker.js?worker";
import TypeScriptWorker from "monaco-editor/language/typescript/ts.worker.js?worker";

const workers: Readonly<Record<string, new () => Worker>> = {
  css: CssWorker,
  scss: CssWorker,
  less: CssWorker,
  html: HtmlWorker,
  json: JsonWorker,
  javascript: TypeScriptWorker,
  typescript: TypeScriptWorker,
};

/** Tells Monaco where its workers are; each is loaded when its language is first opened. */
export function installWorkers(): void {
  globalThis.MonacoEnvironment = {
    getWorker: (_, label) => new (workers[label] ?? EditorWorker)(),
  };
}
