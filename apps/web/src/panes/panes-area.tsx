import { useMemo, useRef } from "react";
import { useMedia } from "../app/use-media.ts";
import { useEffects } from "../effects/effects.ts";
import { Pane } from "../pane/pane.tsx";
import type { Layout } from "../state/layout.ts";
import { paneOrder } from "../state/layout.ts";
import { type GroupPlace, placesOf } from "../state/layout-places.ts";
import { useWorkspace } from "../state/store.ts";
import { Divider } from "./divider.tsx";
import { DropPlaces, usePaneDrag } from "./pane-drag.tsx";
import { PaneSwitcher } from "./pane-switcher.tsx";
import { PaneTabs } from "./pane-tabs.tsx";
import "./panes.css";

/** Narrower than this nothing can be read beside something else. */
export const oneColumn = "(max-width: 720px)";
/** Panes get no narrower; beyond that the area scrolls sideways. */
const columnMin = "20rem";
const rowMin = "17rem";

/** All panes in sight, where the layout puts them; on a phone one of them and a switch. */
export function PanesArea({ onMenu }: { onMenu: (() => void) | null }) {
  const layout = useWorkspace(({ panes }) => panes.layout);
  const active = useWorkspace(({ panes }) => panes.active);
  const narrow = useMedia(oneColumn);
  const order = useMemo(() => paneOrder(layout), [layout]);
  const { groups, dividers } = useMemo(() => placesOf(layout), [layout]);
  const area = useRef<HTMLDivElement>(null);
  const drag = usePaneDrag(area, groups);

  if (narrow)
    return (
      <div className="panes one">
        {order.length > 1 && <PaneSwitcher order={order} active={active} />}
        <Pane key={active} paneId={active} number={order.indexOf(active) + 1} onMenu={onMenu} onDrag={null} />
      </div>
    );
  return (
    <div className="panes">
      <div
        ref={area}
        className="panes-in"
        style={{
          minWidth: `calc(${most(layout, "row")} * ${columnMin})`,
          minHeight: `calc(${most(layout, "column")} * ${rowMin})`,
        }}
      >
        {groups.map((group, at) => (
          <PanePlace key={group.shown} group={group} active={active}>
            {group.panes.length > 1 && <PaneTabs group={group} onDrag={drag.start} />}
            <Pane
              paneId={group.shown}
              number={order.indexOf(group.shown) + 1}
              onMenu={at === 0 ? onMenu : null}
              onDrag={order.length > 1 ? drag.start : null}
            />
          </PanePlace>
        ))}
        {dividers.map((divider) => (
          <Divider
            key={`${divider.path.join(".")}/${divider.index}`}
            divider={divider}
            before={order.indexOf(divider.before) + 1}
            after={order.indexOf(divider.after) + 1}
            area={area}
          />
        ))}
        {drag.over !== null && <DropPlaces over={drag.over} />}
      </div>
    </div>
  );
}

interface PanePlaceProps {
  readonly group: GroupPlace;
  readonly active: string;
  readonly children: React.ReactNode;
}

/** Where one group lies. Whatever is touched or focused in it makes its pane the active one. */
function PanePlace({ group, active, children }: PanePlaceProps) {
  const { dispatch } = useEffects();
  const { left, top, width, height, shown } = group;
  const enter = () => {
    if (shown !== active) dispatch({ type: "pane-focused", paneId: shown });
  };
  return (
    <div
      className="pane-place"
      data-active={shown === active}
      style={{
        insetInlineStart: percent(left),
        top: percent(top),
        width: percent(width),
        height: percent(height),
      }}
      onPointerDownCapture={enter}
      onFocusCapture={enter}
    >
      {children}
    </div>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(4)}%`;
}

/** How many panes lie beside each other at most, or above each other. */
function most(layout: Layout, along: "row" | "column"): number {
  if (layout.kind === "group") return 1;
  const counts = layout.parts.map((part) => most(part, along));
  return layout.along === along ? counts.reduce((sum, count) => sum + count, 0) : Math.max(...counts);
}
