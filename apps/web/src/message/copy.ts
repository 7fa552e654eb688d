import { copyText } from "../markdown/copy-text.ts";

/** A message as both: formatted for whatever takes HTML, its Markdown for the rest. False where the browser refuses. */
export async function copyRich(rendered: Element | null, markdown: string): Promise<boolean> {
  if (rendered === null || typeof ClipboardItem !== "function") return copyText(markdown);
  const clean = rendered.cloneNode(true) as Element;
  for (const extra of clean.querySelectorAll("button, header, .sr, [aria-hidden='true']")) extra.remove();
  try {
    const item = new ClipboardItem({
      "text/html": new Blob([clean.innerHTML], { type: "text/html" }),
      "text/plain": new Blob([markdown], { type: "text/plain" }),
    });
    await navigator.clipboard.write([item]);
    return true;
  } catch {
    return copyText(markdown);
  }
}
