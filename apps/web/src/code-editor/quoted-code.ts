/** Code as it is put into a question: between fences that nothing in it closes. */
export function quotedCode(
  code: string,
  { language, fileName }: { language: string; fileName: string },
): string {
  const runs = code.match(/`{3,}/g) ?? [];
  const fence = "`".repeat(runs.reduce((longest, { length }) => Math.max(longest, length + 1), 3));
  const info = [language, fileName].filter((part) => part !== "" && !part.includes("`")).join(" ");
  return `${fence}${info}\n${code.replace(/\n$/, "")}\n${fence}`;
}

/** A draft with the quote at its end, and where what is written about it goes: before the quote. */
export function draftAbout(draft: string, quote: string): { readonly draft: string; readonly caret: number } {
  const before = draft.trimEnd();
  return { draft: `${before}\n\n${quote}`, caret: before.length };
}
