import type { PromptCommand } from "../state/prompt-commands.ts";
import type { Words } from "../words/en.ts";
import type { Command, CommandGroup } from "./command.ts";
import { keyCaps } from "./keys.ts";
import { commands } from "./registry.ts";

/** One line of the help. */
export interface HelpLine {
  readonly key: string;
  /** "/split", or "" where it has no name. */
  readonly name: string;
  readonly argument: string;
  /** Other names of it. */
  readonly also: readonly string[];
  readonly title: string;
  readonly hint: string;
  /** Keys that are held together; empty where there are none. */
  readonly caps: readonly string[];
}

export interface HelpGroup {
  readonly key: CommandGroup | "own" | "keys";
  readonly label: string;
  readonly lines: readonly HelpLine[];
}

/** Everything that can be typed or pressed, as far as it holds every word of `query`. */
export function helpList(
  query: string,
  { commands: words }: Words,
  prompts: readonly PromptCommand[],
  mac: boolean,
): readonly HelpGroup[] {
  const of = (group: CommandGroup): HelpGroup => ({
    key: group,
    label: words.groups[group],
    lines: commands
      .filter((command) => command.group === group && (command.slash ?? command.keys) !== undefined)
      .map((command) => lineOf(command, words, mac)),
  });
  const own = prompts.map(({ name, description, text }): HelpLine => {
    const title = description === "" ? text : description;
    return { key: name, name: `/${name}`, argument: "", also: [], title, hint: "", caps: [] };
  });
  const keys = words.help.keys.map(([caps, title]): HelpLine => {
    return { key: caps.join(), name: "", argument: "", also: [], title, hint: "", caps };
  });
  const all: HelpGroup[] = [
    of("here"),
    of("conversations"),
    of("everywhere"),
    { key: "own", label: words.help.yours, lines: own },
    { key: "keys", label: words.help.otherKeys, lines: keys },
  ];
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = ({ name, also, title, hint, caps }: HelpLine) => {
    const text = [name, ...also, title, hint, caps.join(" ")].join("\n").toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
  return all
    .map((group) => ({ ...group, lines: group.lines.filter(holds) }))
    .filter(({ lines }) => lines.length > 0);
}

function lineOf({ id, slash = [], keys = [] }: Command, words: Words["commands"], mac: boolean): HelpLine {
  const { title, hint, argument = "" } = words.texts[id];
  const [name, ...also] = slash;
  const [first, last] = [keys[0], keys.at(-1)];
  const caps = first === undefined ? [] : keyCaps(first, mac);
  return {
    key: id,
    name: name === undefined ? "" : `/${name}`,
    argument,
    also: also.map((other) => `/${other}`),
    title,
    hint,
    // Nine keys in a row are told by the first and the last.
    caps: keys.length > 1 ? [...caps.slice(0, -1), `${caps.at(-1)}–${keyCaps(last!, mac).at(-1)}`] : caps,
  };
}
