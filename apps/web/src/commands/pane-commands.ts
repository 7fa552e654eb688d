import type { PaneContent } from "../effects/panes.ts";
import { type PaneId, paneOrder, panesInSight, type Side } from "../state/layout.ts";
import type { Command, CommandContext } from "./command.ts";

const order = ({ workspace }: CommandContext): readonly PaneId[] => paneOrder(workspace.panes.layout);
const alone = (context: CommandContext) => (order(context).length === 1 ? "pane" : null);

function step(context: CommandContext, by: number): void {
  const panes = order(context);
  const at = panes.indexOf(context.place.paneId);
  const next = panes[(at + by + panes.length) % panes.length];
  if (next !== undefined) context.effects.panes.focus(next);
}

const splits: Readonly<Record<string, readonly [Side | "into", PaneContent?]>> = {
  right: ["right"],
  below: ["below"],
  tab: ["into", "new"],
  new: ["right", "new"],
};

const moves = ["left", "right", "above", "below", "behind"] as const;
type Move = (typeof moves)[number];

/** Where a move leads, or null where it leads nowhere: the pane is there already. */
function targetOf(context: CommandContext, move: Move): PaneId | null {
  const { place, workspace } = context;
  const inSight = panesInSight(workspace.panes.layout);
  const at = inSight.indexOf(place.paneId);
  const before = inSight[at - 1];
  if (move === "left" || move === "behind") return before ?? null;
  if (move === "right") return inSight[at + 1] ?? null;
  return inSight.find((pane) => pane !== place.paneId) ?? null;
}

function moveTo(context: CommandContext, move: Move): void {
  const target = targetOf(context, move);
  if (target === null) return;
  const to = move === "behind" ? "into" : move;
  context.effects.dispatch({ type: "pane-moved", paneId: context.place.paneId, target, to });
  context.desk.focusComposer(context.place.paneId);
}

const moveCommand = (id: Command["id"], move: Move, icon: Command["icon"]): Command => ({
  id,
  group: "here",
  icon,
  lacks: (context) => alone(context) ?? (targetOf(context, move) === null ? "pane" : null),
  run: (context) => moveTo(context, move),
});

const split = (
  id: Command["id"],
  where: string,
  icon: Command["icon"],
  keys?: readonly string[],
): Command => ({
  id,
  group: "here",
  icon,
  ...(keys === undefined ? {} : { keys }),
  run: ({ effects, place }) => effects.panes.split(place.paneId, ...splits[where]!),
});

/** Panes beside, above and behind each other, and the tree of the one that one is in. */
export const paneCommands: readonly Command[] = [
  {
    id: "tree",
    group: "here",
    icon: "tree",
    slash: ["tree"],
    keys: ["Alt+T"],
    isOn: ({ workspace }) => workspace.treePanel.open,
    hint({ workspace, place, words }) {
      const branches = workspace.list.rows[place.conversationId]?.branches ?? 1;
      return branches > 1 ? words.commands.branches(branches) : null;
    },
    run: ({ effects, workspace }) =>
      effects.dispatch({ type: "tree-switched", open: !workspace.treePanel.open }),
  },
  {
    id: "map",
    group: "here",
    icon: "map",
    slash: ["map"],
    keys: ["Alt+M"],
    isOn: ({ workspace: { treePanel } }) => treePanel.open && treePanel.map,
    run({ effects, workspace: { treePanel } }) {
      const shown = treePanel.open && treePanel.map;
      if (!shown && !treePanel.open) effects.dispatch({ type: "tree-switched", open: true });
      effects.dispatch({ type: "map-switched", map: !shown });
    },
  },
  {
    ...split("split", "right", "split", ["Mod+\\"]),
    slash: ["split"],
    argument: {
      complete: ({ words }) =>
        Object.entries(words.commands.places).map(([value, label]) => ({ value, label: value, hint: label })),
    },
    run: ({ effects, place }, where) =>
      effects.panes.split(place.paneId, ...(splits[where.toLowerCase()] ?? splits.right!)),
  },
  split("split-below", "below", "split-below", ["Mod+Shift+\\"]),
  split("split-new", "new", "split"),
  split("split-tab", "tab", "plus"),
  {
    id: "close",
    group: "here",
    icon: "close",
    slash: ["close"],
    keys: ["Alt+W"],
    lacks: alone,
    run: ({ effects, place }) => effects.panes.close(place.paneId),
  },
  {
    id: "all",
    group: "here",
    icon: "panes",
    slash: ["all"],
    isOn: ({ workspace }) => workspace.panes.together,
    lacks: alone,
    run: ({ effects, workspace }) =>
      effects.dispatch({ type: "together-switched", on: !workspace.panes.together }),
  },
  {
    id: "scroll",
    group: "here",
    icon: "scroll",
    slash: ["scroll"],
    isOn: ({ workspace }) => workspace.panes.linked,
    lacks: alone,
    run({ effects, workspace }) {
      const on = !workspace.panes.linked;
      effects.dispatch({ type: "linked-switched", on });
      effects.say(on ? "linked" : "unlinked");
    },
  },
  {
    id: "next-pane",
    group: "here",
    icon: "right",
    slash: ["next"],
    keys: ["F6"],
    lacks: alone,
    run: (context) => step(context, 1),
  },
  {
    id: "previous-pane",
    group: "here",
    icon: "left",
    slash: ["previous"],
    keys: ["Shift+F6"],
    lacks: alone,
    run: (context) => step(context, -1),
  },
  {
    id: "pane",
    group: "here",
    icon: "panes",
    slash: ["pane"],
    keys: Array.from({ length: 9 }, (_, at) => `Alt+Shift+${at + 1}`),
    palette: false,
    argument: {
      needed: true,
      complete: (context) =>
        order(context).map((_, at) => ({ value: `${at + 1}`, label: `${at + 1}`, hint: "" })),
    },
    lacks: alone,
    run(context, number) {
      const pane = order(context)[Number(number) - 1];
      if (pane !== undefined) context.effects.panes.focus(pane);
    },
  },
  {
    id: "move",
    group: "here",
    icon: "panes",
    slash: ["move"],
    palette: false,
    argument: {
      needed: true,
      complete: (context) =>
        moves
          .filter((move) => targetOf(context, move) !== null)
          .map((move) => ({ value: move, label: move, hint: context.words.commands.moves[move] })),
    },
    lacks: alone,
    run(context, where) {
      const move = moves.find((name) => name === where.toLowerCase());
      if (move !== undefined) moveTo(context, move);
    },
  },
  moveCommand("move-left", "left", "left"),
  moveCommand("move-right", "right", "right"),
  moveCommand("move-above", "above", "panes"),
  moveCommand("move-below", "below", "panes"),
  moveCommand("move-behind", "behind", "panes"),
];
