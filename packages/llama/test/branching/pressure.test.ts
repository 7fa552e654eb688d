import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { tinyModel } from "../tiny-model/tiny-model.ts";
import { BranchWorld } from "./branch-world.ts";
import { header, type Part, prompt, question, reply, system } from "./conversations.ts";

const folder = await mkdtemp(join(tmpdir(), "grok-branching-"));
after(() => rm(folder, { recursive: true, force: true }));

/** Pieces of other sizes round otherwise; a wrong state is off by far more. */
const noiseMax = 0.15;

for (const shape of ["dense", "sliding-window", "hybrid", "hybrid-mixture"] as const) {
  test(`${shape}: a walk over a tree with little room stays within it and thinks as from nothing`, async () => {
    const spec = await tinyModel(folder, shape);
    const branchCacheBytes = 3 * (250 * spec.kvBytesPerToken + 3 * spec.stateBytes);
    const world = await BranchWorld.open(spec, { sequences: 2, branchCacheBytes });
    const nodes: Part[][] = [[system]];
    const random = numbers(7);
    let worst = 0;
    for (let step = 0; step < 16; step++) {
      const from = nodes[random(nodes.length)]!;
      const parts = [...from, question(2 + random(20), 20 + random(30)), header];
      const asked = prompt(...parts);
      if (asked.tokens.length > 600) continue;
      const run = await world.run(asked, { outputTokens: 2 + random(20), seed: step });
      nodes.push([...parts, reply(run.written), header]);
      const { bytes, bytesMax } = world.cache.stats;
      assert.ok(bytes <= bytesMax, `${bytes} of ${bytesMax} bytes`);

      const expected = new Map(
        (await world.anew(asked)).top.map((each) => [each.token, each.logProbability]),
      );
      const likely = run.next.top.slice(0, 4);
      for (const { token, logProbability } of likely) {
        worst = Math.max(worst, Math.abs(logProbability - (expected.get(token) ?? Number.NEGATIVE_INFINITY)));
      }
    }
    assert.ok(worst < noiseMax, `${worst}`);
    const { evicted, restored } = world.cache.stats;
    assert.ok(evicted > 0 && restored > 0, `${evicted} evicted, ${restored} restored`);
    await world.close();
  });
}

/** Whole numbers below a bound, always the same for a seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}
