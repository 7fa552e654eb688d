// Models of other programs, recognised by their bytes and used where they lie.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { ggufBytes } from "./gguf-bytes.ts";
import { entryOf, fileOf, openTestHub, sha256, someBytes, temporaryFolder } from "./hub-under-test.ts";

const bytes = someBytes(20_000);
const tiny = entryOf([fileOf(bytes, "https://files.test/tiny.gguf")]);

async function put(path: string, content: Uint8Array | string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

async function everythingBelow(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).sort();
}

test("the hub cache's blob is found by its name in a snapshot, through the link", async (t) => {
  const home = temporaryFolder(t);
  const repo = join(home, ".cache", "huggingface", "hub", "models--org--repo");
  await put(join(repo, "blobs", sha256(bytes)), bytes);
  await put(join(repo, "blobs", "half.incomplete"), bytes.subarray(0, 100));
  const snapshot = join(repo, "snapshots", "a".repeat(40), "dir", "renamed.gguf");
  await mkdir(dirname(snapshot), { recursive: true });
  await symlink(join(repo, "blobs", sha256(bytes)), snapshot);
  const before = await everythingBelow(home);

  const hub = await openTestHub(t, { catalogue: [tiny], env: { HOME: home } });
  const { found } = await hub.findOnDisk();
  assert.deepEqual(
    found.map(({ spec, origin, inPlace, trust, state }) => ({
      id: spec.id,
      path: spec.path,
      origin,
      inPlace,
      trust,
      state,
    })),
    [{ id: "tiny", path: snapshot, origin: "found", inPlace: true, trust: "pinned", state: "ready" }],
  );
  assert.deepEqual(hub.specs(), [found[0]?.spec]);
  await hub.remove("tiny");
  assert.deepEqual(await everythingBelow(home), before);
});

