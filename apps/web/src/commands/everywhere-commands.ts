import type { Theme } from "../state/look.ts";
import type { Command, CommandContext } from "./command.ts";

const themes: readonly Theme[] = ["light", "dark", "system"];
const languages = ["en", "zh", "browser"] as const;

function sayAboutSuggestions({ effects }: CommandContext, on: boolean): void {
  effects.say(on ? "suggestions-on" : "suggestions-off");
}

/** How the workspace looks and speaks, and the way to everything else. */
export const everywhereCommands: readonly Command[] = [
  {
    id: "theme",
    group: "everywhere",
    icon: "theme",
    slash: ["theme"],
    keys: ["Mod+Shift+L"],
    argument: {
      complete: ({ words }) =>
        themes.map((value) => ({ value, label: value, hint: words.commands.themes[value] })),
    },
    run({ effects, desk }, name) {
      const theme = themes.find((known) => known === name.toLowerCase());
      effects.look.change({ theme: theme ?? (desk.isDark() ? "light" : "dark") });
    },
  },
  {
    id: "settings",
    group: "everywhere",
    icon: "settings",
    slash: ["settings"],
    keys: ["Mod+,"],
    run: ({ effects }) => effects.navigation.go({ page: "settings" }),
  },
  {
    id: "models",
    group: "everywhere",
    icon: "models",
    slash: ["models"],
    run: ({ effects }) =>
      effects.dispatch({ type: "dialog-opened", dialog: { kind: "models", modelId: null } }),
  },
  {
    id: "help",
    group: "everywhere",
    icon: "help",
    slash: ["help", "commands"],
    keys: ["?"],
    run: ({ effects }) => effects.dispatch({ type: "dialog-opened", dialog: { kind: "help" } }),
  },
  {
    id: "sidebar",
    group: "everywhere",
    icon: "sidebar",
    slash: ["sidebar"],
    isOn: ({ desk }) => desk.sidebarShown,
    run: ({ desk }) => desk.showSidebar(!desk.sidebarShown),
  },
  {
    id: "language",
    group: "everywhere",
    icon: "language",
    slash: ["language"],
    argument: {
      complete: ({ words }) =>
        languages.map((value) => ({ value, label: value, hint: words.settings.languages[value] })),
    },
    run({ effects, language: now }, name) {
      const language = languages.find((known) => known === name.toLowerCase());
      effects.look.change({ language: language ?? (now === "en" ? "zh" : "en") });
    },
  },
  {
    id: "suggestions",
    group: "everywhere",
    icon: "ask",
    slash: ["suggestions"],
    isOn: ({ workspace }) => workspace.look.suggestions,
    run(context) {
      const on = !context.workspace.look.suggestions;
      context.effects.look.change({ suggestions: on });
      sayAboutSuggestions(context, on);
    },
  },
  {
    id: "commands",
    group: "everywhere",
    icon: "search",
    keys: ["Mod+K"],
    palette: false,
    run: ({ effects, message }) =>
      effects.dispatch({
        type: "dialog-opened",
        dialog: { kind: "commands", list: "all", query: "", nodeId: message?.id ?? null },
      }),
  },
];
