import type { PersonaMode } from "@grok/conversation";
import type { Action } from "./action.ts";

export type Theme = "light" | "dark" | "system";
export type Language = "en" | "zh";

/** How this browser shows things. Theme and language are kept by the server too, so that they follow the user. */
export interface Look {
  readonly theme: Theme;
  /** "browser" follows what the browser asks for. */
  readonly language: Language | "browser";
  /** What the logo says; a pane may be set otherwise. */
  readonly mode: PersonaMode;
  readonly sidebar: "open" | "closed";
  readonly suggestions: boolean;
  /** What the first pane of a new tab asks: "grok", "grok-mini" or the id of a model. */
  readonly model: string;
  /** Whether it reasons first there, where it can. */
  readonly think: boolean;
}

/** What the server keeps of it. */
export type ServerSettings = Pick<Look, "theme" | "language" | "suggestions">;

export const defaultLook: Look = {
  theme: "system",
  language: "browser",
  mode: "regular",
  sidebar: "open",
  suggestions: true,
  model: "grok",
  think: false,
};

export function reduceLook(look: Look, action: Action): Look {
  switch (action.type) {
    case "look-changed":
      return { ...look, ...action.look };
    case "settings-arrived":
      return { ...look, ...action.settings };
    default:
      return look;
  }
}

/** A look from what storage held; anything that is not one of the choices becomes the default. */
export function lookFromStorage(stored: unknown): Look {
  const { theme, language, mode, sidebar, suggestions, model, think } = Object(stored) as Record<
    string,
    unknown
  >;
  return {
    theme: theme === "light" || theme === "dark" ? theme : defaultLook.theme,
    language: language === "en" || language === "zh" ? language : defaultLook.language,
    mode: mode === "fun" ? mode : defaultLook.mode,
    sidebar: sidebar === "closed" ? sidebar : defaultLook.sidebar,
    suggestions: suggestions !== false,
    think: think === true,
    model: typeof model === "string" && model !== "" ? model : defaultLook.model,
  };
}

/** The language to speak. `wanted`: what the browser asks for, best first (`navigator.languages`). */
export function languageOf(look: Look, wanted: readonly string[]): Language {
  if (look.language !== "browser") return look.language;
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return "zh";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "en";
}
