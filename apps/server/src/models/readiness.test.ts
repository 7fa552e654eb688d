import assert from "node:assert/strict";
import { test } from "node:test";
import { firstStartBefore } from "./first-start.ts";
import { readiness } from "./readiness.ts";

const progress = { phase: "downloading", bytes: 34_000_000, totalBytes: 98_400_000 } as const;

test("a server that can answer misses nothing, also while a better model is on its way", () => {
  const downloads = [{ title: "Large", state: { type: "running", progress } as const }];
  const { ready, missing, download } = readiness({
    canAnswer: true,
    firstStart: firstStartBefore,
    downloads,
  });
  assert.deepEqual([ready, missing, download?.model], [true, "", "Large"]);
});

test("a server without a model tells how far the first one has come", () => {
  const told = (state: Parameters<typeof readiness>[0]["downloads"][number]["state"]) =>
    readiness({
      canAnswer: false,
      firstStart: { ...firstStartBefore, step: "fetching-small" },
      downloads: [{ title: "SmolLM2 135M", state }],
    });
  assert.deepEqual(told({ type: "running", progress }), {
    ready: false,
    missing: "SmolLM2 135M is being fetched: 34.0 MB of 98.4 MB.",
    download: { model: "SmolLM2 135M", bytesDone: 34_000_000, bytesTotal: 98_400_000 },
  });
  assert.equal(told({ type: "running", progress: null }).missing, "SmolLM2 135M is about to be fetched.");
});

test("where no model can be had, the reason and two ways on are told", () => {
  const firstStart = { ...firstStartBefore, step: "done" as const, problem: "No package index answers." };
  const { missing } = readiness({ canAnswer: false, firstStart, downloads: [] });
  assert.equal(
    missing,
    "No model is here, and none could be fetched. No package index answers. Add a GGUF file of your own, or the address of a model server; both work at once, without a restart.",
  );
});
