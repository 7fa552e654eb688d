import { type ConversationNode, type NodeId, siblingsOf, textOf } from "@grok/conversation";
import { useEffect, useMemo } from "react";
import { useEffects } from "../effects/effects.ts";
import type { CodeTab } from "../state/code-editor.ts";
import { useWorkspace } from "../state/store.ts";
import { codeBlocks, type PlacedCode } from "./code-blocks.ts";
import { sameBlock } from "./same-block.ts";

export interface OtherVersion {
  readonly nodeId: NodeId;
  /** "2" of "2 / 3". */
  readonly number: number;
  readonly source: string;
}

/** Bodies never change once they have ended. */
const read = new WeakMap<ConversationNode, readonly PlacedCode[]>();

function blocksOf(body: ConversationNode): readonly PlacedCode[] {
  const known = read.get(body) ?? codeBlocks(textOf(body));
  read.set(body, known);
  return known;
}

/** The same block in the other versions of its reply, where they have it. Read only while `wanted`. */
export function useOtherVersions(tab: CodeTab | undefined, wanted: boolean): readonly OtherVersion[] {
  const { conversations } = useEffects();
  const loaded = useWorkspace(({ trees }) => trees.loaded[tab?.conversationId ?? ""]);
  const { conversationId, nodeId, offset } = tab ?? { conversationId: "", nodeId: "", offset: -1 };
  const ids = useMemo(
    () => (loaded?.tree.nodes.has(nodeId) === true ? siblingsOf(loaded.tree, nodeId).ids : []),
    [loaded, nodeId],
  );
  useEffect(() => {
    if (wanted && ids.length > 1) void conversations.readBodies(conversationId, ids);
  }, [wanted, ids, conversations, conversationId]);

  return useMemo(() => {
    const own = loaded?.bodies.get(nodeId);
    if (!wanted || own === undefined) return [];
    const blocks = blocksOf(own);
    const index = blocks.findIndex((block) => block.offset === offset);
    return ids.flatMap((id, at) => {
      const body = loaded?.bodies.get(id);
      if (id === nodeId || body === undefined || body.status === "running") return [];
      const found = sameBlock(blocks, index, blocksOf(body));
      return found === undefined ? [] : [{ nodeId: id, number: at + 1, source: found.source }];
    });
  }, [wanted, loaded, ids, nodeId, offset]);
}
