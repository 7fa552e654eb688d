/** The languages whose code is coloured. Each grammar is a chunk of its own, loaded when first needed. */

import type { LanguageInput } from "@shikijs/core";

type Grammar = () => Promise<{ default: Extract<LanguageInput, readonly unknown[]> }>;

const grammars = {
  bash: () => import("@shikijs/langs/shellscript"),
  c: () => import("@shikijs/langs/c"),
  cpp: () => import("@shikijs/langs/cpp"),
  csharp: () => import("@shikijs/langs/csharp"),
  css: () => import("@shikijs/langs/css"),
  dart: () => import("@shikijs/langs/dart"),
  diff: () => import("@shikijs/langs/diff"),
  docker: () => import("@shikijs/langs/docker"),
  elixir: () => import("@shikijs/langs/elixir"),
  go: () => import("@shikijs/langs/go"),
  graphql: () => import("@shikijs/langs/graphql"),
  haskell: () => import("@shikijs/langs/haskell"),
  hcl: () => import("@shikijs/langs/hcl"),
  html: () => import("@shikijs/langs/html"),
  ini: () => import("@shikijs/langs/ini"),
  java: () => import("@shikijs/langs/java"),
  javascript: () => import("@shikijs/langs/javascript"),
  json: () => import("@shikijs/langs/jsonc"),
  julia: () => import("@shikijs/langs/julia"),
  kotlin: () => import("@shikijs/langs/kotlin"),
  latex: () => import("@shikijs/langs/latex"),
  lua: () => import("@shikijs/langs/lua"),
  make: () => import("@shikijs/langs/make"),
  markdown: () => import("@shikijs/langs/markdown"),
  matlab: () => import("@shikijs/langs/matlab"),
  nginx: () => import("@shikijs/langs/nginx"),
  perl: () => import("@shikijs/langs/perl"),
  php: () => import("@shikijs/langs/php"),
  powershell: () => import("@shikijs/langs/powershell"),
  proto: () => import("@shikijs/langs/proto"),
  python: () => import("@shikijs/langs/python"),
  r: () => import("@shikijs/langs/r"),
  ruby: () => import("@shikijs/langs/ruby"),
  rust: () => import("@shikijs/langs/rust"),
  scala: () => import("@shikijs/langs/scala"),
  sql: () => import("@shikijs/langs/sql"),
  swift: () => import("@shikijs/langs/swift"),
  toml: () => import("@shikijs/langs/toml"),
  tsx: () => import("@shikijs/langs/tsx"),
  typescript: () => import("@shikijs/langs/typescript"),
  vue: () => import("@shikijs/langs/vue"),
  xml: () => import("@shikijs/langs/xml"),
  yaml: () => import("@shikijs/langs/yaml"),
  zig: () => import("@shikijs/langs/zig"),
} satisfies Record<string, Grammar>;

export type GrammarName = keyof typeof grammars;

export const grammarNames = Object.keys(grammars) as readonly GrammarName[];

const otherNames: Readonly<Record<string, GrammarName>> = {
  sh: "bash",
  shell: "bash",
  zsh: "bash",
  console: "bash",
  shellsession: "bash",
  shellscript: "bash",
  h: "c",
  "c++": "cpp",
  cc: "cpp",
  hpp: "cpp",
  cs: "csharp",
  "c#": "csharp",
  scss: "css",
  patch: "diff",
  dockerfile: "docker",
  ex: "elixir",
  exs: "elixir",
  golang: "go",
  gql: "graphql",
  hs: "haskell",
  terraform: "hcl",
  tf: "hcl",
  htm: "html",
  svg: "xml",
  conf: "ini",
  properties: "ini",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  node: "javascript",
  jsx: "tsx",
  jsonc: "json",
  json5: "json",
  jsonl: "json",
  jl: "julia",
  kt: "kotlin",
  kts: "kotlin",
  tex: "latex",
  makefile: "make",
  md: "markdown",
  mdx: "markdown",
  pl: "perl",
  ps1: "powershell",
  pwsh: "powershell",
  protobuf: "proto",
  py: "python",
  python3: "python",
  rb: "ruby",
  rs: "rust",
  postgresql: "sql",
  mysql: "sql",
  sqlite: "sql",
  plsql: "sql",
  ts: "typescript",
  mts: "typescript",
  yml: "yaml",
};

/** The grammar for a language as people write it, or `undefined` for one that stays plain. */
export function grammarFor(language: string): GrammarName | undefined {
  return Object.hasOwn(grammars, language)
    ? (language as GrammarName)
    : Object.hasOwn(otherNames, language)
      ? otherNames[language]
      : undefined;
}

export function loadGrammar(name: GrammarName): ReturnType<Grammar> {
  return grammars[name]();
}
