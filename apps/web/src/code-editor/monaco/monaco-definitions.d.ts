// Monaco brings no types for its language definitions.
declare module "monaco-editor/languages/definitions/*" {
  /** Brackets, comments, what closes by itself, where lines are indented. */
  export const conf: import("monaco-editor/editor/editor.api.js").languages.LanguageConfiguration;
}

// Nor for the parts of the editor that are imported for what they do.
declare module "monaco-editor/editor/contrib/*";
