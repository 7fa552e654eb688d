import type { PersonaMode } from "@grok/conversation";
import type { Action } from "./action.ts";
import {
  groupOf,
  type Layout,
  type PaneId,
  paneOrder,
  type Side,
  withDividerMoved,
  withMoved,
  withoutPane,
  withShown,
  withSplit,
  withTab,
} from "./layout.ts";

/** What the next question of a pane is answered with. */
export interface Making {
  /** "grok", "grok-mini" or the id of a model. */
  readonly model: string;
  readonly mode: PersonaMode;
  /** Whether it is to reason first, where it can. */
  readonly think: boolean;
}

export interface Panes {
  readonly layout: Layout;
  /** The pane that keys, commands and the address bar mean. */
  readonly active: PaneId;
  readonly makings: Readonly<Record<PaneId, Making>>;
  /** What is sent in one pane is asked in all of them. */
  readonly together: boolean;
  /** Panes on one conversation scroll together over what they share. */
  readonly linked: boolean;
}

export type PanesAction =
  | {
      readonly type: "pane-opened";
      readonly paneId: PaneId;
      readonly beside: PaneId;
      /** "into": as a tab. */
      readonly side: Side | "into";
    }
  | { readonly type: "pane-closed"; readonly paneId: PaneId }
  | { readonly type: "pane-focused"; readonly paneId: PaneId }
  | {
      readonly type: "pane-moved";
      readonly paneId: PaneId;
      readonly target: PaneId;
      readonly to: Side | "into";
    }
  | {
      readonly type: "divider-moved";
      readonly path: readonly number[];
      readonly index: number;
      readonly share: number;
    }
  | { readonly type: "making-changed"; readonly paneId: PaneId; readonly making: Partial<Making> }
  | { readonly type: "together-switched"; readonly on: boolean }
  | { readonly type: "linked-switched"; readonly on: boolean };

export function onePane({ model, mode, think }: Making): Panes {
  const making = { model, mode, think };
  return { layout: groupOf("1"), active: "1", makings: { "1": making }, together: false, linked: true };
}

/** The smallest number that no pane has. */
export function freePaneId(panes: Panes): PaneId {
  let number = 1;
  while (panes.makings[`${number}`] !== undefined) number++;
  return `${number}`;
}

/** What the pane that keys mean is set to. */
export function activeMaking(panes: Panes): Making {
  return panes.makings[panes.active]!;
}

export function reducePanes(panes: Panes, action: Action): Panes {
  switch (action.type) {
    case "pane-opened": {
      const { paneId, beside, side } = action;
      const making = panes.makings[beside];
      if (making === undefined || panes.makings[paneId] !== undefined) return panes;
      const layout =
        side === "into"
          ? withTab(panes.layout, beside, paneId)
          : withSplit(panes.layout, beside, paneId, side);
      return { ...panes, layout, active: paneId, makings: { ...panes.makings, [paneId]: making } };
    }
    case "pane-closed": {
      const { paneId } = action;
      if (panes.makings[paneId] === undefined || paneOrder(panes.layout).length === 1) return panes;
      const { [paneId]: _, ...makings } = panes.makings;
      const layout = withoutPane(panes.layout, paneId);
      const order = paneOrder(layout);
      const place = Math.min(paneOrder(panes.layout).indexOf(paneId), order.length - 1);
      const active = panes.active === paneId ? order[Math.max(0, place)]! : panes.active;
      const together = panes.together && order.length > 1;
      return { ...panes, layout: withShown(layout, active), active, makings, together };
    }
    case "pane-focused": {
      const { paneId } = action;
      if (panes.makings[paneId] === undefined) return panes;
      const layout = withShown(panes.layout, paneId);
      return panes.active === paneId && layout === panes.layout
        ? panes
        : { ...panes, layout, active: paneId };
    }
    case "pane-moved":
      return {
        ...panes,
        layout: withMoved(panes.layout, action.paneId, action.target, action.to),
        active: action.paneId,
      };
    case "divider-moved":
      return { ...panes, layout: withDividerMoved(panes.layout, action.path, action.index, action.share) };
    case "making-changed": {
      const before = panes.makings[action.paneId];
      if (before === undefined) return panes;
      return { ...panes, makings: { ...panes.makings, [action.paneId]: { ...before, ...action.making } } };
    }
    case "look-changed": {
      // The logo means every pane.
      const { mode } = action.look;
      if (mode === undefined) return panes;
      const makings = Object.entries(panes.makings).map(([id, making]) => [id, { ...making, mode }]);
      return { ...panes, makings: Object.fromEntries(makings) };
    }
    case "together-switched":
      return { ...panes, together: action.on };
    case "linked-switched":
      return { ...panes, linked: action.on };
    default:
      return panes;
  }
}
