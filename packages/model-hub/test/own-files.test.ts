// Files that the catalogue does not know: the user's own, used where they lie, and those behind an address.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { sendFile, startServer } from "./file-server.ts";
import { ggufBytes, plainMetadata } from "./gguf-bytes.ts";
import { entryOf, fileOf, openTestHub, someBytes, temporaryFolder } from "./hub-under-test.ts";

const bytes = someBytes(50_000);
const address = "https://files.test/tiny.gguf";
const tiny = entryOf([fileOf(bytes, address)]);
const gguf = ggufBytes();

const serving = (t: Parameters<typeof startServer>[0], content: Uint8Array = bytes) =>
  startServer(t, (...args) => sendFile(...args, content));

test("an own file is used where it lies, told by its header, and survives being removed", async (t) => {
  const path = join(temporaryFolder(t), "My Model (v2).gguf");
  await writeFile(path, gguf);
  const hub = await openTestHub(t, { catalogue: [tiny] });
  const model = await hub.addFile(path);
  assert.equal(model.spec.id, "my-model-v2");
  assert.equal(model.spec.path, path);
  assert.equal(model.spec.title, "Test Model");
  assert.equal(model.spec.contextTokensMax, 2048);
  assert.equal(model.spec.kvBytesPerToken, 256);
  assert.equal(model.trust, "own");
  assert.equal(model.inPlace, true);
  assert.deepEqual(hub.specs(), [model.spec]);

  assert.equal((await hub.addFile(path)).spec.id, "my-model-v2");
  assert.equal(hub.list().length, 1);
  await hub.remove("my-model-v2");
  assert.ok(existsSync(path));
  assert.deepEqual(hub.list(), []);
});

test("an own file that is in place but rotted is forgotten, not moved", async (t) => {
  const path = join(temporaryFolder(t), "own.gguf");
  await writeFile(path, gguf);
  const hub = await openTestHub(t, { catalogue: [tiny] });
  await hub.addFile(path);
  await writeFile(path, ggufBytes({ tensors: [128] }));
  await assert.rejects(hub.verify("own"), { code: "file-broken", message: /left where it is/ });
  assert.ok(existsSync(path));
});

test("a file used in place that was only touched is read again instead of being downloaded", async (t) => {
  const path = join(temporaryFolder(t), "elsewhere.gguf");
  await writeFile(path, gguf);
  const hub = await openTestHub(t, { catalogue: [entryOf([fileOf(gguf, address)])] });
  await hub.addFile(path);
  await utimes(path, new Date(), new Date());
  assert.equal(hub.list()[0]?.state, "changed");
  assert.equal((await hub.pull("tiny")).spec.path, path);
  assert.equal(hub.list()[0]?.state, "ready");
});

test("ids of own files are free of those of the catalogue and of each other", async (t) => {
  const folder = temporaryFolder(t);
  const hub = await openTestHub(t, { catalogue: [tiny] });
  const ids = [];
  for (const name of ["tiny.gguf", "Tiny.GGUF", "☃.gguf"]) {
    await mkdir(join(folder, `${ids.length}`));
    const path = join(folder, `${ids.length}`, name);
    await writeFile(path, ggufBytes({ tensors: [64 + ids.length] }));
    ids.push((await hub.addFile(path)).spec.id);
  }
  assert.deepEqual(ids, ["tiny-2", "tiny-3", "model"]);
});

test("an own file that is a catalogue model by its hash gets that model's id and facts", async (t) => {
  const path = join(temporaryFolder(t), "renamed.gguf");
  await writeFile(path, gguf);
  const hub = await openTestHub(t, {
    catalogue: [entryOf([fileOf(gguf, address)], { abilities: ["plan"] })],
  });
  const model = await hub.addFile(path);
  assert.equal(model.spec.id, "tiny");
  assert.deepEqual(model.spec.abilities, ["plan"]);
  assert.equal(model.inPlace, true);
});

