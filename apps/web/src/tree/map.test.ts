import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { buildTree, type NodeId, type Tree, type TreeNode } from "@grok/conversation";
import fc from "fast-check";
import { placeMap } from "./map-layout.ts";
import { type MapInput, mapLines } from "./map-lines.ts";
import { tracksOf } from "./map-tracks.ts";
import { everything } from "./sieve.ts";
import { type PaneEnd, routesOf } from "./strokes.ts";

const id = (n: number): NodeId => n.toString().padStart(6, "0");

function treeOf(parents: readonly number[]): Tree<TreeNode> {
  const nodes: TreeNode[] = [{ id: id(0), parentId: null, role: "root", archivedAtMs: null }];
  for (const [at, parent] of parents.entries()) {
    const role = nodes[parent]!.role === "user" ? "assistant" : "user";
    nodes.push({ id: id(at + 1), parentId: id(parent), role, archivedAtMs: null });
  }
  return buildTree(nodes);
}

function linesOf(tree: Tree<TreeNode>, panes: readonly PaneEnd[], change: Partial<MapInput> = {}) {
  return mapLines({
    tree,
    sieve: everything,
    routes: routesOf(tree, panes),
    kept: new Set(),
    opened: new Set(),
    widened: new Set(),
    focus: panes[0]?.leafId ?? tree.rootId,
    stopsMax: 100,
    ...change,
  });
}

const fork = treeOf([0, 1, 2, 3, 4, 5, 4, 7, 4, 9]);
const panes = [
  { number: 1, leafId: id(6) },
  { number: 2, leafId: id(8) },
];

describe("the map of two panes and a branch that is not open", () => {
  const lines = linesOf(fork, panes);
  const places = placeMap(lines, () => 60);
  const tracks = tracksOf(lines, places);

  test("is a trunk of four stops with three lines below", () => {
    assert.deepEqual(
      lines.map((line) => [Number(line.id), line.parent, line.stops.length, line.fork, line.hidden]),
      [
        [1, -1, 4, true, 0],
        [5, 0, 2, false, 0],
        [7, 0, 2, false, 0],
        [9, 0, 2, false, 0],
      ],
    );
  });

  test("goes straight on in its first branch; the others leave to the right and begin at one height", () => {
    assert.equal(places.lines[1]!.x, places.lines[0]!.x);
    assert.ok(places.lines[2]!.x > places.lines[1]!.x);
    assert.ok(places.lines[3]!.x > places.lines[2]!.x);
    assert.equal(new Set(places.lines.slice(1).map((line) => line.ys[0])).size, 1);
  });

  test("is drawn thin first, then in ink, then in pen, and no two lines leave in one lane", () => {
    assert.deepEqual(
      tracks.map((track) => track.stroke),
      ["thin", "ink", "pen", "pen"],
    );
    const [thin, ink] = tracks;
    assert.notEqual(thin!.path.split("H")[0], ink!.path.split("H")[0]);
    assert.match(ink!.path, /^M0 [\d.]+H[\d.]+Q[\d. ]+V[\d.]+$/);
  });
});

test("a pane that ends in the middle of a line leaves the rest of it thin", () => {
  const lines = linesOf(treeOf([0, 1, 2, 3]), [{ number: 1, leafId: id(2) }]);
  const tracks = tracksOf(
    lines,
    placeMap(lines, () => 0),
  );
  assert.deepEqual(
    tracks.map((track) => track.stroke),
    ["thin", "pen"],
  );
});

test("far from where one is, branches are counted, and drawn when asked for", () => {
  // A trunk with nine replies to every question; the last one goes on.
  const parents: number[] = [];
  let at = 0;
  for (let step = 0; step < 60; step++) {
    parents.push(at);
    const question = parents.length;
    for (let reply = 0; reply < 9; reply++) parents.push(question);
    at = parents.length;
  }
  const tree = treeOf(parents);
  const end = [{ number: 1, leafId: id(parents.length) }];
  const lines = linesOf(tree, end, { stopsMax: 60 });
  const stops = lines.reduce((sum, line) => sum + line.stops.length, 0);
  assert.ok(stops >= 60 && stops < 80, `${stops} stops`);
  assert.ok(lines[0]!.above > 0);
  assert.ok(lines.some((line) => line.stops.some((stop) => stop.nodeId === end[0]!.leafId)));
  const stub = lines.find((line) => line.hidden > 0)!;
  const wider = linesOf(tree, end, { stopsMax: 60, widened: new Set([stub.id]) });
  assert.ok(wider.find((line) => line.id === stub.id)!.hidden < stub.hidden);
});

const anyTree = fc
  .array(fc.nat(), { minLength: 1, maxLength: 60 })
  .map((picks) =>
    treeOf(picks.map((pick, at) => (pick % 4 === 0 ? pick % (at + 1) : Math.max(0, at - (pick % 3))))),
  );

test("lines hang together, what is not drawn is counted, and nothing lies on anything else", () => {
  fc.assert(
    fc.property(
      anyTree,
      fc.nat(60),
      fc.nat(60),
      fc.integer({ min: 1, max: 80 }),
      (tree, one, two, stopsMax) => {
        const ends = [one, two].map((n, at) => ({ number: at + 1, leafId: id(n % tree.nodes.size) }));
        const lines = linesOf(tree, ends, { stopsMax });
        const tops = new Set(
          lines.filter((line) => line.parent === -1).map((line) => tree.nodes.get(line.id)?.parentId),
        );
        assert.ok(tops.size <= 1);
        for (const [at, line] of lines.entries()) {
          assert.ok(line.parent < at);
          if (line.parent !== -1) assert.ok(lines[line.parent]!.fork);
        }
        if (lines.every((line) => line.above === 0) && stopsMax > tree.nodes.size) {
          const drawn = lines.flatMap((line) => line.stops).reduce((sum, stop) => sum + stop.count, 0);
          const hidden = lines.reduce((sum, line) => sum + line.hidden, 0);
          assert.equal(drawn + hidden, tree.nodes.size - 1);
        }
        const places = placeMap(lines, () => 50);
        const seen = new Set<string>();
        for (const { x, ys, stub } of places.lines)
          for (const spot of [...ys.map((y) => ({ x, y })), ...(stub === null ? [] : [stub])]) {
            const place = `${spot.x} ${spot.y}`;
            assert.ok(!seen.has(place), `two stops at ${place}`);
            seen.add(place);
          }
        for (const [left, a] of places.lines.entries())
          for (const [right, b] of places.lines.entries()) {
            if (left >= right || Math.abs(a.x - b.x) >= 24) continue;
            assert.ok(a.ys.at(-1)! < b.ys[0]! || b.ys.at(-1)! < a.ys[0]!, "two lines share their place");
          }
      },
    ),
  );
});

test("a conversation without messages has no lines", () => {
  assert.deepEqual(linesOf(treeOf([]), []), []);
  assert.deepEqual(placeMap([], () => 0).lines, []);
});
