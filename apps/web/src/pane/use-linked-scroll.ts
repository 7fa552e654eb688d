import type { ConversationId, NodeId } from "@grok/conversation";
import type { Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useRef } from "react";
import { useWorkspace } from "../state/store.ts";
import { usePlace } from "./place.ts";

type Follow = (nodeId: NodeId, pastPx: number) => void;

/** Lists on the same conversation, by pane. Scrolling is no news for the store: it comes sixty times a second. */
const lists = new Map<ConversationId, Set<Follow>>();

/** A scroll this soon after a wheel, a key or a finger is the reader's own. */
const ownForMs = 400;

interface Linked {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly ids: readonly NodeId[];
  /** A pane whose end is being written and watched stays there. */
  readonly held: boolean;
  readonly onMoved: () => void;
}

/** Moves the other panes on this conversation along, as far as what they show is the same. */
export function useLinkedScroll({ scroller, virtualizer, ids, held, onMoved }: Linked): void {
  const { conversationId } = usePlace();
  const linked = useWorkspace(({ panes }) => panes.linked && Object.keys(panes.makings).length > 1);
  const latest = useRef({ ids, held, onMoved });
  latest.current = { ids, held, onMoved };

  useEffect(() => {
    const element = scroller.current;
    if (element === null || !linked) return;
    const peers = lists.get(conversationId) ?? new Set<Follow>();
    lists.set(conversationId, peers);
    let ownUntilMs = 0;
    const own = () => {
      ownUntilMs = performance.now() + ownForMs;
    };
    const follow: Follow = (nodeId, pastPx) => {
      const at = latest.current.ids.indexOf(nodeId);
      const offset =
        at === -1 || latest.current.held ? undefined : virtualizer.getOffsetForIndex(at, "start");
      if (offset === undefined) return;
      latest.current.onMoved();
      element.scrollTop = offset[0] + pastPx;
    };
    const onScroll = () => {
      if (performance.now() > ownUntilMs || peers.size < 2) return;
      own();
      const row = virtualizer.getVirtualItemForOffset(element.scrollTop);
      const nodeId = row === undefined ? undefined : latest.current.ids[row.index];
      if (row === undefined || nodeId === undefined) return;
      for (const peer of peers) if (peer !== follow) peer(nodeId, element.scrollTop - row.start);
    };
    peers.add(follow);
    element.addEventListener("scroll", onScroll, { passive: true });
    const gestures = ["wheel", "touchmove", "keydown", "pointerdown"] as const;
    for (const gesture of gestures) element.addEventListener(gesture, own, { passive: true });
    return () => {
      peers.delete(follow);
      if (peers.size === 0) lists.delete(conversationId);
      element.removeEventListener("scroll", onScroll);
      for (const gesture of gestures) element.removeEventListener(gesture, own);
    };
  }, [conversationId, linked, scroller, virtualizer]);
}
