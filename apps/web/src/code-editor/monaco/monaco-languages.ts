// Which language a tab is written in. Colours come from the same grammars as those of the code in a reply, so that a
// block looks the same in both places; brackets, comments and indents come from Monaco's definitions.

import { languages } from "monaco-editor/editor/editor.api.js";
import { type GrammarName, grammarFor } from "../../markdown/code-grammars.ts";
import { tokensOf } from "./monaco-tokens.ts";

type Configuration = () => Promise<{ readonly conf: languages.LanguageConfiguration }>;

/** What closes and matches in nearly every language. */
const common: languages.LanguageConfiguration = {
  brackets: [
    ["{", "}"],
    ["[", "]"],
    ["(", ")"],
  ],
  autoClosingPairs: [
    { open: "{", close: "}" },
    { open: "[", close: "]" },
    { open: "(", close: ")" },
    { open: '"', close: '"', notIn: ["string", "comment"] },
  ],
};
const plain: Configuration = async () => ({ conf: common });
const commented = (lineComment: string): Configuration => {
  return async () => ({ conf: { ...common, comments: { lineComment } } });
};

const configurations: Readonly<Record<GrammarName, Configuration>> = {
  bash: () => import("monaco-editor/languages/definitions/shell/shell.js"),
  c: () => import("monaco-editor/languages/definitions/cpp/cpp.js"),
  cpp: () => import("monaco-editor/languages/definitions/cpp/cpp.js"),
  csharp: () => import("monaco-editor/languages/definitions/csharp/csharp.js"),
  css: () => import("monaco-editor/languages/definitions/css/css.js"),
  dart: () => import("monaco-editor/languages/definitions/dart/dart.js"),
  diff: plain,
  docker: () => import("monaco-editor/languages/definitions/dockerfile/dockerfile.js"),
  elixir: () => import("monaco-editor/languages/definitions/elixir/elixir.js"),
  go: () => import("monaco-editor/languages/definitions/go/go.js"),
  graphql: () => import("monaco-editor/languages/definitions/graphql/graphql.js"),
  haskell: commented("--"),
  hcl: () => import("monaco-editor/languages/definitions/hcl/hcl.js"),
  html: () => import("monaco-editor/languages/definitions/html/html.js"),
  ini: () => import("monaco-editor/languages/definitions/ini/ini.js"),
  java: () => import("monaco-editor/languages/definitions/java/java.js"),
  javascript: () => import("monaco-editor/languages/definitions/javascript/javascript.js"),
  json: commented("//"),
  julia: () => import("monaco-editor/languages/definitions/julia/julia.js"),
  kotlin: () => import("monaco-editor/languages/definitions/kotlin/kotlin.js"),
  latex: commented("%"),
  lua: () => import("monaco-editor/languages/definitions/lua/lua.js"),
  make: commented("#"),
  markdown: () => import("monaco-editor/languages/definitions/markdown/markdown.js"),
  matlab: commented("%"),
  nginx: commented("#"),
  perl: () => import("monaco-editor/languages/definitions/perl/perl.js"),
  php: () => import("monaco-editor/languages/definitions/php/php.js"),
  powershell: () => import("monaco-editor/languages/definitions/powershell/powershell.js"),
  proto: () => import("monaco-editor/languages/definitions/protobuf/protobuf.js"),
  python: () => import("monaco-editor/languages/definitions/python/python.js"),
  r: () => import("monaco-editor/languages/definitions/r/r.js"),
  ruby: () => import("monaco-editor/languages/definitions/ruby/ruby.js"),
  rust: () => import("monaco-editor/languages/definitions/rust/rust.js"),
  scala: () => import("monaco-editor/languages/definitions/scala/scala.js"),
  sql: () => import("monaco-editor/languages/definitions/sql/sql.js"),
  swift: () => import("monaco-editor/languages/definitions/swift/swift.js"),
  toml: commented("#"),
  tsx: () => import("monaco-editor/languages/definitions/typescript/typescript.js"),
  typescript: () => import("monaco-editor/languages/definitions/typescript/typescript.js"),
  vue: () => import("monaco-editor/languages/definitions/html/html.js"),
  xml: () => import("monaco-editor/languages/definitions/xml/xml.js"),
  yaml: () => import("monaco-editor/languages/definitions/yaml/yaml.js"),
  zig: commented("//"),
};

/** Languages with a service of their own that share a grammar with another one. */
const apart: Readonly<Record<string, { readonly id: string; readonly grammar: GrammarName }>> = {
  jsx: { id: "javascript", grammar: "javascript" },
  scss: { id: "scss", grammar: "css" },
  less: { id: "less", grammar: "css" },
  // The service takes a comment or a second value for a mistake, which they are only in plain JSON.
  jsonc: { id: "jsonc", grammar: "json" },
  json5: { id: "jsonc", grammar: "json" },
  jsonl: { id: "jsonc", grammar: "json" },
};

/** Languages in which somebody looks for mistakes. */
const checkedLanguages = new Set(["typescript", "javascript", "json", "css", "scss", "less"]);
const known = new Set<string>();

/** Monaco's id for a language as written after a fence, made known to Monaco on its first use. */
export function languageId(language: string): string {
  const grammar = apart[language]?.grammar ?? grammarFor(language);
  if (grammar === undefined) return "plaintext";
  const id = apart[language]?.id ?? grammar;
  if (!known.has(id)) register(id, grammar);
  return id;
}

export const isChecked = (id: string): boolean => checkedLanguages.has(id);

function register(id: string, grammar: GrammarName): void {
  known.add(id);
  languages.register({ id });
  languages.registerTokensProviderFactory(id, { create: () => tokensOf(grammar) });
  languages.onLanguageEncountered(id, async () => {
    const { conf } = await configurations[grammar]();
    languages.setLanguageConfiguration(id, conf);
  });
}
