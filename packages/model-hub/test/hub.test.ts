// The hub as its callers see it: what is installed, chosen, added, verified, removed.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile, rename, rm, symlink, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { PullProgress } from "../src/index.ts";
import { sendFile, startServer } from "./file-server.ts";
import { ggufBytes } from "./gguf-bytes.ts";
import { entryOf, fileOf, openTestHub, sha256, someBytes, temporaryFolder } from "./hub-under-test.ts";

const bytes = someBytes(50_000);
const address = "https://files.test/tiny.gguf";
const tiny = entryOf([fileOf(bytes, address)]);

const serving = (t: Parameters<typeof startServer>[0], content: Uint8Array = bytes) =>
  startServer(t, (...args) => sendFile(...args, content));

test("any number of callers of one pull share one download, and each hears of its progress", async (t) => {
  const server = await serving(t);
  const hub = await openTestHub(t, { catalogue: [tiny], hosts: { "files.test": server } });
  const seen: PullProgress[][] = Array.from({ length: 8 }, () => []);
  const models = await Promise.all(
    seen.map((list) => hub.pull("tiny", { onProgress: (progress) => list.push(progress) })),
  );
  assert.equal(server.seen.length, 1);
  assert.ok(models.every(({ spec }) => spec.digest === sha256(bytes)));
  assert.ok(seen.every((list) => list.at(-1)?.phase === "moving"));
  assert.equal(hub.list().length, 1);
});

test("one caller leaving does not stop the others; the last one leaving does", async (t) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const server = await startServer(t, async (...args) => {
    await held;
    await sendFile(...args, bytes);
  });
  const hub = await openTestHub(t, { catalogue: [tiny], hosts: { "files.test": server } });
  const stop = new AbortController();
  const left = hub.pull("tiny", { signal: stop.signal });
  const stays = hub.pull("tiny");
  stop.abort();
  await assert.rejects(left, { code: "cancelled" });
  assert.equal((await hub.info("tiny")).pulling, true);
  await assert.rejects(hub.remove("tiny"), { code: "busy" });
  release();
  assert.equal((await stays).state, "ready");
});

test("a pull right after a cancelled one starts anew and is not told that it was cancelled", async (t) => {
  const server = await serving(t);
  const hub = await openTestHub(t, { catalogue: [tiny], hosts: { "files.test": server } });
  const stop = new AbortController();
  const first = hub.pull("tiny", { signal: stop.signal });
  stop.abort();
  const second = hub.pull("tiny");
  await assert.rejects(first, { code: "cancelled" });
  assert.equal((await second).state, "ready");
});

test("two hubs on one folder, as two processes would be, fetch a file once", async (t) => {
  const server = await serving(t);
  const modelsDir = join(temporaryFolder(t), "models");
  const options = { modelsDir, catalogue: [tiny], hosts: { "files.test": server } };
  const [one, two] = [await openTestHub(t, options), await openTestHub(t, options)];
  const phases = new Set<string>();
  const note = ({ phase }: PullProgress) => phases.add(phase);
  await Promise.all([one.pull("tiny", { onProgress: note }), two.pull("tiny", { onProgress: note })]);
  assert.equal(server.seen.length, 1);
  assert.ok(phases.has("waiting"));
  // Each sees what the other did.
  await one.remove("tiny");
  assert.deepEqual(two.list(), []);
});

test("a caller that does not want to wait is told who is busy", async (t) => {
  const server = await serving(t);
  const hub = await openTestHub(t, { catalogue: [tiny], hosts: { "files.test": server } });
  await writeFile(
    join(hub.modelsDir, "tiny.gguf.lock"),
    JSON.stringify({ token: "x", pid: process.ppid, host: (await import("node:os")).hostname() }),
  );
  await assert.rejects(hub.pull("tiny", { wait: false }), {
    code: "busy",
    message: new RegExp(`${process.ppid}`),
  });
});

test("a file that is there already under its name is recognised by its hash and not fetched", async (t) => {
  const hub = await openTestHub(t, { catalogue: [tiny] });
  await writeFile(join(hub.modelsDir, "tiny.gguf"), bytes);
  const model = await hub.pull("tiny");
  assert.equal(model.state, "ready");
  assert.equal(model.trust, "pinned");
});

