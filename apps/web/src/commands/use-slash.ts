import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from "react";
import { usePlace } from "../pane/place.ts";
import { useWorkspace } from "../state/store.ts";
import { isAvailable } from "./command.ts";
import { useCommander } from "./commander.ts";
import type { Lack } from "./commands-words.ts";
import { commandName, parseSlash } from "./parse-slash.ts";
import { commandNamed, laterNames } from "./registry.ts";
import { type SlashOption, slashOptions } from "./slash-options.ts";

/** A quiet line about a command that was not run. */
export type SlashNote =
  | { readonly kind: "unknown" | "later"; readonly name: string }
  | { readonly kind: "lack"; readonly lack: Lack };

export interface Slash {
  /** The menu; empty where it is closed. */
  readonly options: readonly SlashOption[];
  readonly active: number;
  readonly listId: string;
  readonly optionId: (index: number) => string;
  readonly note: SlashNote | null;
  readonly closeNote: () => void;
  readonly setActive: (index: number) => void;
  readonly choose: (option: SlashOption) => void;
  /** Whether `text` names something that can be run although no model is there. */
  readonly isCommand: boolean;
  /** Takes the key where it is the menu's. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  /** Runs what `text` says; false where it is a message to be sent. */
  readonly submit: () => boolean;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

/** Commands in the composer: a message whose first character is a slash. */
export function useSlash(
  text: string,
  setText: (text: string) => void,
  field: RefObject<HTMLTextAreaElement | null>,
): Slash {
  const commander = useCommander();
  const place = usePlace();
  const listId = useId();
  const prompts = useWorkspace(({ promptCommands }) => promptCommands.commands);
  const [focused, setFocused] = useState(false);
  /** The text that Escape has made a text. */
  const [left, setLeft] = useState(false);
  const [active, setActive] = useState<number | null>(null);
  const [note, setNote] = useState<SlashNote | null>(null);
  const slash = left ? null : parseSlash(text);
  const open = focused && slash !== null;
  const context = slash === null ? null : commander.contextAt(place, null);
  const options = open && context !== null ? slashOptions(text, context, prompts) : [];
  // A name and a space alone are a command already; its values are only offered.
  const first = slash?.named === true && slash.argument === "" ? -1 : 0;
  const current = Math.min(active ?? first, options.length - 1);

  useEffect(() => {
    setActive(null);
    setNote(null);
    if (parseSlash(text) === null) setLeft(false);
  }, [text]);
  useEffect(() => {
    document.getElementById(`${listId}-${current}`)?.scrollIntoView({ block: "nearest" });
  }, [current, listId]);

  const fill = (filled: string) => {
    setText(filled);
    field.current?.focus();
  };
  const take = (option: SlashOption) => {
    if (option.kind !== "value") return fill(`${option.name} `);
    fill(`/${option.command.slash![0]} ${option.value}`);
  };
  const choose = (option: SlashOption) => {
    if (context === null) return;
    if (option.kind === "command" && option.command.argument?.needed === true) return take(option);
    setText("");
    if (option.kind === "prompt") commander.ask(option.prompt, context);
    else commander.run(option.command, context, option.kind === "value" ? option.value : "");
  };

  return {
    options,
    active: current,
    listId,
    optionId: (index) => `${listId}-${index}`,
    note,
    closeNote: () => {
      setNote(null);
      field.current?.focus();
    },
    setActive,
    choose,
    isCommand: slash !== null && slash.name !== "" && commandName.test(slash.name),
    onFocus: () => setFocused(true),
    onBlur: () => setFocused(false),
    onKeyDown(event) {
      if (event.nativeEvent.isComposing) return false;
      if (event.key === "Escape" && (options.length > 0 || note !== null)) {
        setLeft(true);
        setNote(null);
        return taken(event);
      }
      if (options.length === 0) return false;
      // The list goes before the focus does, which would else go to it.
      if (event.key === "Tab" && event.shiftKey) setLeft(true);
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      const last = options.length - 1;
      const option = options[current];
      if (event.key === "ArrowDown") setActive(current === last ? 0 : current + 1);
      else if (event.key === "ArrowUp") setActive(current <= 0 ? last : current - 1);
      else if (event.key === "Tab" && !event.shiftKey) take(option ?? options[0]!);
      else if (event.key === "Enter" && !event.shiftKey && option !== undefined) choose(option);
      else return false;
      return taken(event);
    },
    submit() {
      if (slash === null || context === null || slash.name === "") return false;
      const { name, argument } = slash;
      const prompt = prompts.find((known) => known.name === name);
      const command = commandNamed(name);
      if (command !== undefined) {
        const missing = command.argument?.needed === true && argument === "";
        if (missing) fill(`/${name} `);
        else if (isAvailable(command, context)) {
          setText("");
          commander.run(command, context, argument);
        } else setNote({ kind: "lack", lack: command.lacks!(context)! });
        return true;
      }
      if (prompt !== undefined) {
        setText("");
        commander.ask(prompt, context, argument);
        return true;
      }
      if (laterNames.has(name)) {
        setNote({ kind: "later", name });
        return true;
      }
      if (!commandName.test(name) || note?.kind === "unknown") return false;
      setNote({ kind: "unknown", name });
      return true;
    },
  };
}

function taken(event: KeyboardEvent): true {
  event.preventDefault();
  event.stopPropagation();
  return true;
}
