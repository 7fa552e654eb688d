import { askingCommands } from "./asking-commands.ts";
import type { Command } from "./command.ts";
import type { CommandId } from "./commands-words.ts";
import { conversationCommands } from "./conversation-commands.ts";
import { everywhereCommands } from "./everywhere-commands.ts";
import { messageCommands } from "./message-commands.ts";
import { paneCommands } from "./pane-commands.ts";

const all: readonly Command[] = [
  ...messageCommands,
  ...askingCommands,
  ...paneCommands,
  ...conversationCommands,
  ...everywhereCommands,
];

/** What is wanted most often. */
const front: readonly CommandId[] = [
  "branch",
  "regenerate",
  "edit",
  "think",
  "live",
  "pen",
  "fun",
  "serious",
  "tree",
  "split",
  "model",
  "system",
  "summarise",
  "translate",
];

/** Every command there is, in the order in which they are offered. */
export const commands: readonly Command[] = [
  ...front.map((id) => all.find((command) => command.id === id)!),
  ...all.filter(({ id }) => !front.includes(id)),
];

/** Names that will mean something one day. Until then they do nothing, and nobody else may have them. */
export const laterNames: ReadonlySet<string> = new Set(["deepsearch"]);

const byName = new Map(
  commands.flatMap((command) => (command.slash ?? []).map((name) => [name, command] as const)),
);
const byId = new Map(commands.map((command) => [command.id, command]));

/** The command of that slash name, in lower case. */
export const commandNamed = (name: string): Command | undefined => byName.get(name);

export const commandOf = (id: CommandId): Command => byId.get(id)!;

/** Whether a command of the user's own cannot have this name. */
export const isReserved = (name: string): boolean => byName.has(name) || laterNames.has(name);
