import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ggufBytes, plainMetadata } from "../../test/gguf-bytes.ts";
import { ModelHubError } from "../model-hub-error.ts";
import { readGgufHeader } from "./read-gguf-header.ts";

/** Reads from memory and counts what was asked for. */
function counted(bytes: Uint8Array) {
  const seen = { bytes: 0, reads: 0, largest: 0 };
  const read = async (position: number, length: number) => {
    seen.bytes += length;
    seen.reads += 1;
    seen.largest = Math.max(seen.largest, length);
    return bytes.subarray(position, position + length);
  };
  return { seen, header: () => readGgufHeader(read, bytes.length) };
}

test("metadata, tensor count and weights are read from a whole file", async () => {
  const bytes = ggufBytes({ tensors: [64, 10] });
  const header = await counted(bytes).header();
  assert.equal(header.version, 3);
  assert.equal(header.metadata.get("general.name"), "Test Model");
  assert.equal(header.metadata.get("llama.context_length"), 2048);
  assert.deepEqual(header.metadata.get("tokenizer.ggml.tokens"), ["a", "b", "c"]);
  assert.equal(header.tensors, 2);
  assert.equal(header.parameters, 74);
  assert.ok(header.bytesNeeded <= bytes.length);
});

test("a file without its last tensor needs more bytes than it has", async () => {
  const bytes = ggufBytes({ tensors: [64] });
  const header = await counted(bytes.subarray(0, bytes.length - 100)).header();
  assert.equal(header.bytesNeeded, bytes.length);
});

test("a long vocabulary is counted, not kept", async () => {
  const texts = Array.from({ length: 5_000 }, (_, index) => `token ${index}`);
  const header = await counted(
    ggufBytes({ metadata: { ...plainMetadata, "tokenizer.ggml.tokens": { texts } } }),
  ).header();
  assert.deepEqual(header.metadata.get("tokenizer.ggml.tokens"), { length: 5_000 });
});

test("what follows a value that is larger than one chunk is still read", async () => {
  const long = "x".repeat(900_000);
  const header = await counted(
    ggufBytes({
      metadata: {
        a: { text: long },
        b: { text: long },
        c: { texts: Array.from({ length: 2_000 }, () => "y".repeat(700)) },
        d: { u32: 7 },
      },
    }),
  ).header();
  assert.equal(header.metadata.get("d"), 7);
});

test("a file that is cut off anywhere is file-broken, or needs more bytes than it has", async () => {
  const bytes = ggufBytes();
  for (let length = 0; length < bytes.length; length += 1) {
    try {
      const { bytesNeeded } = await counted(bytes.subarray(0, length)).header();
      assert.ok(bytesNeeded > length, `${length} bytes passed for a whole file`);
    } catch (error) {
      assert.ok(error instanceof ModelHubError && error.code === "file-broken", String(error));
    }
  }
});

test("counts and lengths beyond any real file are refused before anything of that size is read", async () => {
  const huge = (at: number) => {
    const bytes = Buffer.from(ggufBytes());
    bytes.writeBigUInt64LE(0xffff_ffff_ffff_ffffn, at);
    return bytes;
  };
  // Tensor count, key count, length of the first key.
  for (const at of [8, 16, 24]) {
    const { seen, header } = counted(huge(at));
    await assert.rejects(header(), { code: "file-broken" });
    assert.ok(seen.bytes <= 1 << 20);
  }
});

test("other versions and other files are named as what they are", async () => {
  await assert.rejects(counted(ggufBytes({ version: 1 })).header(), /format version is 1/);
  await assert.rejects(
    counted(Buffer.from("<!doctype html><html><body>Not Found")).header(),
    /letters "GGUF"/,
  );
});

test("random bytes after a right beginning never hang, never read more than a bound, and fail only as file-broken", async () => {
  const anyTail = fc.uint8Array({ maxLength: 4_000 });
  const smallCounts = fc.tuple(fc.nat(20), fc.nat(20), anyTail).map(([tensors, keys, tail]) => {
    const head = Buffer.alloc(24);
    head.write("GGUF");
    head.writeUInt32LE(3, 4);
    head.writeBigUInt64LE(BigInt(tensors), 8);
    head.writeBigUInt64LE(BigInt(keys), 16);
    return Buffer.concat([head, tail]);
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyTail, smallCounts), async (bytes) => {
      const { seen, header } = counted(bytes);
      try {
        await header();
      } catch (error) {
        assert.ok(error instanceof ModelHubError && error.code === "file-broken", String(error));
      }
      assert.ok(seen.largest <= 1 << 20);
      assert.ok(seen.reads <= 3);
    }),
    { numRuns: 400 },
  );
});

test("a real header with bytes flipped fails as file-broken or reads as something bounded", async () => {
  const bytes = Buffer.from(ggufBytes());
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      async (flips) => {
        const damaged = Buffer.from(bytes);
        for (const [at, value] of flips) damaged[at] = value;
        const { seen, header } = counted(damaged);
        try {
          const result = await header();
          assert.ok(Number.isSafeInteger(result.bytesNeeded));
        } catch (error) {
          assert.ok(error instanceof ModelHubError && error.code === "file-broken", String(error));
        }
        assert.ok(seen.reads <= 20);
      },
    ),
    { numRuns: 400 },
  );
});
