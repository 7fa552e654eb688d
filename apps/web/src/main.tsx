// First, so that the parts' own rules come after them.
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createClients } from "./api/clients.ts";
import { App } from "./app/app.tsx";
import { createIds } from "./effects/context.ts";
import { EffectsContext, startEffects } from "./effects/effects.ts";
import { keepCode } from "./effects/keep-code.ts";
import { keepLive } from "./effects/keep-live.ts";
import { fillPanes, keepPanes, readPanes } from "./effects/keep-panes.ts";
import { keepUnread } from "./effects/keep-unread.ts";
import { readLook, wearLook } from "./effects/look.ts";
import { claimTab, createTabMemory } from "./effects/tab-memory.ts";
import { languageOf } from "./state/look.ts";
import { createWorkspaceStore, StoreContext } from "./state/store.ts";
import { loadSpeech } from "./words/words.ts";

/** Null where the browser refuses storage, as it does in some private windows. */
function storageOf(kind: "localStorage" | "sessionStorage"): Storage | null {
  try {
    return window[kind];
  } catch {
    return null;
  }
}

const local = storageOf("localStorage");
const session = storageOf("sessionStorage");
const now = () => Date.now();
const newId = createIds(now);
const look = readLook(local);
const panes = readPanes(session, local, look, location.pathname === "/");
const store = createWorkspaceStore(look, panes.panes);
wearLook(store.getState().look, document.documentElement, local);
store.subscribe((workspace, before) => {
  const { look, panes, views } = workspace;
  if (look !== before.look) wearLook(look, document.documentElement, local);
  if (panes !== before.panes || views.shown !== before.views.shown) keepPanes(workspace, session, local);
});

const memory = createTabMemory(session, claimTab(session, window), newId);
const effects = startEffects({ store, clients: createClients(location.origin), memory, now, newId });
effects.navigation.follow();
fillPanes({ store }, effects, panes.shown);
keepUnread(store, local);
keepLive(store, session);
keepCode(store, session, window);

// First the language, so that the page does not begin in another one.
void loadSpeech(languageOf(look, navigator.languages)).then(() =>
  createRoot(document.getElementById("root")!).render(
    <StrictMode>
      <StoreContext value={store}>
        <EffectsContext value={effects}>
          <App />
        </EffectsContext>
      </StoreContext>
    </StrictMode>,
  ),
);

// What opens on a click is there before the click, and also when the server is away by then.
const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 2_000));
idle(() => {
  for (const load of [
    () => import("./live/live-panel.tsx"),
    () => import("./menu/anchored-menu.tsx"),
    () => import("./compare/compare-dialog.tsx"),
    () => import("./commands/palette.tsx"),
    () => import("./commands/help-dialog.tsx"),
    () => import("./commands/instructions-dialog.tsx"),
    () => import("./commands/line-dialog.tsx"),
    () => import("./commands/prompt-dialog.tsx"),
    () => import("./models/models-dialog.tsx"),
    () => import("./reply-editor/reply-editor.tsx"),
    () => import("./settings/settings-page.tsx"),
  ])
    void load().catch(() => undefined);
});
