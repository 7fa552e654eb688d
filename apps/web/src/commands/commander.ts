import type { NodeId } from "@grok/conversation";
import { createContext, useContext } from "react";
import type { Place } from "../pane/place.ts";
import type { PromptCommand } from "../state/prompt-commands.ts";
import type { Command, CommandContext } from "./command.ts";

/** The way from a name to its deed, for whoever offers commands. */
export interface Commander {
  /** A snapshot. `place`: default the active pane. `nodeId`: a message instead of the one that has the focus. */
  readonly contextAt: (place?: Place, nodeId?: NodeId | null) => CommandContext;
  readonly run: (command: Command, context: CommandContext, argument?: string) => void;
  /** Asks what a command of the user's own says; a form comes first where words are missing. */
  readonly ask: (command: PromptCommand, context: CommandContext, text?: string) => void;
}

export const CommanderContext = createContext<Commander | null>(null);

export function useCommander(): Commander {
  const commander = useContext(CommanderContext);
  if (commander === null) throw new Error("useCommander outside of CommanderContext");
  return commander;
}
