// The user's own slash commands: one setting that holds them all. A name that the web app has built in may be saved
// here; that is the web app's to refuse, since which those are is its own matter.
import type { ConversationStore } from "@grok/conversation";
import { z } from "zod";
import { ServerError } from "../server-error.ts";
import { localOwner } from "./workspace.ts";

const settingKey = "prompt-commands";
const commandsMax = 200;
const textBytesMax = 16 * 1024;

const commandSchema = z.object({
  name: z.string().regex(/^[a-z0-9-]{1,32}$/, "1 to 32 of a-z, 0-9 and - are expected"),
  description: z.string().max(200, "at most 200 characters"),
  text: z
    .string()
    .refine((text) => text.trim() !== "", "it is empty")
    .refine((text) => Buffer.byteLength(text) <= textBytesMax, `at most ${textBytesMax} bytes`),
});

export type StoredCommand = z.infer<typeof commandSchema>;

export interface PromptCommands {
  /** By name. */
  list(): Promise<StoredCommand[]>;
  /** Adds `command` or replaces the one of its name. Throws `ServerError` "bad-message" for fields that cannot be. */
  save(command: unknown): Promise<StoredCommand[]>;
  /** Throws `ServerError` "not-found". */
  remove(name: string): Promise<StoredCommand[]>;
}

export function promptCommands(store: ConversationStore): PromptCommands {
  /** Changes come one after the other: each reads all commands and writes them again. */
  let last: Promise<unknown> = Promise.resolve();

  async function list(): Promise<StoredCommand[]> {
    const stored = await store.setting(localOwner, settingKey);
    return z.array(commandSchema).parse(JSON.parse(stored ?? "[]"));
  }

  function change(changed: (commands: StoredCommand[]) => StoredCommand[]): Promise<StoredCommand[]> {
    const next = last.then(async () => {
      const commands = changed(await list()).sort((a, b) => (a.name < b.name ? -1 : 1));
      await store.setSetting(localOwner, settingKey, JSON.stringify(commands));
      return commands;
    });
    last = next.catch(() => {});
    return next;
  }

  return {
    list,
    async save(asked) {
      const parsed = commandSchema.safeParse(asked);
      if (!parsed.success) {
        const { path, message } = parsed.error.issues[0]!;
        throw new ServerError("bad-message", `${["command", ...path].join(".")}: ${message}.`);
      }
      const command = parsed.data;
      return change((commands) => {
        const others = commands.filter(({ name }) => name !== command.name);
        if (others.length >= commandsMax)
          throw new ServerError(
            "bad-message",
            `There are ${commandsMax} commands already; remove one first.`,
          );
        return [...others, command];
      });
    },
    remove: (name) =>
      change((commands) => {
        const others = commands.filter((command) => command.name !== name);
        if (others.length === commands.length)
          throw new ServerError("not-found", `There is no command ${JSON.stringify(name.slice(0, 40))}.`);
        return others;
      }),
  };
}
