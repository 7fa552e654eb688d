/** The style of an exported page: the workspace's colours and reading type, without its fonts. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --desk: light-dark(#eeeae0, #0e131c);
  --page: light-dark(#f8f5ee, #131924);
  --sunk: light-dark(#f1ede3, #182030);
  --hover: light-dark(#e4dfd2, #222b3b);
  --ink: light-dark(#182030, #ebe6da);
  --ink-2: light-dark(#434b5b, #bdbcb9);
  --ink-3: light-dark(#5a606e, #969ba5);
  --line: light-dark(#ddd7c9, #273041);
  --line-2: light-dark(#c6bfae, #364154);
  --pen: light-dark(#2447b5, #9dbbff);
  --pen-tint: light-dark(#e4e8f3, #1f2d4c);
  --code-text: light-dark(#232b3b, #dcdad4);
  --serif: Newsreader, Georgia, "Songti SC", "Noto Serif CJK SC", "Noto Naskh Arabic", "Noto Serif Hebrew", serif;
  --sans: "Schibsted Grotesk", system-ui, "PingFang SC", "Noto Sans CJK SC", "Noto Sans Arabic", sans-serif;
  --mono: "Commit Mono", ui-monospace, "SF Mono", Consolas, "Noto Sans Mono CJK SC", monospace;
}
* { box-sizing: border-box; margin: 0; }
html { scroll-padding-top: 1rem; }
body {
  display: grid;
  grid-template: auto 1fr / 18rem minmax(0, 1fr);
  grid-template-areas: "tree head" "tree main";
  min-height: 100vh;
  background: var(--page);
  color: var(--ink);
  font: 1.125rem / 1.55 var(--serif);
}
header { grid-area: head; padding: 3rem 1.5rem 0; }
header > *, article { max-width: 38rem; margin-inline: auto; }
h1 { font: 500 clamp(1.625rem, 1.35rem + 1.1vw, 2.375rem) / 1.2 var(--serif); letter-spacing: -0.015em; overflow-wrap: anywhere; }
header p { margin-top: 0.5rem; font: 0.8125rem / 1.25rem var(--sans); color: var(--ink-3); }
main { grid-area: main; padding: 1rem 1.5rem 6rem; min-width: 0; }
nav {
  grid-area: tree;
  position: sticky;
  top: 0;
  height: 100vh;
  overflow: auto;
  padding: 1.5rem 0.5rem;
  background: var(--desk);
  border-inline-end: 1px solid var(--line);
  font: 0.8125rem / 1.25rem var(--sans);
}
nav h2 { font: 600 0.75rem / 1rem var(--sans); color: var(--ink-3); padding: 0 0.75rem 0.5rem; }
[role="treeitem"] {
  display: block;
  padding: 0.375rem 0.75rem;
  border-radius: 6px;
  color: var(--ink-2);
  text-decoration: none;
  white-space: nowrap;
  overflow: hidden;
  text-overflow: ellipsis;
}
[role="treeitem"].user { font-weight: 600; }
[role="treeitem"].on { color: var(--ink); background: var(--hover); border-radius: 0; }
[role="treeitem"][aria-selected="true"] { color: var(--pen); background: var(--pen-tint); border-radius: 6px; }
[role="treeitem"]:hover { background: var(--hover); }
${Array.from({ length: 11 }, (_, at) => `.l${at + 2} { padding-inline-start: ${(at + 2) * 0.75}rem; }`).join("\n")}
article { padding-top: 1.75rem; outline: 0; }
article.off { display: none; }
@media (scripting: none) { article.off { display: block; } }
.asked { font: 500 1.375rem / 1.35 var(--serif); letter-spacing: -0.012em; white-space: pre-wrap; }
.text { overflow-wrap: anywhere; }
.text > * + *, blockquote > * + *, li > * + * { margin-top: 0.75em; }
.text h3, .text h4, .text h5, .text h6 { font: 500 1.25rem / 1.4 var(--serif); margin-top: 1.25em; }
.text h5, .text h6 { font-size: 1.125rem; }
.text ul, .text ol { padding-inline-start: 1.5em; }
.text li + li { margin-top: 0.25em; }
.text a { color: var(--pen); }
.text hr { border: 0; border-top: 1px solid var(--line-2); margin-block: 1.5em; }
blockquote { padding-inline-start: 1em; border-inline-start: 2px solid var(--line-2); color: var(--ink-2); }
code, pre { font: 0.8125rem / 1.4 var(--mono); color: var(--code-text); }
code { background: var(--sunk); padding: 0.1em 0.3em; border-radius: 3px; }
pre { background: var(--sunk); border: 1px solid var(--line); border-radius: 10px; padding: 0.75rem 1rem; overflow: auto; white-space: pre; }
.text > pre[dir="auto"] { white-space: pre-wrap; }
pre code { background: none; padding: 0; }
.wide { overflow: auto; }
table { border-collapse: collapse; font: 0.875rem / 1.4 var(--sans); }
th, td { border-bottom: 1px solid var(--line); padding: 0.375rem 0.75rem; text-align: start; vertical-align: top; }
.none { color: var(--ink-3); font-style: italic; }
footer { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 0.5rem; margin-top: 0.5rem; font: 0.75rem / 1rem var(--sans); color: var(--ink-3); }
.versions { display: inline-flex; align-items: center; font-variant-numeric: tabular-nums; }
.step { display: inline-grid; place-items: center; width: 2rem; height: 2rem; border-radius: 6px; color: var(--line-2); font-size: 1.125rem; text-decoration: none; }
a.step { color: var(--pen); }
a.step:hover { background: var(--hover); }
a:focus-visible { outline: 2px solid var(--pen); outline-offset: 2px; }
[role="treeitem"]:focus-visible { outline-offset: -2px; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (pointer: coarse), (max-width: 48rem) {
  [role="treeitem"] { padding-block: 0.75rem; }
  .step { width: 2.75rem; height: 2.75rem; }
}
@media (max-width: 48rem) {
  body { display: flex; flex-direction: column; }
  nav { position: static; height: auto; max-height: 40vh; flex: none; order: 1; margin-top: 1rem; border-inline-end: 0; border-block: 1px solid var(--line); }
  header { padding: 1.5rem 1rem 0; }
  main { order: 2; padding: 0 1rem 4rem; }
}
@media print {
  nav, .versions { display: none; }
  body { display: block; }
}
`;
