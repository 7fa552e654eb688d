import assert from "node:assert/strict";
import { createCipheriv } from "node:crypto";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createLlamaProvider } from "@grok/llama";
import { ask } from "../ask.ts";
import { testModel } from "./test-model.ts";

const model = testModel();
const folder = await mkdtemp(join(tmpdir(), "grok-broken-"));
after(() => rm(folder, { recursive: true, force: true }));

/** The first `bytes` of the model. */
async function beginning(bytes: number): Promise<Buffer> {
  const file = await open(model.path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function errorOf(path: string) {
  const provider = createLlamaProvider({ models: () => [{ ...model, path }], contextTokens: 512 });
  try {
    return (await ask(provider, { messages: [{ role: "user", text: "Hello" }] })).error;
  } finally {
    await provider.dispose();
  }
}

/** Bytes without a pattern, the same each time, with line breaks among the first four. */
function noise(length: number): Buffer {
  const bytes = createCipheriv("aes-128-ctr", Buffer.alloc(16, 1), Buffer.alloc(16, 2)).update(
    Buffer.alloc(length),
  );
  bytes.set(Buffer.from("\r-\n\u0085"));
  return bytes;
}

const files: [what: string, content: () => Promise<Buffer>][] = [
  ["noise", async () => noise(100_000)],
  ["nothing", async () => Buffer.alloc(0)],
  [
    "a wrong magic number",
    async () => Buffer.concat([Buffer.from("XXXX"), (await beginning(1_000_000)).subarray(4)]),
  ],
  ["a header cut off", () => beginning(200_000)],
  ["weights cut off", () => beginning(model.bytes / 2)],
];
for (const [what, content] of files) {
  test(`a file with ${what} is reported as broken, by name and with the way on`, async () => {
    const path = join(folder, `${what.replaceAll(" ", "-")}.gguf`);
    await writeFile(path, await content());
    const error = await errorOf(path);
    assert.equal(error?.code, "model-broken", error?.message);
    assert.match(error.message, new RegExp(`${what.replaceAll(" ", "-")}\\.gguf.*download the model again`));
  });
}

test("a file that is not there is a missing model", async () => {
  const error = await errorOf(join(folder, "gone.gguf"));
  assert.equal(error?.code, "model-missing");
  assert.match(error.message, /gone\.gguf/);
});
