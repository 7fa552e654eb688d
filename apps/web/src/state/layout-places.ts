import type { Layout, PaneId } from "./layout.ts";

/** A rectangle in shares of the whole: 0 to 1. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface GroupPlace extends Place {
  readonly panes: readonly PaneId[];
  readonly shown: PaneId;
}

export interface DividerPlace extends Place {
  readonly along: "row" | "column";
  /** Which split, and after which of its parts. */
  readonly path: readonly number[];
  readonly index: number;
  /** Of the split: what a movement is a share of. */
  readonly of: Place;
  /** Where it stands between the two parts beside it, 0 to 1. */
  readonly value: number;
  /** Shown panes on either side, for its name. */
  readonly before: PaneId;
  readonly after: PaneId;
}

/**
 * Where everything lies. Panes are drawn from this list instead of as nested boxes, so that splitting and moving never
 * builds a pane anew: it keeps its scroll, its selection and its caret.
 */
export function placesOf(layout: Layout): {
  groups: readonly GroupPlace[];
  dividers: readonly DividerPlace[];
} {
  const groups: GroupPlace[] = [];
  const dividers: DividerPlace[] = [];
  place(layout, { left: 0, top: 0, width: 1, height: 1 }, [], groups, dividers);
  return { groups, dividers };
}

function place(
  layout: Layout,
  at: Place,
  path: readonly number[],
  groups: GroupPlace[],
  dividers: DividerPlace[],
): void {
  if (layout.kind === "group") {
    groups.push({ ...at, panes: layout.panes, shown: layout.shown });
    return;
  }
  const { along, parts, shares } = layout;
  let from = 0;
  parts.forEach((part, index) => {
    const share = shares[index] ?? 0;
    const inner = cut(at, along, from, share);
    place(part, inner, [...path, index], groups, dividers);
    from += share;
    const next = parts[index + 1];
    if (next === undefined) return;
    const line = cut(at, along, from, 0);
    const value = share / (share + (shares[index + 1] ?? 0));
    dividers.push({
      ...line,
      along,
      path,
      index,
      of: at,
      value,
      before: shownIn(part),
      after: shownIn(next),
    });
  });
}

function cut(at: Place, along: "row" | "column", from: number, share: number): Place {
  return along === "row"
    ? { ...at, left: at.left + from * at.width, width: share * at.width }
    : { ...at, top: at.top + from * at.height, height: share * at.height };
}

function shownIn(layout: Layout): PaneId {
  let part = layout;
  while (part.kind === "split") part = part.parts[0]!;
  return part.shown;
}