test("files that are no models are refused with the reason, and nothing is recorded", async (t) => {
  const folder = temporaryFolder(t);
  const hub = await openTestHub(t, { catalogue: [tiny] });
  const reject = async (
    name: string,
    content: Uint8Array | string,
    message: RegExp,
    code = "file-broken",
  ) => {
    await writeFile(join(folder, name), content);
    await assert.rejects(hub.addFile(join(folder, name)), { code, message });
  };
  await reject("text.gguf", "hello, I am a text file with some length", /letters "GGUF"/);
  await reject("empty.gguf", "", /0 bytes/);
  await reject(
    "cut.gguf",
    gguf.subarray(0, gguf.length - 10),
    /cut short: it has \d+ bytes, and its tensors need/,
  );
  await reject(
    "clip.gguf",
    ggufBytes({ metadata: { "general.architecture": { text: "clip" } } }),
    /no language model/,
  );
  await reject("m-00002-of-00003.gguf", gguf, /Add its first part, m-00001-of-00003\.gguf/);
  await reject("m-00001-of-00002.gguf", gguf, /m-00002-of-00002\.gguf" cannot be opened/, "not-found");
  await assert.rejects(hub.addFile(join(folder, "nothing.gguf")), { code: "not-found" });
  await assert.rejects(hub.addFile(folder), { code: "file-broken" });
  assert.deepEqual(hub.list(), []);
});

test("a split own model is added by its first part, with the weights of all parts counted", async (t) => {
  const folder = temporaryFolder(t);
  await writeFile(join(folder, "m-00001-of-00002.gguf"), ggufBytes({ tensors: [] }));
  await writeFile(join(folder, "m-00002-of-00002.gguf"), ggufBytes({ metadata: {}, tensors: [1_000] }));
  const hub = await openTestHub(t, { catalogue: [tiny] });
  const model = await hub.addFile(join(folder, "m-00001-of-00002.gguf"));
  assert.equal(model.spec.id, "m");
  assert.equal(model.parameters, 1_000);
});

test("an address outside the catalogue can be pulled; the file says what it is and is trusted at first use", async (t) => {
  const server = await serving(t, gguf);
  const hub = await openTestHub(t, { catalogue: [tiny], hosts: { "own.test": server } });
  const model = await hub.pull("https://own.test/models/Own-Model.gguf");
  assert.equal(model.spec.id, "own-model");
  assert.equal(model.trust, "first-use");
  assert.equal(model.inPlace, false);
  assert.equal((await hub.pull("https://own.test/models/Own-Model.gguf")).spec.id, "own-model");
  assert.equal(server.seen.length, 1);
});

test("what comes from an address and is no model is removed again", async (t) => {
  const server = await serving(t, Buffer.from("<html>this is a login page of some length</html>"));
  const hub = await openTestHub(t, { catalogue: [tiny], hosts: { "own.test": server } });
  await assert.rejects(hub.pull("https://own.test/x.gguf"), { code: "file-broken" });
  assert.deepEqual(
    (await readdir(hub.modelsDir)).filter((name) => name.startsWith("x.gguf")),
    [],
  );
});

test("a damaged record cannot make the hub delete files outside its folder", async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, "precious.gguf");
  await writeFile(path, gguf);
  const hub = await openTestHub(t, { modelsDir: join(folder, "models"), catalogue: [tiny] });
  await hub.addFile(path);
  const registry = join(hub.modelsDir, "models.json");
  await writeFile(registry, (await readFile(registry, "utf8")).replace('"added"', '"pulled"'));
  await hub.remove("precious");
  assert.ok(existsSync(path));
});

test("metadata in many parts of a file adds up to the same model whatever its order", async (t) => {
  const folder = temporaryFolder(t);
  const hub = await openTestHub(t, { catalogue: [tiny] });
  const reversed = Object.fromEntries(Object.entries(plainMetadata).toReversed());
  await writeFile(join(folder, "a.gguf"), ggufBytes());
  await writeFile(join(folder, "b.gguf"), ggufBytes({ metadata: reversed }));
  const [a, b] = [await hub.addFile(join(folder, "a.gguf")), await hub.addFile(join(folder, "b.gguf"))];
  assert.deepEqual({ ...a.spec, id: "", path: "", digest: "" }, { ...b.spec, id: "", path: "", digest: "" });
});
