/**
 * Puts `text` on the clipboard; `false` when the browser refuses. Where the page was not opened over
 * https or on this machine, browsers have no clipboard API and the older command is used.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard !== undefined) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused for lack of a permission; the command below asks for none.
  }
  const holder = document.createElement("textarea");
  const focused = document.activeElement;
  holder.value = text;
  holder.style.position = "fixed";
  holder.style.opacity = "0";
  document.body.append(holder);
  holder.select();
  const copied = document.execCommand("copy");
  holder.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}
