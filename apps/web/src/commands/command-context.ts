import { type ConversationNode, type NodeId, pathTo, resolveLeaf } from "@grok/conversation";
import { viewOf } from "../state/views.ts";
import type { CommandContext } from "./command.ts";

type Given = Pick<
  CommandContext,
  "workspace" | "effects" | "desk" | "words" | "language" | "place" | "selection"
> & {
  /** The message that has the focus, if any. */
  readonly nodeId: NodeId | null;
};

/** Everything a command may look at, worked out from where it is to act. */
export function contextOf({ nodeId, ...given }: Given): CommandContext {
  const { workspace, place } = given;
  const nothing = { view: undefined, tree: undefined, message: null, reply: null, question: null };
  const view = viewOf(workspace.views, place.paneId, place.conversationId);
  const loaded = workspace.trees.loaded[place.conversationId];
  // The settings stand where the panes do: nobody sees what would be done there.
  if (view === undefined || loaded === undefined || view.leafId === null) return { ...given, ...nothing };
  if (workspace.route.page === "settings") return { ...given, ...nothing };
  const { tree, bodies } = loaded;
  const path = pathTo(tree, resolveLeaf(tree, view.leafId));
  const body = (id: NodeId | null | undefined) => (id == null ? null : (bodies.get(id) ?? null));
  const last = (role: ConversationNode["role"]) => body(path.findLast((node) => node.role === role)?.id);
  const focused = path.some((node) => node.id === nodeId) ? body(nodeId) : null;
  const below = (id: NodeId) => body(path[path.findIndex((node) => node.id === id) + 1]?.id);
  const reply = focused === null ? last("assistant") : focused.role === "user" ? below(focused.id) : focused;
  const question =
    focused === null ? last("user") : focused.role === "user" ? focused : body(focused.parentId);
  return { ...given, view, tree, message: focused ?? reply, reply, question };
}
