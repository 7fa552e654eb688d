import type { NodeId } from "@grok/conversation";
import { ReactFlow, ReactFlowProvider, useReactFlow, useStoreApi, ViewportPortal } from "@xyflow/react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { usePlace } from "../pane/place.ts";
import { useWords } from "../words/words.ts";
import { nodeTypes, type StopDeeds, StopDeedsContext } from "./map-elements.tsx";
import type { DrawnTree } from "./use-drawn-tree.ts";
import { type DrawnMap, type Steps, stubPrefix, useMap } from "./use-map.ts";
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
  /** As high as its content, up to this share of the window; null: as high as its place. */
  readonly heightMax: number | null;
}

const zoom = { least: 0.2, most: 2, readable: 0.55, step: 1.25 };
const marginPx = 16;
const noZoomMs = 190;

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

function Flow({ map, actions, here, heightMax, onMenu, onShown }: MapViewProps & { map: DrawnMap }) {
  const words = useWords().tree;
  const { dispatch } = useEffects();
  const { conversationId } = usePlace();
  const flow = useReactFlow();
  const store = useStoreApi();
  const frame = useRef<HTMLDivElement>(null);
  const [pressed, setPressed] = useState<string | null>(null);
  const currentId = pressed !== null && map.steps.has(pressed) ? pressed : stopOf(map, here);
  const { bounds } = map;

  const settle = () => {
    const { width, height } = store.getState();
    const fit = Math.min((width - 2 * marginPx) / bounds.width, (height - 2 * marginPx) / bounds.height, 1);
    if (fit >= zoom.readable || width === 0) {
      const left = Math.min(
        marginPx * 2.5 - bounds.x * fit,
        (width - bounds.width * fit) / 2 - bounds.x * fit,
      );
      void flow.setViewport({
        x: Math.max(left, marginPx - bounds.x * fit),
        y: marginPx - bounds.y * fit,
        zoom: fit,
      });
    } else toStop(currentId, 0.85, 0);
  };
  const toStop = (id: string, at: number, duration: number) => {
    const node = map.nodes.find((stop) => stop.id === id);
    if (node !== undefined)
      void flow.setCenter(node.position.x + 12, node.position.y + 10, { zoom: at, duration });
  };

  // One's own end stays in sight.
  const seen = useRef(here);
  useEffect(() => {
    if (seen.current === here) return;
    seen.current = here;
    bringIntoView(stopOf(map, here));
  });
  const bringIntoView = (id: string) => {
    const node = map.nodes.find((stop) => stop.id === id);
    if (node === undefined) return;
    const { width, height, transform } = store.getState();
    const [left, top, scale] = transform;
    const x = node.position.x * scale + left;
    const y = node.position.y * scale + top;
    if (x > 0 && y > 0 && x < width - 24 && y < height - 24) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    toStop(id, scale, still ? 0 : noZoomMs);
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
      style={
        heightMax === null ? undefined : { height: `min(${bounds.height + 2 * marginPx}px, ${heightMax}vh)` }
      }
      onKeyDown={onKeyDown}
    >
      <StopDeedsContext value={deeds}>
        <ReactFlow
          aria-label={words.map}
          nodes={map.nodes}
          nodeTypes={nodeTypes}
          onInit={settle}
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

/** The stop of a message, or the first one where it is not drawn. */
function stopOf(map: DrawnMap, id: NodeId): string {
  return map.steps.has(id) ? id : (map.nodes.find((node) => node.data.here)?.id ?? map.nodes[0]?.id ?? "");
}
