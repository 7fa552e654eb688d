import type { PromptCommand } from "../state/prompt-commands.ts";
import {
  type Command,
  type CommandContext,
  type Completion,
  hintOf,
  isAvailable,
  titleOf,
} from "./command.ts";
import { matchText } from "./match-text.ts";
import { parseSlash } from "./parse-slash.ts";
import { commandNamed, commands, laterNames } from "./registry.ts";

/** One line of the slash menu. `name`: as it is typed, with the slash, or the value of an argument. */
export type SlashOption = { readonly name: string; readonly hint: string } & (
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "prompt"; readonly prompt: PromptCommand }
  | { readonly kind: "value"; readonly command: Command; readonly value: string }
);

/** More are not read; typing finds the rest. */
const valuesMax = 50;

/** What `text` in the composer may become, best first; empty where it is no command. */
export function slashOptions(
  text: string,
  context: CommandContext,
  prompts: readonly PromptCommand[],
): readonly SlashOption[] {
  const slash = parseSlash(text);
  if (slash === null) return [];
  const { name, argument, named } = slash;
  if (named) {
    const command = commandNamed(name);
    if (command?.argument?.complete === undefined || !isAvailable(command, context)) return [];
    return valuesOf(command, command.argument.complete(context), argument);
  }
  // Not a hint for something near it: the name is taken.
  if (laterNames.has(name)) return [];
  return allOptions(context, prompts)
    .map((option) => ({ option, rank: rankOf(option, name, context) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => a.rank! - b.rank!)
    .map(({ option }) => option);
}

function allOptions(context: CommandContext, prompts: readonly PromptCommand[]): readonly SlashOption[] {
  const built = commands.flatMap((command): SlashOption[] =>
    command.slash === undefined || !isAvailable(command, context)
      ? []
      : [{ kind: "command", name: `/${command.slash[0]}`, hint: hintOf(command, context), command }],
  );
  const own = prompts.map((prompt): SlashOption => {
    const { name, description, text } = prompt;
    return { kind: "prompt", name: `/${name}`, hint: description === "" ? text : description, prompt };
  });
  return [...built, ...own];
}

/** 0: the name begins so; 1: another name of it does; 2: its letters stand in it; 3: what it is called says so. */
function rankOf(option: SlashOption, typed: string, context: CommandContext): number | null {
  const names = option.kind === "command" ? (option.command.slash ?? []) : [option.name.slice(1)];
  const [first = ""] = names;
  if (first.startsWith(typed)) return first === typed ? -1 : 0;
  if (names.some((name) => name.startsWith(typed))) return 1;
  if (names.some((name) => matchText(name, typed, true) !== null && name[0] === typed[0])) return 2;
  // Words of other scripts are no names; they can only mean what a command is called.
  if (/^[\x20-\x7e]*$/.test(typed)) return null;
  const called = option.kind === "command" ? titleOf(option.command, context) : "";
  return `${called} ${option.hint}`.toLowerCase().includes(typed) ? 3 : null;
}

function valuesOf(command: Command, values: readonly Completion[], typed: string): readonly SlashOption[] {
  const wanted = typed.toLowerCase();
  // A value that stands there in full needs no list.
  if (values.some(({ value }) => value.toLowerCase() === wanted)) return [];
  return values
    .filter(({ value, label, hint }) => `${value}\n${label}\n${hint}`.toLowerCase().includes(wanted))
    .slice(0, valuesMax)
    .map(({ value, label, hint }) => ({ kind: "value", name: label, hint, command, value }));
}
