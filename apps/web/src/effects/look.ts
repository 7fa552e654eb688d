import { soon } from "../api/clients.ts";
import { type Look, languageOf, lookFromStorage, type ServerSettings } from "../state/look.ts";
import { attempt, type EffectContext } from "./context.ts";
import { readStored, writeStored } from "./stored-json.ts";

const key = "grok.look";

export function readLook(storage: Storage | null): Look {
  return lookFromStorage(readStored(storage, key));
}

/** Puts a look on the page and into storage, where `look.js` finds it before the next first paint. */
export function wearLook(look: Look, root: HTMLElement, storage: Storage | null): void {
  root.lang = languageOf(look, navigator.languages);
  if (look.theme === "system") delete root.dataset.theme;
  else root.dataset.theme = look.theme;
  if (look.mode === "fun") root.dataset.mode = "fun";
  else delete root.dataset.mode;
  // Without storage the look lasts as long as the tab.
  writeStored(storage, key, look);
}

export function lookEffects(context: EffectContext) {
  const { store, clients } = context;
  return {
    async readSettings(): Promise<void> {
      const { settings } = await clients.system.getSettings({}, soon);
      if (settings === undefined) return;
      const { theme, language, suggestions } = settings;
      const known: ServerSettings = {
        theme: theme === "light" || theme === "dark" ? theme : "system",
        language: language === "en" || language === "zh" ? language : "browser",
        suggestions,
      };
      store.dispatch({ type: "settings-arrived", settings: known });
    },
    change(look: Partial<Look>): void {
      store.dispatch({ type: "look-changed", look });
      const kept = "theme" in look || "language" in look || "suggestions" in look;
      if (!kept) return;
      const { theme, language, suggestions } = store.getState().look;
      const settings = {
        theme: theme === "system" ? "" : theme,
        language: language === "browser" ? "" : language,
        suggestions,
      };
      void attempt(context, "settings", () => clients.system.setSettings({ settings }, soon));
    },
  };
}
