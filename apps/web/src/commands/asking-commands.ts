import {
  compareIds,
  leafBelow,
  type NodeId,
  type NodeShape,
  pathTo,
  type Tree,
  textOf,
  visibleChildrenOf,
} from "@grok/conversation";
import { canAnswer, canReason, modelToAsk } from "../state/model-entry.ts";
import type { Command, CommandContext, Completion } from "./command.ts";

/** Enough of a question to know it again. */
const labelMax = 80;

const making = ({ workspace, place }: CommandContext) => workspace.panes.makings[place.paneId];
const isFun = (context: CommandContext) => making(context)?.mode === "fun";

const nothingAsked = ({ message }: CommandContext) => (message === null ? "conversation" : null);

/** Every name that a question can be put to. */
export function modelCompletions({ workspace: { models }, words }: CommandContext): readonly Completion[] {
  const here = (models?.models ?? []).filter(canAnswer);
  const title = (id: string | undefined) => here.find((model) => model.id === id)?.title ?? "";
  return [
    { value: "grok", label: "grok", hint: title(models?.grok) || words.models.bestHere },
    { value: "grok-mini", label: "grok-mini", hint: title(models?.grokMini) || words.models.quickest },
    ...here.map(({ id, title: label, provider }) => ({
      value: id,
      label: label === "" ? id : label,
      hint: provider === "llama" ? id : provider,
    })),
  ];
}

interface OtherBranch {
  /** Its place among all branches of the conversation, oldest first, from 1. */
  readonly number: string;
  /** The name of the message nearest to its end that has one, else its last question; may be empty. */
  readonly label: string;
  readonly leafId: NodeId;
}

/** The branches of the conversation that this pane does not show. */
function otherBranches({ tree, view, workspace, place }: CommandContext): readonly OtherBranch[] {
  if (tree === undefined || view?.leafId == null) return [];
  const bodies = workspace.trees.loaded[place.conversationId]?.bodies;
  const here = leafBelow(tree, view.leafId);
  return visibleLeaves(tree).flatMap((leafId, at) => {
    const { role, parentId } = tree.nodes.get(leafId)!;
    if (leafId === here || role !== "assistant") return [];
    const named = pathTo(tree, leafId).findLast(({ id }) => (bodies?.get(id)?.name ?? "") !== "");
    const question = bodies?.get(parentId ?? "");
    const asked = question === undefined ? "" : textOf(question).replace(/\s+/g, " ").trim();
    const label = named === undefined ? asked.slice(0, labelMax) : bodies!.get(named.id)!.name;
    return [{ number: `${at + 1}`, label, leafId }];
  });
}

/** Oldest first. */
function visibleLeaves(tree: Tree<NodeShape>): readonly NodeId[] {
  const leaves: NodeId[] = [];
  const left = [tree.rootId];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const below = visibleChildrenOf(tree, id);
    if (below.length === 0) leaves.push(id);
    else left.push(...below);
  }
  return leaves.sort(compareIds);
}

function modelNamed(context: CommandContext, name: string): string | null {
  const wanted = name.toLowerCase();
  const all = modelCompletions(context);
  const found =
    all.find(({ value, label }) => value.toLowerCase() === wanted || label.toLowerCase() === wanted) ??
    all.find(({ value, label }) => `${value} ${label}`.toLowerCase().includes(wanted));
  return found?.value ?? null;
}

/** How the next question is answered, and what is asked in the user's name. */
export const askingCommands: readonly Command[] = [
  {
    id: "think",
    group: "here",
    icon: "think",
    slash: ["think"],
    argument: {},
    isOn: (context) => making(context)?.think === true,
    lacks: ({ workspace: { models, panes }, place }) =>
      canReason(models, modelToAsk(models, panes.makings[place.paneId]?.model ?? "grok"))
        ? null
        : "reasoning",
    run(context, question) {
      const { effects, place } = context;
      effects.panes.make(place.paneId, { think: question !== "" || making(context)?.think !== true });
      if (question !== "") return effects.runs.ask(place, question, false);
    },
  },
  {
    id: "live",
    group: "here",
    icon: "live",
    slash: ["live"],
    keys: ["Alt+L"],
    argument: {},
    isOn: ({ workspace }) => workspace.live.open,
    run({ effects, place, workspace }, question) {
      if (question !== "") return effects.runs.ask(place, question, false, { live: true });
      effects.dispatch({ type: "live-switched", open: !workspace.live.open });
    },
  },
  {
    id: "pen",
    group: "here",
    icon: "pen",
    keys: ["Alt+F"],
    isOn: isFun,
    run: (context) =>
      context.effects.panes.make(context.place.paneId, { mode: isFun(context) ? "regular" : "fun" }),
  },
  {
    id: "fun",
    group: "here",
    icon: "pen",
    slash: ["fun"],
    palette: false,
    lacks: (context) => (isFun(context) ? "fun" : null),
    run: ({ effects, place }) => effects.panes.make(place.paneId, { mode: "fun" }),
  },
  {
    id: "serious",
    group: "here",
    icon: "pen",
    slash: ["serious"],
    palette: false,
    lacks: (context) => (isFun(context) ? null : "serious"),
    run: ({ effects, place }) => effects.panes.make(place.paneId, { mode: "regular" }),
  },
  {
    id: "model",
    group: "here",
    icon: "model",
    slash: ["model"],
    argument: { complete: modelCompletions },
    run(context, name) {
      const { effects, place } = context;
      const model = name === "" ? null : modelNamed(context, name);
      if (model !== null) return effects.panes.make(place.paneId, { model });
      effects.dispatch({
        type: "dialog-opened",
        dialog: { kind: "commands", list: "models", query: name, nodeId: null },
      });
    },
  },
  {
    id: "system",
    group: "here",
    icon: "instructions",
    slash: ["system", "instructions"],
    argument: {},
    run({ effects, place }, text) {
      if (text !== "") return effects.instructions.set(place.conversationId, text);
      effects.dispatch({ type: "dialog-opened", dialog: { kind: "instructions", ...place } });
    },
  },
  {
    id: "summarise",
    group: "here",
    icon: "summarise",
    slash: ["summarise", "summarize"],
    argument: {
      complete: (context) =>
        otherBranches(context).map(({ number, label }) => ({ value: number, label: number, hint: label })),
    },
    lacks: nothingAsked,
    run(context, branch) {
      const { effects, place, view, words, tree } = context;
      if (view?.leafId == null || tree === undefined) return;
      const { asks } = words.commands;
      const wanted = branch.toLowerCase();
      const other = otherBranches(context).find(
        ({ number, label }) => number === wanted || label.toLowerCase() === wanted,
      );
      if (branch === "" || other === undefined)
        return effects.runs.summarise(place, view.leafId, asks.summarise);
      const { leafId, label, number } = other;
      return effects.runs.summarise(place, leafId, asks.summariseOf(label === "" ? number : label));
    },
  },
  {
    id: "translate",
    group: "here",
    icon: "translate",
    slash: ["translate"],
    argument: {},
    lacks: ({ reply }) => (reply === null ? "reply" : null),
    run({ effects, place, words }, language) {
      const { asks } = words.commands;
      return effects.runs.ask(place, asks.translate(language === "" ? asks.otherLanguage : language), false);
    },
  },
];
