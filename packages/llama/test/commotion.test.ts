import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createLlamaProvider } from "@grok/llama";
import fc from "fast-check";
import { ask } from "./ask.ts";
import { tinyModel } from "./tiny-model/tiny-model.ts";

const folder = await mkdtemp(join(tmpdir(), "grok-commotion-"));
const model = await tinyModel(folder, "hybrid");
const provider = createLlamaProvider({ models: () => [model], contextTokens: 512, sequences: 3 });
after(async () => {
  await provider.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** What a reader does: reads all, aborts or leaves after some deltas, or leaves without reading. */
const readers = fc.array(
  fc.record({
    words: fc.integer({ min: 1, max: 40 }),
    does: fc.constantFrom("read", "abort", "leave", "ignore"),
    after: fc.integer({ min: 1, max: 12 }),
    conversation: fc.constantFrom("a", "b", "c", "d"),
  }),
  { minLength: 1, maxLength: 12 },
);

test("whoever reads, aborts or leaves at once, every answer ends rightly and nothing stays behind", async () => {
  await fc.assert(
    fc.asyncProperty(readers, async (all) => {
      await Promise.all(
        all.map(async ({ words, does, after: deltas, conversation }) => {
          const abort = new AbortController();
          const request = {
            messages: [{ role: "user" as const, text: `${conversation} ${"word ".repeat(words)}` }],
            affinity: conversation,
            outputTokensMax: 16,
            signal: abort.signal,
          };
          let seen = 0;
          if (does === "ignore" || does === "leave") {
            const stream = provider.generate({ ...request, modelId: model.id });
            if (does === "ignore") return;
            for await (const part of stream) if (part.type === "text-delta" && ++seen >= deltas) break;
            return;
          }
          const answer = await ask(provider, request, () => {
            if (does === "abort" && ++seen >= deltas) abort.abort();
          });
          assert.equal(answer.error, undefined);
          const reason = answer.finish?.reason;
          assert.ok(
            reason === "length" || reason === "stop" || (does === "abort" && reason === "cancelled"),
            reason,
          );
        }),
      );
      for (let wait = 0; wait < 1_000 && provider.stats()[0]?.answers; wait++) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      assert.equal(provider.stats()[0]?.answers ?? 0, 0);
    }),
    { numRuns: 12 },
  );
  const { work } = provider.stats()[0] ?? {};
  assert.ok(work && work.outputTokens > work.decodeCalls, "answers at once shared decodes");
});
