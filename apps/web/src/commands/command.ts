// What a command is: a name, words, keys, and a deed on a place. Menus, the palette, keys and the help all read these.

import type { ConversationNode, NodeId, NodeShape, Tree } from "@grok/conversation";
import type { Effects } from "../effects/effects.ts";
import type { IconName } from "../icons/icon.tsx";
import type { Place } from "../pane/place.ts";
import type { Language } from "../state/look.ts";
import type { View } from "../state/views.ts";
import type { Workspace } from "../state/workspace.ts";
import type { Words } from "../words/en.ts";
import type { CommandId, Lack } from "./commands-words.ts";
import type { Desk } from "./desk.ts";

/** By nearness: what is done here, which conversation, and the rest. */
export type CommandGroup = "here" | "conversations" | "everywhere";

/** Where a command is to act, and everything it may look at. A snapshot: it does not follow the workspace. */
export interface CommandContext {
  readonly workspace: Workspace;
  readonly effects: Effects;
  readonly desk: Desk;
  readonly words: Words;
  readonly language: Language;
  readonly place: Place;
  /** Undefined while the conversation is being opened, and while the settings stand where the panes do. */
  readonly view: View | undefined;
  readonly tree: Tree<NodeShape> | undefined;
  /** The message that has the focus; without one, the last reply of the shown path. */
  readonly message: ConversationNode | null;
  /** `message`, or the reply to it where it is a question. */
  readonly reply: ConversationNode | null;
  /** The last question of the shown path, or the one that has the focus. */
  readonly question: ConversationNode | null;
  /** Text selected in the conversation, or "". */
  readonly selection: string;
}

/** One of the values that an argument may have. */
export interface Completion {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
}

export interface Command {
  readonly id: CommandId;
  readonly group: CommandGroup;
  readonly icon: IconName;
  /** What may be typed after the slash; the first is the one shown. */
  readonly slash?: readonly string[];
  /** As `parseKeys` reads them. Of several, each runs the command with its last part as the argument. */
  readonly keys?: readonly string[];
  /** False: there is a better way in the palette. */
  readonly palette?: false;
  readonly argument?: {
    /** Without one the command does nothing. */
    readonly needed?: true;
    readonly complete?: (context: CommandContext) => readonly Completion[];
  };
  /** For a command that switches something: whether it is on, which changes its title. */
  readonly isOn?: (context: CommandContext) => boolean;
  /** A hint of the moment instead of the standing one; null where that is better. */
  readonly hint?: (context: CommandContext) => string | null;
  /** What is missing for the command to do anything; null where it can be run. */
  readonly lacks?: (context: CommandContext) => Lack | null;
  /** `argument`: what followed the name, trimmed. */
  readonly run: (context: CommandContext, argument: string) => unknown;
}

/** The id of the message that a command without a target of its own is about. */
export const messageId = ({ message }: CommandContext): NodeId | null => message?.id ?? null;

/** Whether the command has anything to do here. */
export function isAvailable(command: Command, context: CommandContext): boolean {
  // The settings stand where the panes do: nobody would see what is done there.
  if (command.group === "here" && context.workspace.route.page === "settings") return false;
  return command.lacks === undefined || command.lacks(context) === null;
}

/** The title of the moment. */
export function titleOf(command: Command, context: CommandContext): string {
  const text = context.words.commands.texts[command.id];
  return command.isOn?.(context) === true ? (text.whenOn ?? text.title) : text.title;
}

export function hintOf(command: Command, context: CommandContext): string {
  return command.hint?.(context) ?? context.words.commands.texts[command.id].hint;
}
