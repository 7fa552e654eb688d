import assert from "node:assert/strict";
import { test } from "node:test";
import { createLog, errorFields } from "./log.ts";

const collect = (pretty: boolean) => {
  const lines: string[] = [];
  const log = createLog({
    least: "info",
    pretty,
    write: (line) => lines.push(line),
    now: () => 1_700_000_000_000,
  });
  return { lines, log };
};

test("a line is JSON with time, level, message and fields", () => {
  const { lines, log } = collect(false);
  log("warn", "engine restarted", { restarts: 2n, run: "r1" });
  assert.deepEqual(JSON.parse(lines[0]!), {
    time: "2023-11-14T22:13:20.000Z",
    level: "warn",
    message: "engine restarted",
    restarts: 2,
    run: "r1",
  });
});

test("lines below the least level are left out", () => {
  const { lines, log } = collect(false);
  log("debug", "noise");
  assert.deepEqual(lines, []);
});

test("a terminal gets one readable line", () => {
  const { lines, log } = collect(true);
  log("info", "run ended", { ms: 12, model: "tiny" });
  assert.deepEqual(lines, ["22:13:20 info  run ended  ms=12  model=tiny\n"]);
});

test("an error is logged by name, code and place, never by its words", () => {
  const error = Object.assign(new Error("the user said: open sesame", { cause: new TypeError("sesame") }), {
    code: "E1",
  });
  const { lines, log } = collect(false);
  log("error", "request failed", { ...errorFields(error), again: error });
  assert.ok(!lines[0]!.includes("sesame"));
  const fields = JSON.parse(lines[0]!);
  assert.deepEqual([fields.error, fields.code, fields.cause.error], ["Error", "E1", "TypeError"]);
  assert.match(fields.at[0], /log\.test\.ts/);
  assert.deepEqual(errorFields("text"), { error: "string" });
});
