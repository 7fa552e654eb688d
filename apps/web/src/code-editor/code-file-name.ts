// A block that says no file name gets one from its language: downloads need an ending, and so do the services of an
// editor.

const endings: Readonly<Record<string, string>> = {
  bash: "sh",
  shell: "sh",
  zsh: "sh",
  console: "sh",
  "c++": "cpp",
  csharp: "cs",
  "c#": "cs",
  docker: "dockerfile",
  elixir: "ex",
  golang: "go",
  haskell: "hs",
  javascript: "js",
  node: "js",
  julia: "jl",
  kotlin: "kt",
  latex: "tex",
  makefile: "mk",
  make: "mk",
  markdown: "md",
  matlab: "m",
  nginx: "conf",
  perl: "pl",
  powershell: "ps1",
  protobuf: "proto",
  python: "py",
  python3: "py",
  ruby: "rb",
  rust: "rs",
  terraform: "tf",
  typescript: "ts",
  text: "txt",
  plaintext: "txt",
  output: "txt",
  postgresql: "sql",
  mysql: "sql",
  sqlite: "sql",
};

/** The last part of the name that the fence says, else "snippet" with the ending of the language. */
export function codeFileName({ fileName, language }: { fileName?: string; language: string }): string {
  const said = fileName?.split(/[\\/]/).findLast((part) => part !== "");
  if (said !== undefined) return said;
  const ending = endings[language] ?? (/^[a-z0-9]{1,12}$/.test(language) ? language : "txt");
  return `snippet.${ending}`;
}
