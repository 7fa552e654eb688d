import { type NodeId, pathTo, resolveLeaf, textOf } from "@grok/conversation";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { Message } from "../message/message.tsx";
import { useWorkspace } from "../state/store.ts";
import { Suggestions } from "../suggestions/suggestions.tsx";
import { useWords } from "../words/words.ts";
import { BranchingOff, useCommon } from "./common-path.tsx";
import { estimatedHeight } from "./estimated-height.ts";
import { usePlace } from "./place.ts";
import { useFollowing } from "./use-following.ts";
import { useLinkedScroll } from "./use-linked-scroll.ts";
import { useReadingPlace } from "./use-reading-place.ts";
import { useBody, useTree, useView } from "./use-view.ts";

/** Rows outside of the window that are kept drawn, on each side. */
const overscan = 3;
/** Bodies are read this many messages ahead, so that scrolling does not wait for them. */
const readAhead = 30;
const topPx = 32;
const bottomPx = 48;
const anchorAfterMs = 250;

/** The shown path. Only what is near the window is drawn, and only what is near that has been read. */
export function MessageList() {
  const words = useWords();
  const place = usePlace();
  const { dispatch, conversations } = useEffects();
  const { conversationId } = place;
  const tree = useTree()!;
  const leafId = resolveLeaf(tree, useView((view) => view.leafId) ?? null);
  const jumpTo = useView((view) => view.jumpTo) ?? null;
  const anchorId = useView((view) => view.anchorId) ?? null;
  const path = useMemo(() => pathTo(tree, leafId).slice(1), [tree, leafId]);
  const ids = useMemo(() => path.map((node) => node.id), [path]);
  const bodies = useWorkspace(({ trees }) => trees.loaded[conversationId]?.bodies);

  const scroller = useRef<HTMLDivElement>(null);
  const running = tree.nodes.get(leafId)?.status === "running";
  const { following, setFollowing, near } = useFollowing(scroller, anchorId === null && jumpTo === null);
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => ids[index]!, [ids]),
    estimateSize: (index) => estimatedHeight(path[index]!.role, bodies?.get(ids[index]!)),
    overscan,
    paddingStart: topPx,
    paddingEnd: bottomPx,
    anchorTo: following ? "end" : "start",
    followOnAppend: following,
    scrollEndThreshold: following ? 64 : 1,
  });
  const items = virtualizer.getVirtualItems();
  const common = useCommon(ids);
  useLinkedScroll({
    scroller,
    virtualizer,
    ids,
    held: running && following,
    onMoved: () => setFollowing(false),
  });

  // Where the reader was, or the end.
  const placed = useRef(false);
  useLayoutEffect(() => {
    if (placed.current) return;
    placed.current = true;
    if (jumpTo !== null) return;
    const at = anchorId === null ? -1 : ids.indexOf(anchorId);
    if (at === -1) virtualizer.scrollToEnd();
    else virtualizer.scrollToIndex(at, { align: "start" });
  });

  // A question just asked, or a run begun: its end is where one looks.
  const leafBefore = useRef(leafId);
  useLayoutEffect(() => {
    if (leafBefore.current === leafId) return;
    leafBefore.current = leafId;
    if (jumpTo !== null || !running) return;
    setFollowing(true);
    virtualizer.scrollToEnd();
  });

  useEffect(() => {
    if (jumpTo === null) return;
    const at = ids.indexOf(jumpTo);
    dispatch({ type: "jump-done", ...place });
    if (at === -1) return;
    setFollowing(false);
    const row = scroller.current?.querySelector(`[data-index="${at}"]`)?.getBoundingClientRect();
    const frame = scroller.current?.getBoundingClientRect();
    const seen =
      row !== undefined &&
      frame !== undefined &&
      row.top >= frame.top &&
      (row.bottom <= frame.bottom || row.top < frame.top + frame.height / 3);
    if (!seen) virtualizer.scrollToIndex(at, { align: "start" });
  }, [jumpTo, ids, place, dispatch, setFollowing, virtualizer]);

  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    const near = ids.slice(Math.max(0, first - readAhead), last + readAhead);
    void conversations.readBodies(conversationId, near);
  }, [ids, first, last, conversations, conversationId]);

  const { top, inside } = useReadingPlace(scroller, virtualizer);
  useAnchor(following ? null : (ids[top] ?? null));

  const head = path[top];
  const questionId = inside && head?.role === "assistant" ? head.parentId : null;
  return (
    <div className="list-frame">
      {questionId !== null && (
        <RunningHead
          nodeId={questionId}
          onPress={() => {
            setFollowing(false);
            virtualizer.scrollToIndex(top - 1, { align: "start" });
          }}
        />
      )}
      {/* biome-ignore lint/a11y: a list that scrolls has to be reachable by keyboard */}
      <div ref={scroller} className="scroll" tabIndex={0} role="group" aria-label={words.pane.conversation}>
        <div className="flow path" style={{ height: virtualizer.getTotalSize() }}>
          {ids.length === 0 && <p className="q nothing">{words.pane.empty}</p>}
          {items.map(({ key, index, start }) => (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className="row-of-list"
              // What stands in the margin may hang over the next message; it must stay in reach there.
              style={{ transform: `translateY(${start}px)`, zIndex: ids.length - index }}
            >
              {common > 0 && index === common && <BranchingOff nodeId={ids[index]!} common={common} />}
              <Message
                nodeId={ids[index]!}
                role={path[index]!.role === "user" ? "user" : "assistant"}
                position={index + 1}
                count={ids.length}
              />
              {index === ids.length - 1 && path[index]!.role === "assistant" && (
                <Suggestions nodeId={ids[index]!} />
              )}
            </div>
          ))}
        </div>
      </div>
      {!following && !near && (
        <div className="to-end-place">
          <button
            type="button"
            className="b to-end"
            onClick={() => {
              setFollowing(true);
              virtualizer.scrollToEnd();
            }}
          >
            <Icon name="end" small />
            {words.pane.toEnd}
          </button>
        </div>
      )}
    </div>
  );
}

/** The question whose answer is being read, once it has left the top: the guide word of this page. */
function RunningHead({ nodeId, onPress }: { nodeId: NodeId; onPress: () => void }) {
  const words = useWords();
  const body = useBody(nodeId);
  if (body === undefined) return null;
  const text = textOf(body).slice(0, 200);
  return (
    <button type="button" className="running-head" aria-label={words.pane.toQuestion(text)} onClick={onPress}>
      <span>
        <b dir="auto">{text}</b>
      </span>
    </button>
  );
}

/** Remembers the message at the top when scrolling has come to rest. */
function useAnchor(anchorId: NodeId | null): void {
  const place = usePlace();
  const { dispatch } = useEffects();
  useEffect(() => {
    const timer = setTimeout(() => dispatch({ type: "scrolled", ...place, anchorId }), anchorAfterMs);
    return () => clearTimeout(timer);
  }, [anchorId, place, dispatch]);
}
