import { textOf } from "@grok/conversation";
import type { CommandContext } from "./command.ts";
import { wordsIn } from "./fill-prompt.ts";

/** What is known of the words of a template. `text`: what followed the command. */
export function knownValues(
  { selection, reply, language }: CommandContext,
  text: string,
  nowMs: number,
): Readonly<Record<string, string>> {
  return {
    text,
    selection,
    reply: reply === null ? "" : textOf(reply),
    date: new Intl.DateTimeFormat(language, { dateStyle: "full" }).format(nowMs),
  };
}

/** The words that somebody has to be asked for, in the order in which they stand. */
export function missingWords(template: string, values: Readonly<Record<string, string>>): readonly string[] {
  return wordsIn(template).filter((word) => !Object.hasOwn(values, word) || values[word]!.trim() === "");
}
