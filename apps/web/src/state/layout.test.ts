import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  groupOf,
  type Layout,
  type PaneId,
  paneOrder,
  panesInSight,
  type Side,
  withDividerMoved,
  withMoved,
  withoutPane,
  withShown,
  withSplit,
  withTab,
} from "./layout.ts";
import { placesOf } from "./layout-places.ts";
import { onePane } from "./panes.ts";
import { savedPanesFrom } from "./saved-panes.ts";

const sides: readonly Side[] = ["left", "right", "above", "below"];
const making = { model: "grok", mode: "regular", think: false } as const;

/** A layout that a person could have made, and the panes that must be in it. */
const someLayout = fc
  .array(
    fc.record({
      deed: fc.constantFrom("split", "tab", "close", "move", "drag", "show"),
      a: fc.nat(50),
      b: fc.nat(50),
      side: fc.constantFrom(...sides),
      share: fc.double({ min: -2, max: 2, noNaN: true }),
    }),
    { maxLength: 30 },
  )
  .map((deeds) => {
    let layout: Layout = groupOf("1");
    const panes = new Set<PaneId>(["1"]);
    let made = 1;
    for (const { deed, a, b, side, share } of deeds) {
      const order = paneOrder(layout);
      const at = order[a % order.length]!;
      const other = order[b % order.length]!;
      if (deed === "split" || deed === "tab") {
        const pane = `${++made}`;
        panes.add(pane);
        layout = deed === "split" ? withSplit(layout, at, pane, side) : withTab(layout, at, pane);
      } else if (deed === "close" && order.length > 1) {
        panes.delete(at);
        layout = withoutPane(layout, at);
      } else if (deed === "move") layout = withMoved(layout, at, other, b % 3 === 0 ? "into" : side);
      else if (deed === "show") layout = withShown(layout, at);
      else if (deed === "drag") layout = withDividerMoved(layout, a % 2 === 0 ? [] : [0], b % 3, share);
    }
    return { layout, panes };
  });

function checkShape(layout: Layout): void {
  if (layout.kind === "group") {
    assert.ok(layout.panes.includes(layout.shown));
    return;
  }
  assert.ok(layout.parts.length >= 2);
  assert.equal(layout.shares.length, layout.parts.length);
  assert.ok(layout.shares.every((share) => share > 0));
  assert.ok(Math.abs(layout.shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-9);
  for (const part of layout.parts) {
    assert.ok(part.kind === "group" || part.along !== layout.along);
    checkShape(part);
  }
}

test("whatever is done to panes, none is lost, none is there twice, and the splits stay sound", () => {
  fc.assert(
    fc.property(someLayout, ({ layout, panes }) => {
      assert.deepEqual([...paneOrder(layout)].sort(), [...panes].sort());
      checkShape(layout);
    }),
  );
});

test("the places fill the whole and do not overlap", () => {
  fc.assert(
    fc.property(someLayout, ({ layout }) => {
      const { groups, dividers } = placesOf(layout);
      const area = groups.reduce((sum, { width, height }) => sum + width * height, 0);
      assert.ok(Math.abs(area - 1) < 1e-9, `${area}`);
      assert.deepEqual(
        groups.map(({ shown }) => shown),
        panesInSight(layout),
      );
      assert.ok(dividers.every(({ value }) => value > 0 && value < 1));
    }),
  );
});

test("a layout comes back from storage as it was put there", () => {
  fc.assert(
    fc.property(someLayout, ({ layout, panes }) => {
      const active = paneOrder(layout)[0]!;
      const makings = Object.fromEntries([...panes].map((pane) => [pane, making]));
      const saved = { ...onePane(making), layout, active, makings };
      const read = savedPanesFrom(JSON.parse(JSON.stringify({ ...saved, shown: { [active]: "c" } })), making);
      assert.ok(read !== null);
      assert.deepEqual(paneOrder(read.panes.layout), paneOrder(layout));
      checkShape(read.panes.layout);
      assert.deepEqual(read.shown, { [active]: "c" });
    }),
  );
});

test("nonsense in storage is one pane, or none, and never an error", () => {
  fc.assert(
    fc.property(fc.anything(), (stored) => {
      const read = savedPanesFrom(stored, making);
      if (read !== null) checkShape(read.panes.layout);
    }),
  );
  assert.equal(savedPanesFrom({ layout: { kind: "group", panes: ["1", "1"], shown: "1" } }, making), null);
});

test("a pane split to the right takes half of the room and stands after the other", () => {
  const two = withSplit(groupOf("1"), "1", "2", "right");
  assert.deepEqual(two, {
    kind: "split",
    along: "row",
    parts: [groupOf("1"), groupOf("2")],
    shares: [0.5, 0.5],
  });
  const three = withSplit(two, "2", "3", "left");
  assert.deepEqual(paneOrder(three), ["1", "3", "2"]);
  assert.deepEqual(three.kind === "split" && three.shares, [1 / 3, 1 / 3, 1 / 3]);
  const uneven = withSplit(withDividerMoved(two, [], 0, 0.2), "1", "3", "right");
  assert.deepEqual(
    uneven.kind === "split" && uneven.shares.map((share) => Math.round(share * 100)),
    [35, 35, 30],
  );
});

test("a divider stops before a pane disappears", () => {
  const two = withSplit(groupOf("1"), "1", "2", "right");
  const moved = withDividerMoved(two, [], 0, 5);
  assert.deepEqual(moved.kind === "split" && moved.shares, [0.88, 0.12]);
});

test("closing the pane in front shows its neighbour among the tabs", () => {
  const tabs = withTab(withTab(groupOf("1"), "1", "2"), "2", "3");
  assert.deepEqual(withoutPane(tabs, "3"), { kind: "group", panes: ["1", "2"], shown: "2" });
  assert.deepEqual(withoutPane(groupOf("1"), "1"), groupOf("1"));
});
