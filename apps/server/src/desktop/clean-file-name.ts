/** Most UTF-16 units of a name: in UTF-8 it stays below what every file system takes. */
const lengthMax = 80;

/**
 * The last part of `asked` as a file can be named anywhere: no folders, nothing hidden, nothing a shell or a terminal
 * would read as more than a name. "snippet.txt" where nothing is left.
 */
export function cleanFileName(asked: string): string {
  const last = asked.toWellFormed().normalize("NFC").split(/[/\\]/).at(-1)!;
  const plain = last
    .replace(/[^\p{L}\p{M}\p{N}._ +#()@-]/gu, "-")
    .replace(/^[.\s-]+/, "")
    .replace(/[.\s]+$/, "");
  const name = shortened(plain);
  if (name === "") return "snippet.txt";
  // The editor would open a workspace with its settings and tasks instead of showing the text.
  if (/\.code-workspace$/i.test(name)) return `${name}.txt`;
  return reserved.test(name) ? `_${name}` : name;
}

/** Names of devices under Windows. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Cut in the middle of a name, so that its ending, which says what it holds, stays. */
function shortened(name: string): string {
  const characters = [...name];
  if (name.length <= lengthMax) return name;
  const ending = /\.[\p{L}\p{N}-]{1,16}$/u.exec(name)?.[0] ?? "";
  let kept = "";
  for (const character of characters) {
    if (kept.length + character.length + ending.length > lengthMax) break;
    kept += character;
  }
  return kept + ending;
}
