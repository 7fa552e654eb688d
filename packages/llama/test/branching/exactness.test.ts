import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { tinyModel } from "../tiny-model/tiny-model.ts";
import { type Asked, BranchWorld } from "./branch-world.ts";
import { header, prompt, question, reply, system } from "./conversations.ts";

const folder = await mkdtemp(join(tmpdir(), "grok-branching-"));
after(() => rm(folder, { recursive: true, force: true }));

for (const shape of ["dense", "sliding-window", "hybrid", "hybrid-mixture"] as const) {
  test(`${shape}: each way to a branch evaluates what is new, and thinks bit for bit as from nothing`, async () => {
    const world = await BranchWorld.open(await tinyModel(folder, shape), { sequences: 2 });
    const check = async (what: string, asked: Asked, evaluated: number, outputTokens = 1) => {
      const run = await world.run(asked, { outputTokens });
      assert.equal(run.evaluated, evaluated, `${shape}: ${what}`);
      assert.deepEqual(run.next, await world.anew(asked), `${shape}: ${what}`);
      return run;
    };
    const first = prompt(system, question(2), header);
    const { written } = await check("from nothing", first, first.tokens.length, 30);
    await check("asking again", first, 1);

    const talk = [system, question(2), header, reply(written), header];
    const second = prompt(...talk, question(3), header);
    // The last token written was not evaluated, as nothing came behind it.
    await check("a next turn", second, 1 + header.tokens.length + 40 + header.tokens.length, 20);
    const sibling = prompt(...talk, question(4), header);
    await check("a sibling question", sibling, 40 + header.tokens.length, 20);
    const other = prompt(system, question(5), header);
    await check("another conversation", other, 40 + header.tokens.length, 20);
    await check("back to the first branch", second, 1);
    await check("back to its sibling", sibling, 1);
    await check("back to the other conversation", other, 1);
    await check("back to the first question", first, 1, 20);
    assert.ok(world.cache.stats.snapshots > 0);

    const third = prompt(system, question(6), header);
    await world.run(third, {
      outputTokens: 10,
      midway: async () => {
        await check("the same while it is answered", third, 1, 5);
        await check("a branch off it while it is answered", prompt(system, question(7), header), 43, 5);
      },
    });

    const foreign = await world.run(third, { tenant: "b" });
    assert.equal(foreign.evaluated, third.tokens.length, "another tenant evaluates everything");
    assert.deepEqual(foreign.next, await world.anew(third));

    // A state that is wrong would be seen.
    assert.notDeepEqual(await world.anew(third), await world.anew(other));
    await world.close();
  });
}
