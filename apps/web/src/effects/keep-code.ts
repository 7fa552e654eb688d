// The open code blocks over a reload, in the storage that belongs to the tab. Storage is small; what does not fit is
// said before the page goes.

import { type CodeEditor, type CodeTab, isChanged } from "../state/code-editor.ts";
import type { WorkspaceStore } from "../state/store.ts";
import { writeStored } from "./stored-json.ts";

const key = "grok.code";
/** All tabs together; session storage holds about 5 MB in all. */
const charsMax = 1_000_000;

/** Brings back what this tab had open, and keeps it from now on. */
export function keepCode(
  store: WorkspaceStore,
  storage: Storage | null,
  target: Pick<Window, "addEventListener">,
): void {
  const saved = codeFrom(storage?.getItem(key) ?? null);
  for (const tab of saved.tabs) store.dispatch({ type: "code-opened", tab });
  if (saved.active !== null) store.dispatch({ type: "code-shown", id: saved.active });
  if (saved.away) store.dispatch({ type: "code-put-away" });
  let lost = false;
  store.subscribe(({ codeEditor }, before) => {
    if (codeEditor === before.codeEditor) return;
    const fits = fitting(codeEditor);
    const kept = writeStored(storage, key, fits);
    lost = codeEditor.tabs.some((tab) => isChanged(tab) && !(kept && fits.tabs.includes(tab)));
  });
  target.addEventListener("beforeunload", (event) => {
    if (lost) event.preventDefault();
  });
}

/** As many tabs as there is room for; those with something written in them first. */
function fitting(editor: CodeEditor): CodeEditor {
  let left = charsMax;
  const kept = new Set<string>();
  for (const tab of editor.tabs.toSorted((a, b) => Number(isChanged(b)) - Number(isChanged(a)))) {
    left -= tab.text.length + tab.original.length;
    if (left >= 0) kept.add(tab.id);
  }
  const tabs = editor.tabs.filter(({ id }) => kept.has(id));
  return { ...editor, tabs };
}

/** What storage held; whatever is not a tab is left out. */
export function codeFrom(text: string | null): CodeEditor {
  let stored: Record<string, unknown> = {};
  try {
    stored = Object(JSON.parse(text ?? "{}"));
  } catch {
    // Not ours, or cut off: nothing was open.
  }
  const tabs = Array.isArray(stored.tabs) ? stored.tabs.filter(isTab) : [];
  const active = tabs.find(({ id }) => id === stored.active)?.id ?? tabs[0]?.id ?? null;
  return { tabs, active, away: stored.away === true && tabs.length > 0 };
}

function isTab(value: unknown): value is CodeTab {
  const { offset, ...rest } = Object(value) as Record<string, unknown>;
  const names = ["id", "paneId", "conversationId", "nodeId", "language", "fileName", "original", "text"];
  return Number.isSafeInteger(offset) && names.every((name) => typeof rest[name] === "string");
}