test("the hub cache is looked for where its variables say", async (t) => {
  for (const variable of ["HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "LLAMA_CACHE"]) {
    const cache = temporaryFolder(t);
    await put(join(cache, "models--o--r", "snapshots", "c", "tiny.gguf"), bytes);
    const hub = await openTestHub(t, {
      catalogue: [tiny],
      env: { HOME: join(cache, "home"), [variable]: cache },
    });
    assert.equal((await hub.findOnDisk()).found.length, 1, variable);
  }
  const home = temporaryFolder(t);
  await put(join(home, "hub", "models--o--r", "snapshots", "c", "tiny.gguf"), bytes);
  const hub = await openTestHub(t, { catalogue: [tiny], env: { HOME: join(home, "none"), HF_HOME: home } });
  assert.equal((await hub.findOnDisk()).found.length, 1);
});

test("Ollama's blobs are found through its manifests, and unknown ones are listed by the name people use", async (t) => {
  const home = temporaryFolder(t);
  const root = join(home, ".ollama", "models");
  const other = ggufBytes();
  const manifest = (...layers: [string, Uint8Array][]) =>
    JSON.stringify({
      layers: layers.map(([kind, content]) => ({
        mediaType: `application/vnd.ollama.image.${kind}`,
        digest: `sha256:${sha256(content)}`,
        size: content.length,
      })),
    });
  const template = Buffer.from("{{ .Prompt }}");
  await put(
    join(root, "manifests", "registry.ollama.ai", "library", "tiny", "1b"),
    manifest(["model", bytes], ["template", template]),
  );
  await put(join(root, "manifests", "hf.co", "org", "repo", "Q4_K_M"), manifest(["model", other]));
  await put(join(root, "manifests", "registry.ollama.ai", "library", "odd", "latest"), "not json");
  await put(
    join(root, "manifests", "registry.ollama.ai", "library", "climbing", "x"),
    '{"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:../../x","size":1}]}',
  );
  for (const content of [bytes, other, template])
    await put(join(root, "blobs", `sha256-${sha256(content)}`), content);

  const hub = await openTestHub(t, { catalogue: [tiny], env: { HOME: home } });
  const { found, others } = await hub.findOnDisk();
  assert.equal(found[0]?.spec.path, join(root, "blobs", `sha256-${sha256(bytes)}`));
  assert.deepEqual(
    others.map(({ store, label, bytes: size }) => [store, label, size]),
    [["Ollama", "hf.co/org/repo:Q4_K_M", other.length]],
  );
  const added = await hub.addFile(others[0]?.path ?? "");
  assert.equal(added.state, "ready");
  assert.deepEqual((await hub.findOnDisk()).others, []);
});

test("LM Studio is found by its pointer and by the folder its settings name", async (t) => {
  const home = temporaryFolder(t);
  const studio = join(home, "elsewhere", "studio");
  const downloads = join(home, "big-disk");
  const second = someBytes(30_000, 4);
  await put(join(home, ".lmstudio-home-pointer"), `${studio}\n`);
  await put(join(studio, "settings.json"), JSON.stringify({ downloadsFolder: downloads }));
  await put(join(studio, "models", "publisher", "model", "tiny.gguf"), bytes);
  await put(join(downloads, "publisher", "model", "second.gguf"), second);
  const catalogue = [
    tiny,
    entryOf([fileOf(second, "https://files.test/s.gguf")], { id: "second", quality: 2 }),
  ];
  const hub = await openTestHub(t, { catalogue, env: { HOME: home } });
  assert.deepEqual(
    (await hub.findOnDisk()).found.map(({ spec }) => spec.id),
    ["tiny", "second"],
  );
});

test("the folders of llama.cpp and node-llama-cpp are looked through", async (t) => {
  for (const folder of [
    [".node-llama-cpp", "models"],
    process.platform === "darwin" ? ["Library", "Caches", "llama.cpp"] : [".cache", "llama.cpp"],
  ]) {
    const home = temporaryFolder(t);
    await put(join(home, ...folder, "any-name.gguf"), bytes);
    const hub = await openTestHub(t, {
      catalogue: [tiny],
      env: { HOME: home, LOCALAPPDATA: join(home, ".cache") },
    });
    assert.equal((await hub.findOnDisk()).found.length, 1, folder.join("/"));
  }
});

test("a file of the right size with other bytes is not taken for the model", async (t) => {
  const home = temporaryFolder(t);
  await put(join(home, ".node-llama-cpp", "models", "tiny.gguf"), someBytes(bytes.length, 9));
  const hub = await openTestHub(t, { catalogue: [tiny], env: { HOME: home } });
  const { found, others } = await hub.findOnDisk();
  assert.deepEqual(found, []);
  assert.equal(others.length, 1);
});

test("a split model is recognised only when all its parts lie together under their names", async (t) => {
  const home = temporaryFolder(t);
  const parts = [someBytes(1_000, 1), someBytes(2_000, 2)];
  const name = (part: number) => `m-0000${part}-of-00002.gguf`;
  const split = entryOf(
    parts.map((part, index) => ({ ...fileOf(part, "https://f.test/x.gguf"), name: name(index + 1) })),
  );
  const folder = join(home, ".node-llama-cpp", "models");
  await put(join(folder, name(1)), parts[0] ?? "");
  const hub = await openTestHub(t, { catalogue: [split], env: { HOME: home } });
  assert.equal((await hub.findOnDisk()).found.length, 0);
  await put(join(folder, name(2)), parts[1] ?? "");
  assert.equal((await hub.findOnDisk()).found[0]?.spec.bytes, 3_000);
});

test("a model that is ready is not searched for again, and links to one file count once", async (t) => {
  const home = temporaryFolder(t);
  const path = await put(join(home, ".node-llama-cpp", "models", "tiny.gguf"), bytes);
  await symlink(path, join(dirname(path), "same.gguf"));
  await symlink(join(home, "gone"), join(dirname(path), "dangling.gguf"));
  const hub = await openTestHub(t, { catalogue: [tiny], env: { HOME: home } });
  assert.equal((await hub.findOnDisk()).found.length, 1);
  const again = await hub.findOnDisk();
  assert.deepEqual(again.found, []);
  assert.ok(again.others.length <= 1);
});

test("a search can be stopped, and one in empty homes finds nothing", async (t) => {
  const hub = await openTestHub(t, { catalogue: [tiny], env: { HOME: temporaryFolder(t) } });
  assert.deepEqual(await hub.findOnDisk(), { found: [], others: [] });
  await assert.rejects(hub.findOnDisk(AbortSignal.abort()), { code: "cancelled" });
});

test("a model found elsewhere and then pulled is used as it is, without a download", async (t) => {
  const home = temporaryFolder(t);
  const path = await put(join(home, ".node-llama-cpp", "models", "tiny.gguf"), bytes);
  const hub = await openTestHub(t, { catalogue: [tiny], env: { HOME: home } });
  await hub.findOnDisk();
  assert.equal((await hub.pull("tiny")).spec.path, path);
  assert.equal(existsSync(join(hub.modelsDir, "tiny.gguf")), false);
});
