// What a tab remembers of its panes over a reload.

import type { ConversationId } from "@grok/conversation";
import { groupOf, type Layout, type PaneId, paneOrder } from "./layout.ts";
import type { Making, Panes } from "./panes.ts";

export interface SavedPanes {
  readonly panes: Panes;
  /** Panes on conversations that are not stored yet are left out. */
  readonly shown: Readonly<Record<PaneId, ConversationId>>;
}

/** Deeper or larger than anybody lays panes out. */
const depthMax = 8;
const panesMax = 24;

/** The panes from what storage held, or null where that is not what it should be. `making`: for panes without one. */
export function savedPanesFrom(stored: unknown, making: Making): SavedPanes | null {
  const { layout, active, makings, linked, shown } = Object(stored) as Record<string, unknown>;
  const read = layoutFrom(layout, depthMax);
  if (read === null) return null;
  const order = paneOrder(read);
  if (order.length > panesMax || new Set(order).size !== order.length) return null;
  const known = Object(makings) as Record<string, unknown>;
  const places = Object(shown) as Record<string, unknown>;
  return {
    panes: {
      layout: read,
      active: order.find((pane) => pane === active) ?? order[0]!,
      makings: Object.fromEntries(order.map((pane) => [pane, makingFrom(known[pane], making)])),
      together: false,
      linked: linked !== false,
    },
    shown: Object.fromEntries(
      order.flatMap((pane) => (typeof places[pane] === "string" ? [[pane, places[pane]]] : [])),
    ),
  };
}

function layoutFrom(stored: unknown, depth: number): Layout | null {
  const { kind, panes, shown, along, parts, shares } = Object(stored) as Record<string, unknown>;
  if (kind === "group") {
    if (!Array.isArray(panes) || !panes.every(isPaneId)) return null;
    const [first] = panes;
    if (first === undefined) return null;
    return panes.length === 1
      ? groupOf(first)
      : { kind, panes, shown: panes.find((pane) => pane === shown) ?? first };
  }
  if (kind !== "split" || depth === 0 || !Array.isArray(parts) || parts.length < 2) return null;
  const read = parts.map((part) => layoutFrom(part, depth - 1));
  const sizes: readonly unknown[] = Array.isArray(shares) ? shares : [];
  const fit = sizes.length === parts.length && sizes.every((share) => typeof share === "number" && share > 0);
  const total = fit ? (sizes as number[]).reduce((sum, share) => sum + share, 0) : 0;
  const whole = Number.isFinite(total) && total > 0;
  if (!read.every((part) => part !== null) || (along !== "row" && along !== "column")) return null;
  return {
    kind,
    along,
    parts: read,
    shares: parts.map((_, at) => (whole ? (sizes[at] as number) / total : 1 / parts.length)),
  };
}

function makingFrom(stored: unknown, making: Making): Making {
  const { model, mode, think } = Object(stored) as Record<string, unknown>;
  return {
    model: typeof model === "string" && model !== "" ? model : making.model,
    mode: mode === "fun" || mode === "regular" ? mode : making.mode,
    think: typeof think === "boolean" ? think : making.think,
  };
}

function isPaneId(value: unknown): value is PaneId {
  return typeof value === "string" && /^[1-9]\d{0,3}$/.test(value);
}
