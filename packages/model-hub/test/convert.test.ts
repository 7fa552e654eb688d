// Models that a package holds in another form: taken out, converted, held to the hash, and their licence texts kept.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Converter } from "../src/index.ts";
import { entryOf, openTestHub, sha256 } from "./hub-under-test.ts";
import { zipBytes } from "./zip-bytes.ts";

const made = Buffer.from("weights and words");
const wheel = zipBytes([
  { name: "pkg/model.safetensors", bytes: Buffer.from("weights") },
  { name: "pkg/vocab.txt", bytes: Buffer.from("words") },
  { name: "pkg/LICENSE", bytes: Buffer.from("Do as you like.") },
]);

/** Puts the files together, "and" between. */
const join2: Converter = async (files, target, { onBytes }) => {
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  onBytes(1, 2);
  await writeFile(target, texts.join(" and "));
};

const entry = (sha = sha256(made)) =>
  entryOf(
    [
      {
        name: "tiny.gguf",
        bytes: made.length,
        sha256: sha,
        sources: [
          {
            address: "pip:tiny-pkg==1.0#pkg/model.safetensors",
            archive: { bytes: wheel.length, sha256: sha256(wheel) },
            convert: {
              by: "joining",
              files: ["pkg/vocab.txt"],
              notices: ["pkg/LICENSE"],
              origin: {
                name: "Tiny",
                licence: "mit",
                source: "https://models.example",
                description: "Made.",
              },
            },
          },
        ],
      },
    ],
    { kind: "embedding", dimensions: 3 },
  );

test("the model is made of the package's files and is one for vectors, not for answers", async (t) => {
  const hub = await openTestHub(t, { catalogue: [entry()], converters: { joining: join2 } });
  await writeFile(join(hub.modelsDir, "tiny.gguf.whl"), wheel);
  const phases = new Set<string>();
  const model = await hub.pull("tiny", { onProgress: ({ phase }) => phases.add(phase) });
  assert.equal(await readFile(model.spec.path, "utf8"), "weights and words");
  assert.ok(phases.has("unpacking") && phases.has("converting"));
  assert.deepEqual([model.kind, model.dimensions, model.trust], ["embedding", 3, "pinned"]);
  assert.deepEqual(hub.specs(), []);
  assert.deepEqual(hub.current(), {});
  assert.deepEqual(
    hub.embedders().map(({ id, dimensions, reranks }) => ({ id, dimensions, reranks })),
    [{ id: "tiny", dimensions: 3, reranks: false }],
  );
  const notices = await readFile(`${model.spec.path}.licence.txt`, "utf8");
  assert.match(notices, /^Tiny, from https:\/\/models\.example, under the licence mit\. Made\.\n/);
  assert.match(notices, /Do as you like\./);
  assert.deepEqual((await readdir(hub.modelsDir)).sort(), [
    "hashes.json",
    "models.json",
    "tiny.gguf",
    "tiny.gguf.licence.txt",
  ]);
  await hub.remove("tiny");
  assert.equal(existsSync(`${model.spec.path}.licence.txt`), false);
});

test("something else than expected is not kept, nor is what cannot be converted", async (t) => {
  const other = await openTestHub(t, { catalogue: [entry("0".repeat(64))], converters: { joining: join2 } });
  await writeFile(join(other.modelsDir, "tiny.gguf.whl"), wheel);
  await assert.rejects(other.pull("tiny"), { code: "hash-mismatch", message: /was made of pkg\/model/ });
  const broken: Converter = () => Promise.reject(new RangeError("21 tensors"));
  const hub = await openTestHub(t, { catalogue: [entry()], converters: { joining: broken } });
  await writeFile(join(hub.modelsDir, "tiny.gguf.whl"), wheel);
  await assert.rejects(hub.pull("tiny"), { code: "file-broken", message: /21 tensors/ });
  for (const { modelsDir } of [other, hub])
    assert.ok(!(await readdir(modelsDir)).some((name) => name.startsWith("tiny")));
});

test("without the converter the model cannot be had, and a stopped conversion keeps the package", async (t) => {
  const none = await openTestHub(t, { catalogue: [entry()] });
  await writeFile(join(none.modelsDir, "tiny.gguf.whl"), wheel);
  await assert.rejects(none.pull("tiny"), { code: "no-source", message: /no converter "joining"/ });
  const abort = new AbortController();
  const slow: Converter = async (_files, _target, { signal }) => {
    abort.abort();
    signal.throwIfAborted();
  };
  const hub = await openTestHub(t, { catalogue: [entry()], converters: { joining: slow } });
  await writeFile(join(hub.modelsDir, "tiny.gguf.whl"), wheel);
  await assert.rejects(hub.pull("tiny", { signal: abort.signal }), { code: "cancelled" });
  assert.ok(existsSync(join(hub.modelsDir, "tiny.gguf.whl")));
});
