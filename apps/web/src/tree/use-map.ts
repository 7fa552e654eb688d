import type { NodeId } from "@grok/conversation";
import { useMemo, useState } from "react";
import { usePlace } from "../pane/place.ts";
import { useWorkspace } from "../state/store.ts";
import { useFormats, useWords } from "../words/words.ts";
import { type StopData, type StopNode, stopNode } from "./map-elements.tsx";
import { labelBelow, labelBeside, labelMax, labelWidth } from "./map-labels.ts";
import { placeMap } from "./map-layout.ts";
import { mapLines } from "./map-lines.ts";
import { stepsOf, stubPrefix } from "./map-steps.ts";
import { tracksOf } from "./map-tracks.ts";
import { factsOf } from "./node-facts.ts";
import type { DrawnTree } from "./use-drawn-tree.ts";

/** Stops that a click on what stands above adds. */
const stopsMore = 60;
const aboveGapPx = 36;

export type DrawnMap = ReturnType<typeof useMap>;

/** The map around where one is, as stops and lines for drawing. `stopsMax`: most that are drawn unasked. */
export function useMap(drawn: DrawnTree, focus: NodeId, stopsMax: number) {
  const words = useWords().tree;
  const formats = useFormats();
  const { conversationId } = usePlace();
  const bodies = useWorkspace(({ trees }) => trees.loaded[conversationId]?.bodies);
  const unread = useWorkspace((workspace) => workspace.unread.nodes[conversationId]);
  const [widened, setWidened] = useState<ReadonlySet<NodeId>>(new Set());
  const [more, setMore] = useState(0);
  const { tree, sieve, routes, kept, found, outline } = drawn;

  const lines = useMemo(
    () =>
      mapLines({
        tree,
        sieve,
        routes,
        kept,
        opened: outline.opened,
        widened,
        focus,
        stopsMax: stopsMax + more,
      }),
    [tree, sieve, routes, kept, outline.opened, widened, focus, stopsMax, more],
  );

  const map = useMemo(() => {
    const facts = (id: NodeId) => factsOf(id, bodies, outline.nodes);
    const counted = (count: number) => words.run(count, formats.number(count));
    const beside = lines.map((line) => line.stops.map((_, stop) => labelBeside(line, stop, facts, counted)));
    const places = placeMap(lines, (line, stop) => labelWidth(beside[line]![stop]!, lines[line]!));
    const nodes: StopNode[] = [];

    for (const [at, line] of lines.entries()) {
      const { x, ys, stub } = places.lines[at]!;
      for (const [stop, { nodeId, kind, count, stroke }] of line.stops.entries()) {
        const isEnd = stop === line.stops.length - 1;
        const panes = routes.ends.get(nodeId) ?? [];
        const standing = panes.length > 0 ? words.listed(panes.map(words.pane)) : words.notOpen;
        const known = facts(nodeId);
        const label = known === null ? "" : known.label === "" ? words.untitled : known.label;
        const named = kind === "question" ? words.question(label) : words.reply(label);
        const data: StopData = {
          kind: isEnd && line.fork ? "junction" : kind,
          stroke,
          said: kind === "run" ? counted(count) : words.listed([named, ...panes.map(words.pane)]),
          beside:
            panes.length > 0 && (!isEnd || line.fork)
              ? [beside[at]![stop]!, standing].filter((part) => part !== "").join(" · ")
              : beside[at]![stop]!,
          besideMaxPx: labelMax(line),
          below: isEnd && !line.fork ? labelBelow(line, facts) : null,
          standing,
          here: panes.length > 0,
          running: tree.nodes.get(nodeId)?.status === "running",
          unread: unread?.has(nodeId) === true,
          found: found.has(nodeId),
        };
        nodes.push(stopNode(nodeId, x, ys[stop]!, data));
      }
      if (stub !== null) nodes.push(stubNode(stubPrefix + line.id, stub.x, stub.y, line.hidden, words.stub));
      if (line.above > 0) nodes.push(stubNode(stubPrefix, x, ys[0]! - aboveGapPx, line.above, words.above));
    }

    const tracks = tracksOf(lines, places);
    const [top] = lines;
    if (top !== undefined && top.above > 0) {
      const { x, ys } = places.lines[0]!;
      const path = `M${x} ${ys[0]! - aboveGapPx + 12}V${ys[0]}`;
      tracks.unshift({ key: stubPrefix, path, stroke: top.stops[0]!.stroke });
    }
    const { bounds } = places;
    const headroom = top !== undefined && top.above > 0 ? aboveGapPx : 0;
    return {
      nodes,
      tracks,
      bounds: { ...bounds, y: bounds.y - headroom, height: bounds.height + headroom },
      steps: stepsOf(lines),
    };

    function stubNode(
      id: string,
      x: number,
      y: number,
      count: number,
      say: (count: number, formatted: string) => string,
    ): StopNode {
      const formatted = formats.number(count);
      const none = { beside: "", besideMaxPx: 0, below: null, standing: "", here: false, running: false };
      return stopNode(id, x, y, {
        ...none,
        kind: "stub",
        stroke: "thin",
        said: say(count, formatted),
        standing: `+ ${formatted}`,
        unread: false,
        found: false,
      });
    }
  }, [lines, routes, tree, bodies, outline.nodes, unread, found, words, formats]);

  /** Draws what a stub stands for. */
  const widen = (stubId: string) => {
    if (stubId === stubPrefix) setMore(more + stopsMore);
    else setWidened(new Set([...widened, stubId.slice(stubPrefix.length)]));
  };
  return { ...map, widen };
}
