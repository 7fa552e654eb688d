import type { NodeId } from "@grok/conversation";
import { type RefObject, useEffect } from "react";

/** What is to have the focus once a message is on the screen: the message, or the button that led to it. */
export type FocusTarget = "message" | "previous" | "next";

let wanted: { readonly nodeId: NodeId; readonly target: FocusTarget } | null = null;

/** Another message will stand where this one stands; the focus is to stay where it was. */
export function focusAfter(nodeId: NodeId, target: FocusTarget): void {
  wanted = { nodeId, target };
}

/** Takes the focus when it was asked for. Buttons carry `data-focus`. */
export function useFocusAfter(nodeId: NodeId, article: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (wanted?.nodeId !== nodeId || article.current === null) return;
    const { target } = wanted;
    wanted = null;
    const button = article.current.querySelector<HTMLElement>(`[data-focus="${target}"]`);
    (button ?? article.current).focus({ preventScroll: true });
  }, [nodeId, article]);
}
