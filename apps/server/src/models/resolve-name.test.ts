import assert from "node:assert/strict";
import { test } from "node:test";
import { type NameSources, publicId, resolveName } from "./resolve-name.ts";

const none: NameSources = { local: [], localAliases: {}, smallest: "tiny", remote: [], chosen: {} };
const small: NameSources = { ...none, local: ["tiny"], localAliases: { grok: "tiny", "grok-mini": "tiny" } };
const full: NameSources = {
  ...none,
  local: ["tiny", "large"],
  localAliases: { grok: "large", "grok-mini": "tiny" },
  remote: [
    { provider: "away", ids: [] },
    { provider: "box", ids: ["llama/3", "other"] },
  ],
};
const name = (wanted: string, sources: NameSources) => {
  const found = resolveName(wanted, sources);
  return found === null ? null : publicId(found);
};

test("nothing stands for a name where nothing can answer", () => {
  for (const wanted of ["", "grok", "grok-mini", "tiny"]) assert.equal(name(wanted, none), null);
});

test("both names resolve wherever anything can answer", () => {
  assert.deepEqual([name("grok", small), name("grok-mini", small)], ["tiny", "tiny"]);
  const remoteOnly = { ...none, remote: full.remote };
  assert.deepEqual([name("grok", remoteOnly), name("grok-mini", remoteOnly)], ["box/llama/3", "box/llama/3"]);
});

test("the best on this machine is grok, the quickest is grok-mini, and no name at all is grok", () => {
  assert.deepEqual([name("grok", full), name("grok-mini", full), name("", full)], ["large", "tiny", "large"]);
});

test("an address that the user added goes before the smallest model, which stays grok-mini", () => {
  const sources = { ...small, remote: full.remote };
  assert.deepEqual([name("grok", sources), name("grok-mini", sources)], ["box/llama/3", "tiny"]);
});

test("the user's choice stands as long as it can answer", () => {
  assert.equal(name("grok", { ...full, chosen: { grok: "tiny" } }), "tiny");
  assert.equal(name("grok", { ...full, chosen: { grok: "box/other" } }), "box/other");
  assert.equal(name("grok", { ...full, chosen: { grok: "gone" } }), "large");
});

test("models are found by their own id, and behind an address with or without its name", () => {
  assert.equal(name("tiny", full), "tiny");
  assert.equal(name("box/llama/3", full), "box/llama/3");
  assert.equal(name("other", full), "box/other");
  assert.equal(name("nothing", full), null);
});
