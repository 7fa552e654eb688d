import type { ConversationId, NodeId } from "@grok/conversation";
import type { IconName } from "../icons/icon.tsx";
import { visibleRows } from "../state/conversation-list.ts";
import type { PromptCommand } from "../state/prompt-commands.ts";
import type { Hit } from "../state/search.ts";
import type { Formats } from "../words/formats.ts";
import { modelCompletions } from "./asking-commands.ts";
import {
  type Command,
  type CommandContext,
  type CommandGroup,
  hintOf,
  isAvailable,
  titleOf,
} from "./command.ts";
import { matchText, type Stretch, stretches } from "./match-text.ts";
import { commands } from "./registry.ts";

/** What choosing an entry does. */
export type EntryDeed =
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "prompt"; readonly prompt: PromptCommand }
  | { readonly kind: "go"; readonly conversationId: ConversationId; readonly nodeId: NodeId | null }
  | { readonly kind: "model"; readonly name: string };

export interface PaletteEntry {
  readonly key: string;
  readonly icon: IconName;
  readonly title: readonly Stretch[];
  readonly hint: readonly Stretch[];
  readonly keys: string | null;
  readonly deed: EntryDeed;
}

export interface PaletteGroup {
  readonly key: CommandGroup | "models";
  readonly label: string;
  readonly entries: readonly PaletteEntry[];
}

/** Shown of each group before anything is typed; and at most, afterwards. */
const entriesFirst: Readonly<Record<CommandGroup, number>> = { here: 6, conversations: 5, everywhere: 4 };
const entriesMax = 8;

/** From here on it is a guess: the letters stand there, but no word does. */
const guess = 6;

interface Ranked {
  readonly rank: number;
  readonly entry: PaletteEntry;
}

/** What the palette offers for `query`, by nearness. `hits`: what the server found for it. */
export function paletteGroups(
  query: string,
  context: CommandContext,
  hits: readonly Hit[],
  formats: Formats,
): readonly PaletteGroup[] {
  const typed = query.trim();
  const { groups } = context.words.commands;
  const of = (group: CommandGroup) =>
    commands
      .filter((command) => command.group === group && command.palette !== false)
      .filter((command) => isAvailable(command, context))
      .flatMap((command) => ranked(command, typed, context));
  const own = context.workspace.promptCommands.commands.flatMap((prompt) =>
    rankedPrompt(prompt, typed, context),
  );
  // Before anything is typed, a new one and the last ones are what is wanted.
  const about = typed === "" ? of("conversations").slice(0, 1) : of("conversations");
  const talk = [...conversationEntries(typed, context, formats), ...hitEntries(hits, typed, context)];
  const found: readonly (readonly [CommandGroup, readonly Ranked[]])[] = [
    ["here", [...of("here"), ...own]],
    ["conversations", [...about, ...talk]],
    ["everywhere", of("everywhere")],
  ];
  const sure = found.some(([, entries]) => entries.some(({ rank }) => rank < guess));
  return found.flatMap(([key, all]) => {
    const entries = best(sure ? all.filter(({ rank }) => rank < guess) : all);
    const shown = entries.slice(0, typed === "" ? entriesFirst[key] : entriesMax);
    return shown.length === 0 ? [] : [{ key, label: groups[key], entries: shown }];
  });
}

/** The models that a pane may ask. */
export function modelGroups(query: string, context: CommandContext): readonly PaletteGroup[] {
  const typed = query.trim();
  const entries = modelCompletions(context).flatMap(({ value, label, hint }): Ranked[] => {
    const found = matchBoth(label, hint, typed);
    if (found === null) return [];
    const { rank, title, hint: of } = found;
    const deed = { kind: "model", name: value } as const;
    return [{ rank, entry: { key: value, icon: "model", title, hint: of, keys: null, deed } }];
  });
  const label = context.words.commands.palette.models;
  return entries.length === 0 ? [] : [{ key: "models", label, entries: best(entries) }];
}

function best(entries: readonly Ranked[]): readonly PaletteEntry[] {
  return entries.toSorted((a, b) => a.rank - b.rank).map(({ entry }) => entry);
}

function ranked(command: Command, typed: string, context: CommandContext): readonly Ranked[] {
  const found = matchBoth(titleOf(command, context), hintOf(command, context), typed, command.slash);
  if (found === null) return [];
  const { rank, title, hint } = found;
  const { id, icon } = command;
  const keys = command.keys?.[0] ?? null;
  return [{ rank, entry: { key: id, icon, title, hint, keys, deed: { kind: "command", command } } }];
}

