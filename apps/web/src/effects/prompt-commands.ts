import { soon } from "../api/clients.ts";
import { problemOf } from "../api/problem-of.ts";
import type { Problem } from "../state/problem.ts";
import type { PromptCommand } from "../state/prompt-commands.ts";
import { attempt, type EffectContext, notify } from "./context.ts";

/** The user's own slash commands, which the server keeps. */
export function promptCommandEffects(context: EffectContext) {
  const { store, clients } = context;

  function arrived(commands: readonly PromptCommand[]): void {
    store.dispatch({
      type: "prompt-commands-arrived",
      commands: commands.map(({ name, description, text }) => ({ name, description, text })),
    });
  }

  async function read(): Promise<void> {
    try {
      arrived((await clients.system.listPromptCommands({}, soon)).commands);
    } catch {
      store.dispatch({ type: "prompt-commands-failed" });
    }
  }

  /** Adds a command or replaces the one of its name. Null when it went well; the form shows what did not. */
  async function save(command: PromptCommand): Promise<Problem | null> {
    try {
      arrived((await clients.system.savePromptCommand({ command }, soon)).commands);
      return null;
    } catch (error) {
      return problemOf(error);
    }
  }

  async function remove(command: PromptCommand): Promise<void> {
    await attempt(context, "commands", async () => {
      arrived((await clients.system.removePromptCommand({ name: command.name }, soon)).commands);
      notify(context, { kind: "command-removed", command });
    });
  }

  /** Takes the old name away once the command has been saved under another one. */
  async function forget(name: string): Promise<void> {
    await attempt(context, "commands", async () =>
      arrived((await clients.system.removePromptCommand({ name }, soon)).commands),
    );
  }

  /** Puts a removed command back. */
  async function restore(command: PromptCommand): Promise<void> {
    await attempt(context, "commands", async () =>
      arrived((await clients.system.savePromptCommand({ command }, soon)).commands),
    );
  }

  return { read, save, remove, forget, restore };
}