test("another file of the same name is left alone, and the model gets its id in front", async (t) => {
  const server = await serving(t);
  const hub = await openTestHub(t, { catalogue: [tiny], hosts: { "files.test": server } });
  await writeFile(join(hub.modelsDir, "tiny.gguf"), "mine");
  const model = await hub.pull("tiny");
  assert.equal(model.spec.path, join(hub.modelsDir, "tiny-tiny.gguf"));
  assert.equal(await readFile(join(hub.modelsDir, "tiny.gguf"), "utf8"), "mine");
});

test("two models whose files have one name live beside each other", async (t) => {
  const other = someBytes(60_000, 2);
  const [first, second] = [await serving(t), await serving(t, other)];
  const catalogue = [
    tiny,
    entryOf([fileOf(other, "https://other.test/tiny.gguf")], { id: "second", quality: 2 }),
  ];
  const hub = await openTestHub(t, { catalogue, hosts: { "files.test": first, "other.test": second } });
  await hub.pull("tiny");
  const model = await hub.pull("second");
  assert.equal(model.spec.path, join(hub.modelsDir, "second-tiny.gguf"));
  assert.equal(hub.specs().length, 2);
  await hub.remove("tiny");
  assert.equal(hub.specs()[0]?.id, "second");
});

test("a licence that must be accepted is named with its address, and remembered once accepted", async (t) => {
  const server = await serving(t);
  const licence = {
    id: "strict-1",
    title: "Strict Licence",
    url: "https://strict.test/text",
    mustAccept: true,
  };
  const hub = await openTestHub(t, {
    catalogue: [entryOf([fileOf(bytes, address)], { licence })],
    hosts: { "files.test": server },
  });
  await assert.rejects(hub.pull("tiny"), {
    code: "licence-not-accepted",
    message: /Strict Licence: https:\/\/strict\.test\/text/,
  });
  await assert.rejects(hub.pull("tiny", { acceptLicence: "another" }), { code: "licence-not-accepted" });
  assert.equal(server.seen.length, 0);
  await hub.pull("tiny", { acceptLicence: "strict-1" });
  await hub.remove("tiny");
  assert.equal((await hub.pull("tiny")).state, "ready");
});

test("a split model is fetched part by part, is one model with its first part's path, and goes as one", async (t) => {
  const parts = [someBytes(1_000, 1), someBytes(50_000, 2), someBytes(30_000, 3)];
  const server = await startServer(t, (request, response, at) =>
    sendFile(request, response, at, parts[Number(/-0000(\d)-/.exec(request.path)?.[1]) - 1] ?? bytes),
  );
  const files = parts.map((part, index) => ({
    ...fileOf(part, `https://files.test/m-0000${index + 1}-of-00003.gguf`),
    name: `m-0000${index + 1}-of-00003.gguf`,
  }));
  const hub = await openTestHub(t, { catalogue: [entryOf(files)], hosts: { "files.test": server } });
  const seen: PullProgress[] = [];
  const model = await hub.pull("tiny", { onProgress: (progress) => seen.push(progress) });
  assert.equal(model.spec.path, join(hub.modelsDir, "m-00001-of-00003.gguf"));
  assert.equal(model.spec.bytes, 81_000);
  assert.equal(model.spec.digest, sha256(Buffer.from(parts.map((part) => `${sha256(part)}\n`).join(""))));
  assert.ok(seen.every(({ totalBytes }) => totalBytes === 81_000));
  assert.equal(seen.at(-1)?.bytes, 81_000);

  await rm(join(hub.modelsDir, "m-00002-of-00003.gguf"));
  assert.equal(hub.list()[0]?.state, "missing");
  assert.deepEqual(hub.specs(), []);
  await hub.pull("tiny");
  assert.equal(server.seen.length, 4);

  await hub.remove("tiny");
  assert.deepEqual(
    (await readdir(hub.modelsDir)).filter((name) => name.endsWith(".gguf")),
    [],
  );
});

