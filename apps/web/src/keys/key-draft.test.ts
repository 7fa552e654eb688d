import assert from "node:assert/strict";
import { test } from "node:test";
import type { KeyEntry } from "../state/keys.ts";
import { draftOf, toSave } from "./key-draft.ts";

const none = { minute: 0, day: 0, month: 0 };
const entry: KeyEntry = {
  id: "1",
  name: "notebook",
  redacted: "xai-…abcd",
  userId: "ada",
  plan: "free",
  state: "active",
  createdAtMs: 1,
  expiresAtMs: 5_000,
  lastUsedAtMs: null,
  acls: ["api-key:model:grok-mini", "api-key:endpoint:chat"],
  limits: { requests: none, tokens: { ...none, month: 1_000 } },
  budgets: [],
};

test("a key that is opened and saved unchanged stays as it is", () => {
  const { name, userId, plan, expiresAtMs, acls, limits } = entry;
  assert.deepEqual(toSave(draftOf(entry), 1), { name, userId, plan, expiresAtMs, acls, limits });
});

test("a new key may do everything for ever, and what is chosen is told", () => {
  const draft = { ...draftOf(null), name: "x" };
  assert.deepEqual(toSave(draft, 1), {
    name: "x",
    userId: "owner",
    plan: "unlimited",
    expiresAtMs: null,
    acls: ["api-key:model:*", "api-key:endpoint:*"],
    limits: { requests: none, tokens: none },
  });
  const chosen = { ...draft, expiry: "30", models: ["grok"] };
  assert.equal(toSave(chosen, 1).expiresAtMs, 1 + 30 * 86_400_000);
  assert.deepEqual(toSave(chosen, 1).acls, ["api-key:model:grok", "api-key:endpoint:*"]);
});