function rankedPrompt(prompt: PromptCommand, typed: string, { words }: CommandContext): readonly Ranked[] {
  const { name, description } = prompt;
  const found = matchBoth(`/${name}`, description === "" ? words.commands.palette.own : description, typed, [
    name,
  ]);
  if (found === null) return [];
  const { rank, title, hint } = found;
  const deed = { kind: "prompt", prompt } as const;
  return [{ rank, entry: { key: `/${name}`, icon: "own", title, hint, keys: null, deed } }];
}

function conversationEntries(
  typed: string,
  { workspace, words, place }: CommandContext,
  formats: Formats,
): readonly Ranked[] {
  return visibleRows(workspace.list)
    .filter(({ id }) => id !== place.conversationId)
    .flatMap((row, at): Ranked[] => {
      const { id, title: name, branches, updatedAtMs } = row;
      const when = formats.day(updatedAtMs);
      const about = branches > 1 ? words.commands.branches(branches) + words.units.comma + when : when;
      const called = name === "" ? words.app.untitled : name;
      const match = matchText(called, typed, true);
      if (match === null) return [];
      return [
        {
          // Newer ones first among equals.
          rank: (match.rank === 3 ? guess : match.rank) + at / 10_000,
          entry: {
            key: id,
            icon: "history",
            title: stretches(called, match.ranges),
            hint: stretches(about, matchText(about, typed)?.ranges ?? []),
            keys: null,
            deed: { kind: "go", conversationId: id, nodeId: null },
          },
        },
      ];
    });
}

/** Messages that hold the words; titles are found in the list. */
function hitEntries(
  hits: readonly Hit[],
  typed: string,
  { workspace, words }: CommandContext,
): readonly Ranked[] {
  if (typed === "") return [];
  return hits.flatMap(({ conversationId, conversationTitle, nodeId, excerpt, matches }, at): Ranked[] => {
    // A title that the list has not been read as far as.
    if (nodeId === null && workspace.list.rows[conversationId] !== undefined) return [];
    const called = conversationTitle === "" ? words.app.untitled : conversationTitle;
    const [before = "", after = ""] = words.commands.palette.hit("\n").split("\n");
    const quoted = stretches(excerpt, matches);
    return [
      {
        rank: 5 + at / 100,
        entry: {
          key: `${conversationId}/${nodeId}`,
          icon: "history",
          title: [{ text: called, hit: false }],
          hint: nodeId === null ? [] : [{ text: before, hit: false }, ...quoted, { text: after, hit: false }],
          keys: null,
          deed: { kind: "go", conversationId, nodeId },
        },
      },
    ];
  });
}

interface Both {
  readonly rank: number;
  readonly title: readonly Stretch[];
  readonly hint: readonly Stretch[];
}

/** Every word of the query in the title, in one of the names or in the hint; the title counts most. */
function matchBoth(title: string, hint: string, typed: string, names: readonly string[] = []): Both | null {
  const words = typed.replace(/^\//, "").split(/\s+/);
  let rank = 0;
  const inTitle: number[] = [];
  const inHint: number[] = [];
  for (const word of words) {
    const called = matchText(title, word, true);
    const named = names.some((name) => name.startsWith(word.toLowerCase()));
    const about = matchText(hint, word);
    const exact = called !== null && called.rank < 3 ? called : null;
    if (called === null && !named && about === null) return null;
    if (exact !== null) inTitle.push(...exact.ranges);
    else if (called !== null && !named && about === null) inTitle.push(...called.ranges);
    if (about !== null) inHint.push(...about.ranges);
    const ranks = [exact?.rank ?? guess, named ? 1 : guess, about === null ? guess : 3 + about.rank / 4];
    rank = Math.max(rank, Math.min(...ranks));
  }
  return { rank, title: stretches(title, inOrder(inTitle)), hint: stretches(hint, inOrder(inHint)) };
}

/** Ranges of several words as `stretches` takes them: in order, none within another. */
function inOrder(ranges: readonly number[]): readonly number[] {
  const pairs = Array.from(
    { length: ranges.length / 2 },
    (_, at) => [ranges[2 * at]!, ranges[2 * at + 1]!] as const,
  );
  let end = 0;
  return pairs
    .toSorted((a, b) => a[0] - b[0])
    .flatMap(([from, to]) => {
      if (from < end) return [];
      end = to;
      return [from, to];
    });
}
