import { type ConversationId, type NodeId, textOf } from "@grok/conversation";
import { useMemo } from "react";
import { excerptOfReply } from "../reply-editor/reply-excerpt.ts";
import { useWorkspace } from "../state/store.ts";

/** Looked through when a reply is searched by its words. */
const searchedCharsMax = 2_000;

export interface Labels {
  /** The first words of a message, from what has been read of it or from the outline of the tree; "" before either. */
  readonly labelOf: (nodeId: NodeId) => string;
  /** Whether its beginning or its name holds `wanted`, which is in lower case. */
  readonly holds: (nodeId: NodeId, wanted: string) => boolean;
}

/** What messages of a conversation can be told by. */
export function useLabels(conversationId: ConversationId): Labels {
  const bodies = useWorkspace(({ trees }) => trees.loaded[conversationId]?.bodies);
  const outline = useWorkspace(({ outlines }) => outlines[conversationId]?.nodes);
  return useMemo(
    () => ({
      labelOf(nodeId) {
        const body = bodies?.get(nodeId);
        const known = outline?.get(nodeId);
        const name = body?.name ?? known?.name ?? "";
        if (name !== "") return name;
        return body === undefined ? (known?.preview ?? "") : excerptOfReply(textOf(body));
      },
      holds(nodeId, wanted) {
        const body = bodies?.get(nodeId);
        const known = outline?.get(nodeId);
        const text = body === undefined ? (known?.preview ?? "") : textOf(body).slice(0, searchedCharsMax);
        return `${body?.name ?? known?.name ?? ""}\n${text}`.toLocaleLowerCase().includes(wanted);
      },
    }),
    [bodies, outline],
  );
}
