export const searchId = "search-conversations";

/** Puts the focus into the search box, which may stand in a drawer that is only now being drawn. */
export function focusSearch(): void {
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(searchId)?.focus()));
}
