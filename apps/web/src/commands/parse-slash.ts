/** A message that begins as a command does. */
export interface SlashText {
  /** As typed, lower case, without the slash; empty after the slash alone. */
  readonly name: string;
  /** What follows, trimmed. */
  readonly argument: string;
  /** The name has ended: a space follows. */
  readonly named: boolean;
}

/**
 * "/name argument", the slash being the first character. Full-width slashes and "、", which Chinese keyboards write on
 * that key, are slashes too. Null for everything else: "/usr/bin" is text.
 */
export function parseSlash(text: string): SlashText | null {
  const match = /^[/／、]([^\s/／、]*)(\s[\s\S]*)?$/.exec(text);
  if (match === null) return null;
  const [, name = "", rest] = match;
  if (name === "" && rest !== undefined) return null;
  return { name: name.toLowerCase(), argument: (rest ?? "").trim(), named: rest !== undefined };
}

/** What the server takes as the name of a command. */
export const commandName = /^[a-z0-9-]{1,32}$/;
