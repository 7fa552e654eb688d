import type { Action } from "./action.ts";

/** The response tree beside the panes. It shows the conversation of the active pane. */
export interface TreePanel {
  readonly open: boolean;
  /** The drawn view as well as the outline. */
  readonly map: boolean;
}

export type TreePanelAction =
  | { readonly type: "tree-switched"; readonly open: boolean }
  | { readonly type: "map-switched"; readonly map: boolean };

export const noTreePanel: TreePanel = { open: false, map: false };

export function reduceTreePanel(panel: TreePanel, action: Action): TreePanel {
  switch (action.type) {
    case "tree-switched":
      return panel.open === action.open ? panel : { ...panel, open: action.open };
    // There is room for one panel beside the panes.
    case "live-switched":
      return action.open && panel.open ? { ...panel, open: false } : panel;
    case "map-switched":
      return panel.map === action.map ? panel : { ...panel, map: action.map };
    default:
      return panel;
  }
}
