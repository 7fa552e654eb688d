import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, ConnectError } from "@connectrpc/connect";
import { problemOf } from "./problem-of.ts";

const coded = (code: Code, stable: string) => new ConnectError("why", code, { "grok-error-code": stable });

test("the server's stable code decides, not the status that it shares with others", () => {
  assert.deepEqual(problemOf(coded(Code.ResourceExhausted, "storage-full")), {
    kind: "storage-full",
    message: "why",
  });
  assert.equal(problemOf(coded(Code.ResourceExhausted, "too-many-runs")).kind, "too-many");
  assert.equal(problemOf(coded(Code.NotFound, "model-missing")).kind, "no-model");
});

test("a call that never reached the server is unreachable, whatever the browser calls it", () => {
  assert.equal(problemOf(ConnectError.from(new TypeError("Failed to fetch"))).kind, "unreachable");
  assert.equal(problemOf(new ConnectError("late", Code.DeadlineExceeded)).kind, "unreachable");
});

test("what nobody foresaw is a refusal with its message", () => {
  assert.deepEqual(problemOf(new ConnectError("odd", Code.Internal)), { kind: "refused", message: "odd" });
});
