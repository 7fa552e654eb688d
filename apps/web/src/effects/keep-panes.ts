import type { PaneId } from "../state/layout.ts";
import { paneOrder } from "../state/layout.ts";
import type { Look } from "../state/look.ts";
import { onePane, type Panes } from "../state/panes.ts";
import { type SavedPanes, savedPanesFrom } from "../state/saved-panes.ts";
import type { Workspace } from "../state/workspace.ts";
import type { EffectContext } from "./context.ts";
import type { conversationEffects } from "./conversations.ts";
import type { navigationEffects } from "./navigation.ts";
import { readStored, writeStored } from "./stored-json.ts";

const key = "grok.panes";

/**
 * The panes of this tab as it left them. A tab that is new begins with the last layout of any tab where it had several
 * panes and the address asks for nothing else (`atStart`).
 */
export function readPanes(
  session: Storage | null,
  local: Storage | null,
  look: Look,
  atStart: boolean,
): SavedPanes {
  const blank = { panes: onePane(look), shown: {} };
  const mine = parsed(session, look);
  if (mine !== null) return mine;
  const last = atStart ? parsed(local, look) : null;
  return last !== null && paneOrder(last.panes.layout).length > 1 ? last : blank;
}

function parsed(storage: Storage | null, { model, mode, think }: Look): SavedPanes | null {
  return savedPanesFrom(readStored(storage, key), { model, mode, think });
}

/** Puts the panes into storage when they have changed. */
export function keepPanes(
  { panes, views, trees }: Workspace,
  session: Storage | null,
  local: Storage | null,
): void {
  const shown = Object.entries(views.shown).filter(([, id]) => trees.loaded[id]?.stored !== false);
  const saved = { ...panes, shown: Object.fromEntries(shown) };
  // Without storage the layout lasts as long as the tab.
  for (const storage of [session, local]) writeStored(storage, key, saved);
}

/** Fills every pane but the active one, which follows the address bar. */
export function fillPanes(
  { store }: Pick<EffectContext, "store">,
  {
    conversations,
    navigation,
  }: {
    conversations: Pick<ReturnType<typeof conversationEffects>, "open">;
    navigation: Pick<ReturnType<typeof navigationEffects>, "begin">;
  },
  shown: SavedPanes["shown"],
): void {
  const panes: Panes = store.getState().panes;
  const fill = (paneId: PaneId) => {
    const conversationId = shown[paneId];
    if (conversationId === undefined) navigation.begin(paneId);
    else void conversations.open(paneId, conversationId, null);
  };
  paneOrder(panes.layout)
    .filter((paneId) => paneId !== panes.active)
    .forEach(fill);
}
