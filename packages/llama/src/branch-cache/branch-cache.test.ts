import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { usableTokens } from "./branch-state.ts";
import { CostModel } from "./cost-model.ts";
import { commonLength, FakeWorld } from "./fake-slots.ts";

const kinds = [
  { name: "a state that can be cut", cuttable: true },
  { name: "a state with checkpoints", cuttable: false },
] as const;

const ids = (seed: number, length: number) => Array.from({ length }, (_, index) => seed * 1000 + index);
const system = ids(1, 100);
const ask = (...parts: readonly (readonly number[])[]) => {
  const tokens = parts.flat();
  const boundaries = parts.slice(1).map((_, index) => parts.slice(0, index + 1).flat().length);
  return { tokens, boundaries, tenant: "" };
};

for (const { name, cuttable } of kinds) {
  test(`${name}: branches asked at once cost one prefix and their own words`, async () => {
    const world = new FakeWorld({ cuttable, slots: 4 });
    const prompts = [2, 3, 4, 5].map((seed) => ask(system, ids(seed, 10)));
    const runs = await Promise.all(prompts.map((prompt) => world.run(prompt, ids(9, 5), { piece: 7 })));
    assert.deepEqual(
      runs.map((run) => run?.evaluated).toSorted((a, b) => b! - a!),
      [110, 10, 10, 10],
    );
  });

  test(`${name}: four answers to one prompt at once cost one prompt and three last tokens`, async () => {
    const world = new FakeWorld({ cuttable, slots: 4 });
    const runs = await Promise.all([1, 2, 3, 4].map((seed) => world.run(ask(system), ids(seed, 5))));
    assert.deepEqual(
      runs.map((run) => run?.evaluated).toSorted((a, b) => b! - a!),
      [100, 1, 1, 1],
    );
  });

  test(`${name}: on a single sequence a return to another branch costs one token, and the next turn its own`, async () => {
    const world = new FakeWorld({ cuttable, slots: 1 });
    const [a, b] = [ask(system, ids(2, 50)), ask(system, ids(3, 50))];
    assert.equal((await world.run(a, ids(12, 30)))?.evaluated, 150);
    assert.equal((await world.run(b, ids(13, 30)))?.evaluated, 50);
    assert.equal((await world.run(a, ids(14, 30)))?.evaluated, 1);
    assert.equal((await world.run(b, ids(15, 30)))?.evaluated, 1);
    const nextOnA = ask(a.tokens, ids(12, 30), ids(4, 20));
    assert.equal((await world.run(nextOnA))?.evaluated, 20);
    assert.equal(world.cache.stats.hits, 4);
    assert.ok(world.cache.stats.snapshots > 0);
  });

  test(`${name}: nothing is shared between tenants`, async () => {
    const world = new FakeWorld({ cuttable, slots: 2 });
    await world.run(ask(system, ids(2, 10)));
    const [other, again] = await Promise.all([
      world.run({ ...ask(system, ids(2, 10)), tenant: "b" }),
      world.run({ ...ask(system, ids(2, 10)), tenant: "c" }),
    ]);
    assert.deepEqual([other?.evaluated, again?.evaluated], [110, 110]);
    assert.equal((await world.run(ask(system, ids(2, 10))))?.evaluated, 1, "and the first tenant's is kept");
  });

  test(`${name}: where states cannot be saved or loaded, prompts are evaluated`, async () => {
    const world = new FakeWorld({ cuttable, slots: 1 });
    const [a, b] = [ask(system, ids(2, 50)), ask(ids(3, 150))];
    await world.run(a);
    await world.run(b);
    world.failing = true;
    assert.equal((await world.run(a))?.evaluated, 150);
    assert.equal((await world.run(b))?.evaluated, 150);
    assert.ok(world.errors.length > 0);
    assert.equal(world.cache.stats.snapshots, world.saved.size);
  });

  test(`${name}: whoever waits for a prompt that is given up evaluates the rest itself`, async () => {
    const world = new FakeWorld({ cuttable, slots: 2 });
    const abort = new AbortController();
    const first = world.run({ ...ask(system), signal: abort.signal }, [], { piece: 20 });
    const second = world.run(ask(system, ids(2, 10)), [], { piece: 20 });
    for (let turn = 0; turn < 12; turn++) await Promise.resolve();
    abort.abort();
    const [given, served] = await Promise.all([first, second]);
    assert.equal((given?.evaluated ?? 0) + (served?.evaluated ?? 0), 110);
  });
}

