import type { NodeId } from "@grok/conversation";
import {
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
  useStoreApi,
  ViewportPortal,
} from "@xyflow/react";
import { type KeyboardEvent, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { usePlace } from "../pane/place.ts";
import { useWords } from "../words/words.ts";
import { nodeTypes, type StopDeeds, StopDeedsContext, stopSize } from "./map-elements.tsx";
import { type Steps, stubPrefix } from "./map-steps.ts";
import type { DrawnTree } from "./use-drawn-tree.ts";
import { type DrawnMap, useMap } from "./use-map.ts";
import type { NodeActions } from "./use-node-actions.ts";
import "@xyflow/react/dist/base.css";
import "./map.css";

export interface MapProps {
  readonly drawn: DrawnTree;
  readonly actions: NodeActions;
  /** Where the path of the active pane ends. */
  readonly here: NodeId;
  readonly onMenu: (anchor: HTMLElement, id: NodeId) => void;
  readonly onShown: () => void;
}

interface MapViewProps extends MapProps {
  readonly stopsMax: number;
  /** As high as its content, but no higher than this; null: as high as its place. */
  readonly heightMaxPx: number | null;
}

const zoom = { least: 0.2, most: 2, readable: 0.85, comfortable: 1.4, step: 1.25 };
const marginPx = 16;
const slideMs = 190;

/** The tree as a route map. */
export function MapView(props: MapViewProps) {
  const map = useMap(props.drawn, props.here, props.stopsMax);
  return (
    <ReactFlowProvider>
      <Flow {...props} map={map} />
    </ReactFlowProvider>
  );
}

const arrows: Readonly<Record<string, keyof Steps>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

function Flow({ drawn, map, actions, here, heightMaxPx, onMenu, onShown }: MapViewProps & { map: DrawnMap }) {
  const words = useWords().tree;
  const { dispatch } = useEffects();
  const { conversationId } = usePlace();
  const flow = useReactFlow();
  const store = useStoreApi();
  const frame = useRef<HTMLDivElement>(null);
  const [pressed, setPressed] = useState<string | null>(null);
  const currentId = pressed !== null && map.steps.has(pressed) ? pressed : stopOf(map, here);
  const { bounds } = map;

  const width = useStore((flowing) => flowing.width);
  const flowHeight = useStore((flowing) => flowing.height);
  const roomy = heightMaxPx === null;
  const across = (width - 2 * marginPx) / bounds.width;
  const down = roomy ? (flowHeight - 2 * marginPx) / bounds.height : 1;
  const fit = Math.min(across, down, roomy ? zoom.comfortable : 1);
  const scale = fit >= zoom.readable ? fit : zoom.readable;
  const height =
    heightMaxPx === null ? flowHeight : Math.min(heightMaxPx, bounds.height * scale + 2 * marginPx);
  /** Where the drawing lies when `id` is to be seen at this scale. */
  const viewportAt = (id: string, at: number) => {
    const place = placeOf(map, id);
    return {
      x: within(width, bounds.x * at, bounds.width * at, place.x * at, roomy),
      y: within(height, bounds.y * at, bounds.height * at, place.y * at, false),
      zoom: at,
    };
  };
  const settle = useEffectEvent(() => void flow.setViewport(viewportAt(currentId, scale)));
  // Labels come with the outline, and make the map wider.
  const { phase } = drawn.outline;
  const measured = width > 0 && (heightMaxPx !== null || flowHeight > 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is put in its place when one of these changes
  useEffect(() => {
    if (measured) settle();
  }, [measured, phase]);

  // One's own end stays in sight.
  const seen = useRef(here);
  useEffect(() => {
    if (seen.current === here) return;
    seen.current = here;
    bringIntoView(stopOf(map, here));
  });
  const bringIntoView = (id: string) => {
    const place = placeOf(map, id);
    const { width, height, transform } = store.getState();
    const [left, top, scale] = transform;
    const x = place.x * scale + left;
    const y = place.y * scale + top;
    if (x > marginPx && y > marginPx && x < width - marginPx && y < height - marginPx) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    void flow.setViewport(viewportAt(id, scale), { duration: still ? 0 : slideMs });
  };

  const press = (id: string, beside: boolean) => {
    setPressed(id);
    if (id.startsWith(stubPrefix)) return map.widen(id);
    const stop = map.nodes.find((node) => node.id === id);
    if (stop?.data.kind === "run")
      return dispatch({ type: "run-opened", conversationId, ids: [id], open: true });
    if (beside) actions.showBeside(id);
    else actions.show(id);
    onShown();
  };
  const latest = useRef({ press, bringIntoView, onMenu });
  latest.current = { press, bringIntoView, onMenu };
  const deeds = useMemo<StopDeeds>(
    () => ({
      currentId,
      press: (id, beside) => latest.current.press(id, beside),
      focused: (id) => {
        setPressed(id);
        latest.current.bringIntoView(id);
      },
      openMenu: (id, anchor) => {
        if (!id.startsWith(stubPrefix)) latest.current.onMenu(anchor, id);
      },
    }),
    [currentId],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const element = (id: string) =>
      frame.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(id)}"]`);
    const arrow = arrows[event.key];
    if (arrow !== undefined) {
      const next = map.steps.get(currentId)?.[arrow];
      if (next !== undefined) element(next)?.focus({ preventScroll: true });
    } else if (event.key === "+" || event.key === "=") void flow.zoomTo(flow.getZoom() * zoom.step);
    else if (event.key === "-") void flow.zoomTo(flow.getZoom() / zoom.step);
    else if (event.key === "0") void flow.fitView({ padding: 0.08, maxZoom: 1 });
    else if (event.key === "m") {
      const anchor = element(currentId);
      if (anchor != null) deeds.openMenu(currentId, anchor);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the stops in it have the focus
    <div
      ref={frame}
      className="map-frame"
      style={heightMaxPx === null ? undefined : { height }}
      onKeyDown={onKeyDown}
    >
      <StopDeedsContext value={deeds}>
        <ReactFlow
          aria-label={words.map}
          nodes={map.nodes}
          nodeTypes={nodeTypes}
          minZoom={zoom.least}
          maxZoom={zoom.most}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          selectionKeyCode={null}
          deleteKeyCode={null}
          multiSelectionKeyCode={null}
          panOnScroll
          attributionPosition="bottom-left"
        >
          <ViewportPortal>
            <svg className="tracks" aria-hidden="true">
              {map.tracks.map(({ key, path, stroke }) => (
                <path key={key} className={`track ${stroke}`} d={path} />
              ))}
            </svg>
          </ViewportPortal>
        </ReactFlow>
      </StopDeedsContext>
    </div>
  );
}

/** The middle of a stop. */
function placeOf(map: DrawnMap, id: string): { x: number; y: number } {
  const { x, y } = map.nodes.find((node) => node.id === id)?.position ?? { x: 0, y: 0 };
  return { x: x + stopSize.width / 2, y: y + stopSize.height / 2 };
}

/**
 * Where a stretch of `length` that begins at `start` is put in a window: whole where it fits, at its beginning or
 * centred; else with `at` in the middle, but with no room left at either end.
 */
function within(window: number, start: number, length: number, at: number, centred: boolean): number {
  const first = marginPx - start;
  const last = window - marginPx - start - length;
  if (last >= first) return centred ? (first + last) / 2 : first;
  return Math.min(first, Math.max(last, window / 2 - at));
}

/** The stop of a message, or the first one where it is not drawn. */
function stopOf(map: DrawnMap, id: NodeId): string {
  return map.steps.has(id) ? id : (map.nodes.find((node) => node.data.here)?.id ?? map.nodes[0]?.id ?? "");
}
