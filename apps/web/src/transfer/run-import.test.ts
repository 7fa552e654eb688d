import assert from "node:assert/strict";
import { test } from "node:test";
import type { ImportAnswer } from "../effects/conversations.ts";
import { blobSource } from "./blob-source.ts";
import { type ImportProgress, runImport } from "./run-import.ts";

const report = (conversations: number, change: object = {}): ImportAnswer =>
  ({
    type: "report",
    report: {
      conversations,
      nodes: 2,
      known: 0,
      leftOut: 0,
      unreadable: 0,
      problems: [],
      format: "chatgpt",
      latestId: `id-${conversations}`,
      ...change,
    },
  }) as unknown as ImportAnswer;

const file = (name: string, text = "[1]") => blobSource(new File([text], name));
const never = new AbortController().signal;

test("several files are sent one after another and counted together, problems with their file's name", async () => {
  const shares: number[] = [];
  const sent: string[] = [];
  const outcome = await runImport(
    [file("a.json"), file("b.json", "[12345678]"), file("c.json")],
    async (name) => {
      sent.push(name);
      if (name === "b.json") return { type: "refused", message: "no text" };
      return report(sent.length, { problems: ["odd"] });
    },
    never,
    (progress: ImportProgress) => void shares.push(progress.share),
  );
  assert.deepEqual(sent, ["a.json", "b.json", "c.json"]);
  assert.deepEqual([outcome.end, outcome.totals.conversations, outcome.totals.nodes], ["done", 4, 4]);
  assert.deepEqual(outcome.totals.problems, ["a.json: odd", "b.json: no text", "c.json: odd"]);
  assert.deepEqual([outcome.totals.unreadable, outcome.totals.latestId], [1, "id-3"]);
  assert.deepEqual([shares[0], shares.at(-1)], [0, 1]);
  assert.deepEqual(
    shares,
    shares.toSorted((left, right) => left - right),
  );
});

test("a server that goes away ends the import; what had come in is told", async () => {
  let calls = 0;
  const outcome = await runImport(
    [file("a.json"), file("b.json")],
    async () => {
      if (++calls === 2) throw new TypeError("fetch failed");
      return report(3);
    },
    never,
    () => {},
  );
  assert.deepEqual([outcome.end, outcome.totals.conversations], ["failed", 3]);
  assert.match(outcome.message, /fetch failed/);
});

test("cancelling stops before the next piece", async () => {
  const controller = new AbortController();
  const outcome = await runImport(
    [file("a.json"), file("b.json")],
    async () => {
      controller.abort();
      return report(1);
    },
    controller.signal,
    () => {},
  );
  assert.deepEqual([outcome.end, outcome.totals.conversations], ["cancelled", 1]);
});
