import {
  type ConversationId,
  type ConversationNode,
  leafBelow,
  type NodeId,
  type Tree,
} from "@grok/conversation";
import { useEffect, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { useWorkspace } from "../state/store.ts";
import { versionBeside } from "./comparable-replies.ts";
import { type Labels, useLabels } from "./reply-labels.ts";

export interface Comparison {
  readonly tree: Tree;
  readonly labels: Labels;
  readonly leftId: NodeId;
  readonly rightId: NodeId | null;
  /** Undefined until it has been read. */
  readonly left: ConversationNode | undefined;
  readonly right: ConversationNode | undefined;
  readonly choose: (side: "left" | "right", nodeId: NodeId) => void;
  /** Closes the dialog with the pane one is in at that reply. */
  readonly goOn: (nodeId: NodeId) => void;
}

/** The two replies that are compared. Null where the conversation is not here. */
export function useComparison(
  conversationId: ConversationId,
  left: NodeId,
  right: NodeId | null,
): Comparison | null {
  const { conversations, tree: trees, dispatch } = useEffects();
  const loaded = useWorkspace(({ trees }) => trees.loaded[conversationId]);
  const outlined = useWorkspace(({ outlines }) => outlines[conversationId]?.phase);
  const paneId = useWorkspace(({ panes }) => panes.active);
  const labels = useLabels(conversationId);
  const tree = loaded?.tree;
  const [leftId, setLeft] = useState(left);
  const [rightId, setRight] = useState(() =>
    right === null && tree !== undefined ? versionBeside(tree, left) : right,
  );
  useEffect(() => {
    const ids = rightId === null ? [leftId] : [leftId, rightId];
    void conversations.readBodies(conversationId, ids);
  }, [conversations, conversationId, leftId, rightId]);
  useEffect(() => {
    if (outlined === undefined || outlined === "stale") void trees.readOutline(conversationId);
  }, [trees, conversationId, outlined]);
  if (loaded === undefined || tree === undefined) return null;
  return {
    tree,
    labels,
    leftId,
    rightId,
    left: loaded.bodies.get(leftId),
    right: rightId === null ? undefined : loaded.bodies.get(rightId),
    choose: (side, nodeId) => (side === "left" ? setLeft(nodeId) : setRight(nodeId)),
    goOn(nodeId) {
      dispatch({ type: "dialog-closed" });
      dispatch({
        type: "cursor-moved",
        paneId,
        conversationId,
        leafId: leafBelow(tree, nodeId),
        show: nodeId,
      });
    },
  };
}
