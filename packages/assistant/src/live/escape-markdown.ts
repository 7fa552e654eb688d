/**
 * `text` of one line as Markdown that shows exactly this text within a paragraph: no emphasis, code, HTML, formulas or
 * references come of it. Addresses and brackets must be left out before (see `postSentences`): Markdown makes links of
 * addresses whatever stands before them.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_~<>|$]|&(?=[#\p{L}])/gu, (mark) => `\\${mark}`);
}

const handleUnitsMax = 60;

/**
 * A handle as it can stand in Markdown: "@mira.example". One that names its server ("mira@server.example") would be taken
 * for an address of mail, so the server stands apart. It comes from outside and may hold anything.
 */
export function shownHandle(handle: string): string {
  const clean = handle
    .replace(/^@+/, "")
    .replace(/[^\p{L}\p{N}\p{M}_.@-]+/gu, "")
    .replace(/\.{2,}/g, ".")
    // Markdown makes a link of what begins like this, in the middle of a word as well.
    .replace(/www\./gi, "www")
    .slice(0, handleUnitsMax)
    .toWellFormed();
  const [name = "", ...server] = clean.split("@");
  const shown = name.replace(/^[.-]+|[.-]+$/g, "");
  if (shown === "") return "";
  const at = server.join(".");
  return at === "" ? `@${escapeMarkdown(shown)}` : `@${escapeMarkdown(shown)} (${escapeMarkdown(at)})`;
}
