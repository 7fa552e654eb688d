// How panes lie beside, above and behind each other, as plain data. Splits hold parts, groups hold panes as tabs. All
// functions answer with a layout in which no split has fewer than two parts and no group is empty.

/** "1", "2" …; the smallest that is free when the pane is made. Not its number on the screen. */
export type PaneId = string;

export type Side = "left" | "right" | "above" | "below";

/** Panes in one place, one of them to be seen. */
export interface Group {
  readonly kind: "group";
  readonly panes: readonly PaneId[];
  readonly shown: PaneId;
}

export interface Split {
  readonly kind: "split";
  /** "row" lays its parts from left to right, "column" from top to bottom. */
  readonly along: "row" | "column";
  readonly parts: readonly Layout[];
  /** As many as parts, each over 0, together 1. */
  readonly shares: readonly number[];
}

export type Layout = Group | Split;

/** No part becomes smaller than this share of its split. */
export const shareMin = 0.12;

export function groupOf(pane: PaneId): Group {
  return { kind: "group", panes: [pane], shown: pane };
}

/** All panes as they are read: from left to right, top to bottom, tabs in their order. A pane's number is its place here. */
export function paneOrder(layout: Layout): readonly PaneId[] {
  return layout.kind === "group" ? layout.panes : layout.parts.flatMap(paneOrder);
}

/** Panes that are not behind another one. */
export function panesInSight(layout: Layout): readonly PaneId[] {
  return layout.kind === "group" ? [layout.shown] : layout.parts.flatMap(panesInSight);
}

/**
 * `pane` beside the group that holds `at`, which gives it half of its room; where all panes of a row or column had
 * equal room, they have afterwards as well.
 */
export function withSplit(layout: Layout, at: PaneId, pane: PaneId, side: Side): Layout {
  const along = side === "left" || side === "right" ? "row" : "column";
  const after = side === "right" || side === "below" ? 1 : 0;
  if (layout.kind === "group") {
    if (!layout.panes.includes(at)) return layout;
    const parts = after === 1 ? [layout, groupOf(pane)] : [groupOf(pane), layout];
    return { kind: "split", along, parts, shares: [0.5, 0.5] };
  }
  const { parts, shares } = layout;
  const place = parts.findIndex((part) => part.kind === "group" && part.panes.includes(at));
  if (place === -1 || layout.along !== along)
    return { ...layout, parts: parts.map((part) => withSplit(part, at, pane, side)) };
  const even = shares.every((share) => Math.abs(share * shares.length - 1) < 0.01);
  const half = shares[place]! / 2;
  return {
    ...layout,
    parts: parts.toSpliced(place + after, 0, groupOf(pane)),
    shares: even
      ? Array.from({ length: parts.length + 1 }, () => 1 / (parts.length + 1))
      : shares.toSpliced(place, 1, half, half),
  };
}

/** `pane` as a tab after `at`, in front. */
export function withTab(layout: Layout, at: PaneId, pane: PaneId): Layout {
  return mapGroups(layout, (group) => {
    const place = group.panes.indexOf(at);
    if (place === -1) return group;
    return { ...group, panes: group.panes.toSpliced(place + 1, 0, pane), shown: pane };
  });
}

/** Without `pane`; its room goes to its neighbours. The last pane stays. */
export function withoutPane(layout: Layout, pane: PaneId): Layout {
  if (paneOrder(layout).length === 1) return layout;
  const left = mapGroups(layout, (group) => {
    const place = group.panes.indexOf(pane);
    if (place === -1) return group;
    const panes = group.panes.toSpliced(place, 1);
    const shown = group.shown === pane ? (panes[Math.min(place, panes.length - 1)] ?? pane) : group.shown;
    return { ...group, panes, shown };
  });
  return tidy(left);
}

/** `pane` moved to a side of `target`, or behind its tab ("into"). On itself nothing changes. */
export function withMoved(layout: Layout, pane: PaneId, target: PaneId, to: Side | "into"): Layout {
  if (pane === target) return layout;
  const without = withoutPane(layout, pane);
  return to === "into" ? withTab(without, target, pane) : withSplit(without, target, pane, to);
}

/** `pane` in front of the tabs it stands among. */
export function withShown(layout: Layout, pane: PaneId): Layout {
  return mapGroups(layout, (group) =>
    group.shown !== pane && group.panes.includes(pane) ? { ...group, shown: pane } : group,
  );
}

/**
 * The divider after part `index` of the split at `path` (indices of parts, from the outermost split) moved by `share` of
 * that split; stops where a part would become too small.
 */
export function withDividerMoved(
  layout: Layout,
  path: readonly number[],
  index: number,
  share: number,
): Layout {
  if (layout.kind === "group") return layout;
  const [next, ...rest] = path;
  if (next !== undefined) {
    const parts = layout.parts.map((part, at) =>
      at === next ? withDividerMoved(part, rest, index, share) : part,
    );
    return { ...layout, parts };
  }
  const before = layout.shares[index];
  const after = layout.shares[index + 1];
  if (before === undefined || after === undefined) return layout;
  const room = before + after;
  const least = Math.min(shareMin, room / 2);
  const moved = Math.min(room - least, Math.max(least, before + share));
  return { ...layout, shares: layout.shares.with(index, moved).with(index + 1, room - moved) };
}

/** Part for part changed; a layout in which nothing changed is the same object. */
function mapGroups(layout: Layout, how: (group: Group) => Layout): Layout {
  if (layout.kind === "group") return how(layout);
  const parts = layout.parts.map((part) => mapGroups(part, how));
  return parts.every((part, at) => part === layout.parts[at]) ? layout : { ...layout, parts };
}

/** Empty groups gone, splits of one part replaced by it, splits inside splits of the same direction joined. */
function tidy(layout: Layout): Layout {
  return tidied(layout) ?? layout;
}

function tidied(layout: Layout): Layout | null {
  if (layout.kind === "group") return layout.panes.length === 0 ? null : layout;
  const parts: Layout[] = [];
  const shares: number[] = [];
  layout.parts.forEach((part, at) => {
    const clean = tidied(part);
    const share = layout.shares[at] ?? 0;
    if (clean === null) return;
    if (clean.kind === "split" && clean.along === layout.along) {
      parts.push(...clean.parts);
      shares.push(...clean.shares.map((inner) => inner * share));
    } else {
      parts.push(clean);
      shares.push(share);
    }
  });
  const [only] = parts;
  if (only === undefined || parts.length === 1) return only ?? null;
  const total = shares.reduce((sum, share) => sum + share, 0);
  return { ...layout, parts, shares: shares.map((share) => share / total) };
}