test("a model whose file was touched, cut or lost is not offered, and the state says why", async (t) => {
  const server = await serving(t);
  const hub = await openTestHub(t, { catalogue: [tiny], hosts: { "files.test": server } });
  const { spec } = await hub.pull("tiny");

  await utimes(spec.path, new Date(), new Date());
  assert.equal(hub.list()[0]?.state, "changed");
  assert.deepEqual(hub.specs(), []);
  assert.equal((await hub.verify("tiny")).state, "ready");
  assert.equal(hub.specs().length, 1);

  await truncate(spec.path, 100);
  assert.equal(hub.list()[0]?.state, "changed");
  await hub.pull("tiny");
  assert.deepEqual(await readFile(spec.path), Buffer.from(bytes));
  assert.match(hub.log.join("\n"), /was broken; it was removed/);

  await rm(spec.path);
  assert.equal(hub.list()[0]?.state, "missing");
  await assert.rejects(hub.verify("tiny"), { code: "not-found", message: /is gone/ });
});

test("a file that rotted is moved aside when it is verified, named, and no longer offered", async (t) => {
  const server = await serving(t);
  const hub = await openTestHub(t, { catalogue: [tiny], hosts: { "files.test": server } });
  const { spec } = await hub.pull("tiny");
  const rotten = Buffer.from(bytes);
  rotten[40_000] = (rotten[40_000] ?? 0) ^ 1;
  await writeFile(spec.path, rotten);
  const seen: PullProgress[] = [];
  await assert.rejects(hub.verify("tiny", { onProgress: (progress) => seen.push(progress) }), {
    code: "file-broken",
    message: /moved to .*tiny\.gguf\.broken.*Pull "tiny" again/,
  });
  assert.equal(seen.at(-1)?.bytes, bytes.length);
  assert.deepEqual(hub.list(), []);
  assert.ok(existsSync(`${spec.path}.broken`) && !existsSync(spec.path));
  assert.equal((await hub.pull("tiny")).state, "ready");
});

test("names that are neither ids nor addresses are refused with what there is", async (t) => {
  const hub = await openTestHub(t, { catalogue: [tiny] });
  await assert.rejects(hub.pull("gpt-9"), { code: "not-found", message: /It has tiny/ });
  await assert.rejects(hub.pull("ftp://x/y.gguf"), { code: "bad-address" });
  await assert.rejects(hub.pull("https://x.test/y.bin"), { code: "bad-address" });
  await assert.rejects(hub.info("gpt-9"), { code: "not-found" });
  await assert.rejects(hub.remove("gpt-9"), { code: "not-found" });
  await assert.rejects(hub.verify("gpt-9"), { code: "not-found" });
  await assert.rejects(hub.use("gpt-9"), { code: "not-found" });
});

test("the user's choice of grok is kept across restarts and falls back when its model goes", async (t) => {
  const folder = temporaryFolder(t);
  await writeFile(join(folder, "small.gguf"), ggufBytes({ tensors: [64] }));
  await writeFile(join(folder, "large.gguf"), ggufBytes({ tensors: [64_000] }));
  const modelsDir = join(folder, "models");
  const catalogue = [entryOf([fileOf(bytes, address)], { parameters: 10_000 })];
  const hub = await openTestHub(t, { modelsDir, catalogue });
  assert.deepEqual(hub.current(), {});
  await hub.addFile(join(folder, "small.gguf"));
  await hub.addFile(join(folder, "large.gguf"));
  assert.deepEqual(hub.current(), { grok: "large", "grok-mini": "small" });
  await hub.use("small");
  await hub.use("large", "grok-mini");

  const again = await openTestHub(t, { modelsDir, catalogue });
  assert.deepEqual(again.current(), { grok: "small", "grok-mini": "large" });
  await again.use(undefined, "grok-mini");
  assert.equal(again.current()["grok-mini"], "small");
  await again.remove("small");
  assert.deepEqual(hub.current(), { grok: "large", "grok-mini": "large" });
});

test("choosing takes into account what is installed", async (t) => {
  const server = await serving(t);
  const hub = await openTestHub(t, { catalogue: [tiny], hosts: { "files.test": server } });
  const hardware = {
    memoryTotalBytes: 8e9,
    memoryAvailableBytes: 6e9,
    cores: 4,
    unifiedMemory: false,
    gpus: [],
  };
  assert.equal(hub.chooseFor(hardware, { downloadBytesPerSecond: 1_000 }).downloadSeconds, 50);
  await hub.pull("tiny");
  assert.equal(hub.chooseFor(hardware).installed, true);
});

