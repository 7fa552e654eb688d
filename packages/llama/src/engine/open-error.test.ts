import assert from "node:assert/strict";
import { test } from "node:test";
import { describeOpenError } from "./open-error.ts";

const describe = (message: string, log: string[] = []) =>
  describeOpenError(new Error(message), "/models/a.gguf", log);

test("a file that is no GGUF is broken, and the message names it and the way on", () => {
  const { code, message } = describe('Invalid GGUF magic. Expected "GGUF" but got "XXXX".');
  assert.equal(code, "model-broken");
  assert.match(message, /a\.gguf.*Invalid GGUF magic.*download the model again/);
});

test("what the native side said last is told", () => {
  const { code, message } = describe("Failed to load model", [
    "tensor 'output' data is not within the file bounds",
  ]);
  assert.equal(code, "model-broken");
  assert.match(message, /not within the file bounds/);
});

test("bytes of a broken file that the native side quotes stay on one line", () => {
  const { message } = describe("Failed to load model", ['expected "GGUF" but got "\r\u0007\u2028."']);
  assert.match(message, /^.*got "\uFFFD\uFFFD\uFFFD\.".*download the model again$/u);
});

test("an architecture that the engine does not know is named", () => {
  const log = ["error loading model: error loading model architecture: unknown model architecture: 'grok9'"];
  assert.match(describe("Failed to load model", log).message, /"grok9"/);
});

test("lack of memory is told from a broken file", () => {
  assert.equal(describe("Failed to create context").code, "out-of-memory");
  assert.equal(describe("Failed to load model", ["failed to allocate CPU buffer"]).code, "out-of-memory");
});

test("a missing engine is not the model's fault", () => {
  assert.equal(describe("NoBinaryFoundError").code, "engine-lost");
});

test("a missing file is told from a broken one", () => {
  assert.equal(describe("ENOENT: no such file or directory").code, "model-missing");
});