/** Walks over a tree: each step goes on from a node that was made before, in messages of a few sizes. */
const steps = fc.array(
  fc.record({
    from: fc.nat(),
    seed: fc.integer({ min: 2, max: 4 }),
    length: fc.integer({ min: 1, max: 60 }),
    reply: fc.integer({ min: 0, max: 20 }),
    tenant: fc.constantFrom("", "", "b"),
    again: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25 },
);

const shape = fc.record({ cuttable: fc.boolean(), slots: fc.integer({ min: 1, max: 4 }) });

test("a prompt evaluates what nothing covers, on any walk over a tree with room for what is large", async () => {
  await fc.assert(
    fc.asyncProperty(
      steps,
      shape,
      fc.integer({ min: 12_000, max: 60_000 }),
      async (walk, shape, bytesMax) => {
        const world = new FakeWorld({ ...shape, bytesMax });
        const nodes = [[ids(1, 40)]];
        for (const { from, seed, length, reply, again } of walk) {
          const fit = nodes.filter((parts) => parts.flat().length < 500);
          const node = fit[from % fit.length]!;
          const parts = again && node.length > 1 ? node : [...node, ids(seed, length)];
          const request = ask(...parts);
          const wanted = request.tokens.slice(0, -1);
          const held = [...world.slots, ...world.saved].map(({ tokens, checkpoints }) =>
            usableTokens(
              { cuttable: shape.cuttable, held: tokens.length, checkpoints },
              commonLength(tokens, wanted),
            ),
          );
          const run = await world.run(request, ids(seed + 10, reply));
          assert.equal(run?.cached, Math.max(...held));
          nodes.push(reply === 0 ? parts : [...parts, ids(seed + 10, reply)]);
        }
        assert.equal(world.cache.stats.bytes, world.bytes);
      },
    ),
    { numRuns: 150 },
  );
});

test("under pressure, with prompts at once that leave and break, all are served within the budget", async () => {
  const bytesMax = fc.integer({ min: 0, max: 8_000 });
  const costs = fc.record({
    tokenMs: fc.double({ min: 0.01, max: 10, noNaN: true }),
    byteMs: fc.double({ min: 0, max: 0.1, noNaN: true }),
  });
  const fates = fc.array(fc.constantFrom("ends", "ends", "leaves", "breaks"), {
    minLength: 25,
    maxLength: 25,
  });
  await fc.assert(
    fc.asyncProperty(steps, shape, bytesMax, costs, fates, async (walk, shape, bytesMax, costs, fates) => {
      const world = new FakeWorld({ ...shape, bytesMax, cost: new CostModel(costs) });
      const nodes = ["", "b"].map((tenant) => ({ parts: [ids(1, 40)], tenant }));
      const asked: { tokens: readonly number[]; tenant: string }[] = [];
      const running: Promise<void>[] = [];
      for (const [index, { from, seed, length, reply, tenant }] of walk.entries()) {
        const fit = nodes.filter((node) => node.tenant === tenant && node.parts.flat().length < 500);
        const parts = [...fit[from % fit.length]!.parts, ids(seed, length)];
        const abort = new AbortController();
        const request = { ...ask(...parts), tenant, signal: abort.signal };
        const before = asked.filter((other) => other.tenant === tenant).map(({ tokens }) => tokens);
        asked.push({ tokens: [...request.tokens, ...ids(seed + 10, reply)], tenant });
        running.push(
          world.run(request, ids(seed + 10, reply), { broken: fates[index] === "breaks" }).then((run) => {
            const known = Math.max(0, ...before.map((tokens) => commonLength(tokens, request.tokens)));
            assert.ok((run?.cached ?? 0) <= known, "what another tenant asked is not known");
          }),
        );
        if (fates[index] === "leaves") void Promise.resolve().then(() => abort.abort());
        if (from % 3 === 0) await running[from % running.length];
        nodes.push({ parts: [...parts, ids(seed + 10, reply)], tenant });
      }
      await Promise.all(running);
      world.checkBytes();
      assert.equal(world.cache.stats.bytes, world.bytes);
      assert.equal(world.cache.stats.snapshots, world.saved.size);
      // Every sequence is free again.
      await Promise.all(world.slots.map((_, index) => world.run(ask(ids(50 + index, 5)))));
    }),
    { numRuns: 150 },
  );
});
