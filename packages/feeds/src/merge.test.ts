import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { mergeSources } from "./merge.ts";

async function* count(name: string, to: number, pulled: string[] = []) {
  for (let n = 1; n <= to; n++) {
    pulled.push(`${name}${n}`);
    await turn();
    yield `${name}${n}`;
  }
}

test("everything of every source comes, in its own order", async () => {
  const told: string[] = [];
  for await (const item of mergeSources([count("a", 3), count("b", 5), count("c", 0)], () => {}))
    told.push(item);
  assert.deepEqual(
    told.filter((item) => item.startsWith("a")),
    ["a1", "a2", "a3"],
  );
  assert.deepEqual(
    told.filter((item) => item.startsWith("b")),
    ["b1", "b2", "b3", "b4", "b5"],
  );
});

test("no source is more than one item ahead of the reader", async () => {
  const pulled: string[] = [];
  const merged = mergeSources([count("a", 9, pulled), count("b", 9, pulled)], () => {});
  await merged.next();
  for (let n = 0; n < 20; n++) await turn();
  assert.ok(pulled.length <= 3, pulled.join());
  await merged.return();
});

test("an error of one ends all, once the others were made to end", async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  let left = false;
  const hanging = (async function* () {
    try {
      yield await promise;
    } finally {
      left = true;
    }
  })();
  const failing = (async function* () {
    yield "one";
    throw new TypeError("broken");
  })();
  const told: string[] = [];
  await assert.rejects(
    async () => {
      for await (const item of mergeSources([hanging, failing], () => reject(new Error("ended"))))
        told.push(item);
    },
    { message: "broken" },
  );
  assert.deepEqual([told, left], [["one"], true]);
});
