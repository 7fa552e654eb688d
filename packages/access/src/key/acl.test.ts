import assert from "node:assert/strict";
import { test } from "node:test";
import { allAcls, checkAcls, reaches } from "./acl.ts";

test("a right reaches what it names, and * everything of its kind", () => {
  assert.ok(reaches(allAcls, "model", "grok") && reaches(allAcls, "endpoint", "chat"));
  const acls = ["api-key:model:grok-mini", "api-key:endpoint:*"];
  assert.ok(reaches(acls, "model", "grok-mini") && reaches(acls, "endpoint", "embeddings"));
  assert.ok(!reaches(acls, "model", "grok") && !reaches([], "endpoint", "chat"));
});

test("rights are refused where they are none, and kept once", () => {
  assert.deepEqual(checkAcls(["api-key:model:a/b:q4", "api-key:model:a/b:q4"]), ["api-key:model:a/b:q4"]);
  for (const wrong of ["chat", "api-key:model:", "api-key:team:x", "api-key:model:a b"])
    assert.throws(() => checkAcls([wrong]), { code: "bad-input", message: /no right of a key/ });
  assert.throws(() => checkAcls(Array(101).fill("api-key:model:x")), { code: "bad-input", message: /100/ });
});
