import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type ConversationList,
  groupByAge,
  noConversations,
  reduceConversationList,
  visibleRows,
} from "./conversation-list.ts";
import type { ConversationRow } from "./conversation-row.ts";

const hourMs = 3_600_000;
const row = (id: string, updatedAtMs: number, archivedAtMs: number | null = null): ConversationRow => ({
  id,
  title: id,
  createdAtMs: 0,
  updatedAtMs,
  archivedAtMs,
  branches: 1,
  running: false,
  instructions: "",
});

test("today begins at local midnight, the week six days before", () => {
  // 2026-11-23 00:30 in Berlin (UTC+1) is 23:30 of the day before in UTC.
  const nowMs = Date.UTC(2026, 10, 22, 23, 30);
  const rows = [
    row("now", nowMs),
    row("an hour ago", nowMs - hourMs),
    row("a week ago", nowMs - 7 * 24 * hourMs),
  ];
  assert.deepEqual(
    groupByAge(rows, nowMs, -60).map(({ age, rows }) => [age, rows.map(({ id }) => id)]),
    [
      ["today", ["now"]],
      ["week", ["an hour ago"]],
      ["earlier", ["a week ago"]],
    ],
  );
});

test("grouping keeps every row and its order", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2 ** 31)), fc.integer({ min: -840, max: 720 }), (times, offset) => {
      const rows = times.toSorted((a, b) => b - a).map((time, at) => row(String(at), time * 1000));
      const grouped = groupByAge(rows, 2 ** 31 * 1000, offset).flatMap((group) => group.rows);
      assert.deepEqual(grouped, rows);
    }),
  );
});

test("the newest stands first and what is archived is not shown", () => {
  const list: ConversationList = {
    ...noConversations,
    rows: { a: row("a", 1), b: row("b", 3), c: row("c", 2, 5) },
  };
  assert.deepEqual(
    visibleRows(list).map(({ id }) => id),
    ["b", "a"],
  );
});

test("a first page replaces what a lost stream may have left behind, a further one adds", () => {
  const first = reduceConversationList(
    { ...noConversations, rows: { gone: row("gone", 9) } },
    { type: "list-arrived", rows: [row("a", 2)], nextPageToken: "next", first: true },
  );
  const second = reduceConversationList(first, {
    type: "list-arrived",
    rows: [row("b", 1)],
    nextPageToken: "",
    first: false,
  });
  assert.deepEqual(Object.keys(first.rows), ["a"]);
  assert.deepEqual(Object.keys(second.rows), ["a", "b"]);
  assert.equal(second.nextPageToken, "");
});

test("a list that cannot be read again keeps what it has", () => {
  const ready = reduceConversationList(noConversations, {
    type: "list-arrived",
    rows: [row("a", 2)],
    nextPageToken: "",
    first: true,
  });
  assert.equal(reduceConversationList(ready, { type: "list-failed" }).phase, "ready");
  assert.equal(reduceConversationList(noConversations, { type: "list-failed" }).phase, "failed");
});
