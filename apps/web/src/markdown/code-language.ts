/** What the line of a code fence says: the language, and often the name of the file. */

export interface FenceInfo {
  /** Lower case; empty when nothing was said. */
  readonly language: string;
  readonly fileName?: string;
}

/**
 * Reads the ways models write it: "py", "py wait.py", "python title=\"wait.py\"", "ts:src/main.ts",
 * "wait.py", "{.python}".
 */
export function fenceInfo(info: string): FenceInfo {
  const said = /(?:title|file(?:name)?|path)\s*[=:]\s*(?:"([^"]*)"|'([^']*)'|(\S+))/i.exec(info);
  const named = said?.[1] ?? said?.[2] ?? said?.[3];
  const words = (said === null ? info : info.replace(said[0], " ")).replace(/[{}]/g, " ").trim().split(/\s+/);
  const [first = "", second = ""] = words;
  const colon = /^([\w#+-]+):(.+)$/.exec(first);
  if (colon !== null) return withFile(colon[1]!, named ?? colon[2]!);
  if (named === undefined && isFileName(first)) return withFile(extensionOf(first), first);
  return withFile(first.replace(/^\./, ""), named ?? (isFileName(second) ? second : undefined));
}

function withFile(language: string, fileName: string | undefined): FenceInfo {
  const lower = language.toLowerCase();
  return fileName === undefined || fileName === "" ? { language: lower } : { language: lower, fileName };
}

function isFileName(word: string): boolean {
  return /^[\w./@+-]*[\w@+-]\.[a-z][\w]{0,9}$/i.test(word) || /^(?:Dockerfile|Makefile)$/.test(word);
}

function extensionOf(fileName: string): string {
  return fileName.slice(fileName.lastIndexOf(".") + 1);
}

/** The name people use for a language, or `undefined` for one we do not know. */
export function languageTitle(language: string): string | undefined {
  return Object.hasOwn(titles, language) ? titles[language] : undefined;
}

const titles: Readonly<Record<string, string>> = {
  bash: "Bash",
  sh: "Shell",
  shell: "Shell",
  zsh: "Zsh",
  console: "Console",
  c: "C",
  h: "C",
  cpp: "C++",
  "c++": "C++",
  cc: "C++",
  hpp: "C++",
  csharp: "C#",
  cs: "C#",
  "c#": "C#",
  css: "CSS",
  scss: "SCSS",
  csv: "CSV",
  dart: "Dart",
  diff: "Diff",
  patch: "Diff",
  dockerfile: "Dockerfile",
  docker: "Dockerfile",
  elixir: "Elixir",
  ex: "Elixir",
  go: "Go",
  golang: "Go",
  graphql: "GraphQL",
  haskell: "Haskell",
  hs: "Haskell",
  html: "HTML",
  ini: "INI",
  java: "Java",
  javascript: "JavaScript",
  js: "JavaScript",
  mjs: "JavaScript",
  jsx: "JSX",
  json: "JSON",
  jsonc: "JSON",
  json5: "JSON5",
  julia: "Julia",
  jl: "Julia",
  kotlin: "Kotlin",
  kt: "Kotlin",
  latex: "LaTeX",
  tex: "TeX",
  lua: "Lua",
  make: "Makefile",
  makefile: "Makefile",
  markdown: "Markdown",
  md: "Markdown",
  matlab: "MATLAB",
  nginx: "nginx",
  perl: "Perl",
  pl: "Perl",
  php: "PHP",
  powershell: "PowerShell",
  ps1: "PowerShell",
  proto: "Protocol Buffers",
  python: "Python",
  py: "Python",
  r: "R",
  ruby: "Ruby",
  rb: "Ruby",
  rust: "Rust",
  rs: "Rust",
  scala: "Scala",
  sql: "SQL",
  svelte: "Svelte",
  swift: "Swift",
  terraform: "Terraform",
  hcl: "HCL",
  text: "Text",
  txt: "Text",
  plaintext: "Text",
  toml: "TOML",
  typescript: "TypeScript",
  ts: "TypeScript",
  tsx: "TSX",
  vue: "Vue",
  xml: "XML",
  svg: "SVG",
  yaml: "YAML",
  yml: "YAML",
  zig: "Zig",
  output: "Output",
};
