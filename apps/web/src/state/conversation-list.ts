import type { ConversationId } from "@grok/conversation";
import type { Action } from "./action.ts";
import type { ConversationRow } from "./conversation-row.ts";

export interface ConversationList {
  readonly phase: "loading" | "ready" | "failed";
  /** Rows seen so far, archived ones too; in no order. */
  readonly rows: Readonly<Record<ConversationId, ConversationRow>>;
  /** Empty when all have been read. */
  readonly nextPageToken: string;
}

export const noConversations: ConversationList = { phase: "loading", rows: {}, nextPageToken: "" };

export function reduceConversationList(list: ConversationList, action: Action): ConversationList {
  switch (action.type) {
    case "list-arrived": {
      // A first page replaces what a lost stream may have left behind.
      const before = action.first ? {} : list.rows;
      const rows = { ...before, ...Object.fromEntries(action.rows.map((row) => [row.id, row])) };
      return { phase: "ready", rows, nextPageToken: action.nextPageToken };
    }
    case "list-failed":
      return { ...list, phase: Object.keys(list.rows).length > 0 ? "ready" : "failed" };
    case "row-changed":
    case "conversation-opened":
      return withRow(list, action.row);
    case "changes-arrived":
      return action.changes.reduce(
        (before, change) => (change.type === "conversation" ? withRow(before, change.row) : before),
        list,
      );
    default:
      return list;
  }
}

/** Rows not archived, newest first; equal times fall back to ids, which are in order of time as well. */
export function visibleRows(list: ConversationList): ConversationRow[] {
  return Object.values(list.rows)
    .filter((row) => row.archivedAtMs === null)
    .sort((a, b) => b.updatedAtMs - a.updatedAtMs || (a.id < b.id ? 1 : -1));
}

export type Age = "today" | "week" | "earlier";

/**
 * Rows by age, in the order given; empty groups left out. "Today" begins at local midnight, "week" six days before.
 * `nowMs`: Unix milliseconds. `offsetMinutes`: as `Date.getTimezoneOffset()` tells it, minutes west of UTC.
 */
export function groupByAge(
  rows: readonly ConversationRow[],
  nowMs: number,
  offsetMinutes: number,
): { age: Age; rows: ConversationRow[] }[] {
  const dayMs = 86_400_000;
  const localMs = nowMs - offsetMinutes * 60_000;
  const midnightMs = nowMs - (((localMs % dayMs) + dayMs) % dayMs);
  const groups: Record<Age, ConversationRow[]> = { today: [], week: [], earlier: [] };
  for (const row of rows) {
    if (row.updatedAtMs >= midnightMs) groups.today.push(row);
    else if (row.updatedAtMs >= midnightMs - 6 * dayMs) groups.week.push(row);
    else groups.earlier.push(row);
  }
  return (["today", "week", "earlier"] as const)
    .map((age) => ({ age, rows: groups[age] }))
    .filter((group) => group.rows.length > 0);
}

function withRow(list: ConversationList, row: ConversationRow): ConversationList {
  return { ...list, rows: { ...list.rows, [row.id]: row } };
}