test("the whole folder may be moved: paths inside it are kept relative", async (t) => {
  const folder = temporaryFolder(t);
  const server = await serving(t);
  const options = { catalogue: [tiny], hosts: { "files.test": server } };
  await (await openTestHub(t, { ...options, modelsDir: join(folder, "one") })).pull("tiny");
  await rename(join(folder, "one"), join(folder, "two"));
  const moved = await openTestHub(t, { ...options, modelsDir: join(folder, "two") });
  assert.equal(moved.specs()[0]?.path, join(folder, "two", "tiny.gguf"));
});

test("a list of models that cannot be read is moved aside and named; the files are found again by their hash", async (t) => {
  const server = await serving(t);
  const modelsDir = join(temporaryFolder(t), "models");
  const options = { modelsDir, catalogue: [tiny], hosts: { "files.test": server } };
  await (await openTestHub(t, options)).pull("tiny");
  for (const damage of ["", "{", '{"version":2}', "[]", '{"version":1,"models":[{"id":7}]}']) {
    await writeFile(join(modelsDir, "models.json"), damage);
    const hub = await openTestHub(t, options);
    assert.match(hub.log[0] ?? "", /moved to .*models\.json\.broken/);
    assert.deepEqual(hub.list(), []);
    assert.equal((await hub.findOnDisk()).found[0]?.spec.id, "tiny");
    assert.equal(hub.list()[0]?.inPlace, false);
  }
  assert.equal(server.seen.length, 1);
});

test("a newer catalogue with another file for the same id says so, and pull replaces the old file", async (t) => {
  const newer = someBytes(70_000, 9);
  const [old, next] = [await serving(t), await serving(t, newer)];
  const modelsDir = join(temporaryFolder(t), "models");
  await (await openTestHub(t, { modelsDir, catalogue: [tiny], hosts: { "files.test": old } })).pull("tiny");
  const hub = await openTestHub(t, {
    modelsDir,
    catalogue: [entryOf([fileOf(newer, address)])],
    hosts: { "files.test": next },
  });
  assert.equal(hub.list()[0]?.newer, true);
  assert.equal(hub.list()[0]?.state, "ready");
  const stop = new AbortController();
  await assert.rejects(
    hub.pull("tiny", {
      signal: stop.signal,
      onProgress: ({ phase }) => phase === "downloading" && stop.abort(),
    }),
    { code: "cancelled" },
  );
  assert.equal(hub.specs()[0]?.digest, sha256(bytes));
  const model = await hub.pull("tiny");
  assert.equal(model.newer, false);
  assert.equal(model.spec.digest, sha256(newer));
  assert.equal(model.spec.path, join(modelsDir, "tiny.gguf"));
});

test("what an unfinished download left can be thrown away", async (t) => {
  const hub = await openTestHub(t, { catalogue: [tiny] });
  await writeFile(join(hub.modelsDir, "tiny.gguf.part"), "half");
  assert.equal((await hub.info("tiny")).partialBytes, 4);
  await hub.remove("tiny");
  assert.deepEqual(await readdir(hub.modelsDir), []);
});

test("a disk that fills up while the file comes is told as full, and the old state stands", {
  skip: !existsSync("/dev/full") && "this system has no /dev/full",
}, async (t) => {
  const server = await serving(t);
  const hub = await openTestHub(t, { catalogue: [tiny], hosts: { "files.test": server } });
  await symlink("/dev/full", join(hub.modelsDir, "tiny.gguf.part"));
  await assert.rejects(hub.pull("tiny"), { code: "disk-full", message: /the disk is full/ });
  assert.deepEqual(hub.list(), []);
  assert.equal(existsSync(join(hub.modelsDir, "tiny.gguf.lock")), false);
});

test("a folder that cannot be made is told with its path", async (t) => {
  const file = join(temporaryFolder(t), "file");
  await writeFile(file, "");
  await assert.rejects(openTestHub(t, { modelsDir: join(file, "models") }), {
    code: "disk-failed",
    message: /models folder/,
  });
});

test("a catalogue from outside is checked", async (t) => {
  await assert.rejects(openTestHub(t, { catalogue: [{ id: "x" }] }), { code: "bad-catalogue" });
});
