import type { Action } from "./action.ts";

/** A slash command of the user's own. */
export interface PromptCommand {
  readonly name: string;
  readonly description: string;
  /** What is asked; see `fillPrompt`. */
  readonly text: string;
}

export interface PromptCommands {
  /** "failed" only where none have been read yet. */
  readonly phase: "reading" | "ready" | "failed";
  /** By name. */
  readonly commands: readonly PromptCommand[];
}

export type PromptCommandsAction =
  | { readonly type: "prompt-commands-arrived"; readonly commands: readonly PromptCommand[] }
  | { readonly type: "prompt-commands-failed" };

export const noPromptCommands: PromptCommands = { phase: "reading", commands: [] };

export function reducePromptCommands(known: PromptCommands, action: Action): PromptCommands {
  switch (action.type) {
    case "prompt-commands-arrived":
      return { phase: "ready", commands: action.commands };
    case "prompt-commands-failed":
      return known.phase === "ready" ? known : { ...known, phase: "failed" };
    default:
      return known;
  }
}
