// Downloads against real servers that behave well, badly and not at all.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { PullProgress } from "../src/index.ts";
import { type Handler, type SendOptions, sendFile, startServer } from "./file-server.ts";
import { entryOf, fileOf, openTestHub, sha256, someBytes, temporaryFolder } from "./hub-under-test.ts";

const bytes = someBytes(400_000);
const address = "https://files.test/tiny.gguf";
const catalogue = [entryOf([fileOf(bytes, address)])];

/** Answers with the first bytes, waits until they are on disk, and breaks the connection. */
function cut(modelsDir: string, cutAfter: number, options: SendOptions = {}, content = bytes): Handler {
  return (...args) =>
    sendFile(...args, content, { ...options, cutAfter, part: join(modelsDir, "tiny.gguf.part") });
}

/** The handler that answers well, after the given ones have answered one request each. */
function serve(...first: Handler[]): Handler {
  return (request, response, server) => {
    const special = first[server.seen.length - 1];
    return (special ?? ((...args) => sendFile(...args, bytes)))(request, response, server);
  };
}

test("a pull brings the file under its own name, verified, with progress, and is free the second time", async (t) => {
  const server = await startServer(t, serve());
  const hub = await openTestHub(t, { catalogue, hosts: { "files.test": server } });
  const seen: PullProgress[] = [];
  const model = await hub.pull("tiny", { onProgress: (progress) => seen.push(progress) });

  assert.equal(model.spec.path, join(hub.modelsDir, "tiny.gguf"));
  assert.equal(model.spec.digest, sha256(bytes));
  assert.equal(model.state, "ready");
  assert.equal(model.trust, "pinned");
  assert.deepEqual(await readFile(model.spec.path), Buffer.from(bytes));
  assert.deepEqual((await readdir(hub.modelsDir)).sort(), ["hashes.json", "models.json", "tiny.gguf"]);
  assert.deepEqual(hub.specs(), [model.spec]);

  const phases = [...new Set(seen.map(({ phase }) => phase))];
  assert.deepEqual(phases, ["resolving", "downloading", "verifying", "moving"]);
  assert.ok(seen.every(({ bytes: at, totalBytes }) => at <= (totalBytes ?? Number.POSITIVE_INFINITY)));
  assert.equal(seen.at(-1)?.bytes, bytes.length);

  await hub.pull("tiny");
  assert.equal(server.seen.length, 1);
});

test("a broken connection is resumed where it broke, as often as it takes", async (t) => {
  const modelsDir = temporaryFolder(t);
  const server = await startServer(t, serve(...Array.from({ length: 5 }, () => cut(modelsDir, 70_000))));
  const hub = await openTestHub(t, { modelsDir, catalogue, hosts: { "files.test": server } });
  await hub.pull("tiny");
  const starts = server.seen.map(({ headers }) => Number(/\d+/.exec(headers.range ?? "0")?.[0]));
  assert.deepEqual(starts, [0, 70_000, 140_000, 210_000, 280_000, 350_000]);
  assert.equal(server.bytesSent, bytes.length);
});

test("a body that ends early without an error is resumed too", async (t) => {
  const short: Handler = (_request, response) =>
    void response
      .writeHead(206, { "content-range": `bytes 0-99/${bytes.length}` })
      .end(bytes.subarray(0, 100));
  const shortFromZero: Handler = (request, response, server) =>
    request.headers.range === undefined
      ? void response.writeHead(200).end(bytes.subarray(0, 5_000))
      : short(request, response, server);
  const server = await startServer(t, serve(shortFromZero));
  const hub = await openTestHub(t, { catalogue, hosts: { "files.test": server } });
  await hub.pull("tiny");
  assert.equal(server.seen[1]?.headers.range, "bytes=5000-");
});

test("a silent connection is given up after a while and resumed", async (t) => {
  const server = await startServer(
    t,
    serve((...args) => sendFile(...args, bytes, { stallAfter: 100_000 })),
  );
  const hub = await openTestHub(t, {
    catalogue,
    hosts: { "files.test": server },
    patience: { retriesMax: 2, firstPauseMs: 5, stallMs: 150 },
  });
  await hub.pull("tiny");
  assert.equal(server.seen[1]?.headers.range, "bytes=100000-");
});

test("a server that does not know ranges sends all again, and the file is right", async (t) => {
  const modelsDir = temporaryFolder(t);
  const server = await startServer(
    t,
    serve(cut(modelsDir, 100_000), (...args) => sendFile(...args, bytes, { ranges: false })),
  );
  const hub = await openTestHub(t, { modelsDir, catalogue, hosts: { "files.test": server } });
  const model = await hub.pull("tiny");
  assert.equal(server.seen[1]?.headers.range, "bytes=100000-");
  assert.equal(sha256(await readFile(model.spec.path)), sha256(bytes));
});

test("busy, overloaded and failing servers are asked again; Retry-After is kept to", async (t) => {
  const answer =
    (status: number, headers = {}): Handler =>
    (_request, response) =>
      void response.writeHead(status, headers).end("later");
  const server = await startServer(t, serve(answer(503), answer(429, { "retry-after": "0" }), answer(502)));
  const hub = await openTestHub(t, { catalogue, hosts: { "files.test": server } });
  assert.equal((await hub.pull("tiny")).state, "ready");
  assert.equal(server.seen.length, 4);
});

test("after the last attempt the error says how much is kept, and the next pull goes on from there", async (t) => {
  const modelsDir = temporaryFolder(t);
  let good = false;
  const server = await startServer(t, (request, response, at) =>
    good
      ? sendFile(request, response, at, bytes)
      : at.seen.length === 1
        ? cut(modelsDir, 300_000)(request, response, at)
        : void response.writeHead(500).end(),
  );
  const hub = await openTestHub(t, { modelsDir, catalogue, hosts: { "files.test": server } });
  await assert.rejects(hub.pull("tiny"), {
    code: "hub-unreachable",
    message: /status 500\. 300 kB are kept/,
  });
  assert.deepEqual(hub.list(), []);
  assert.equal((await hub.info("tiny")).partialBytes, 300_000);

  good = true;
  const before = server.bytesSent;
  await hub.pull("tiny");
  assert.equal(server.bytesSent - before, 100_000);
  assert.equal((await hub.info("tiny")).partialBytes, 0);
});

test("a source that cannot be found at all is unreachable; one that says no has no such file", async (t) => {
  const server = await startServer(t, (_request, response) => void response.writeHead(404).end());
  const unreachable = await openTestHub(t, { catalogue });
  await assert.rejects(unreachable.pull("tiny"), { code: "hub-unreachable", message: /ENOTFOUND/ });
  const gone = await openTestHub(t, { catalogue, hosts: { "files.test": server } });
  await assert.rejects(gone.pull("tiny"), { code: "no-source", message: /status 404/ });
  const closed = await startServer(t, (_request, response) => void response.writeHead(403).end());
  const gated = await openTestHub(t, { catalogue, hosts: { "files.test": closed } });
  await assert.rejects(gated.pull("tiny"), { code: "gated" });
});

test("a file with another hash is thrown away, named, and never installed", async (t) => {
  const other = someBytes(bytes.length, 2);
  const server = await startServer(t, (...args) => sendFile(...args, other));
  const hub = await openTestHub(t, { catalogue, hosts: { "files.test": server } });
  await assert.rejects(hub.pull("tiny"), { code: "hash-mismatch", message: /thrown away/ });
  assert.deepEqual(await readdir(hub.modelsDir), []);
  assert.deepEqual(hub.specs(), []);
});

test("a file of another size is refused before it is fetched", async (t) => {
  const server = await startServer(t, (...args) => sendFile(...args, someBytes(500_000)));
  const hub = await openTestHub(t, { catalogue, hosts: { "files.test": server } });
  await assert.rejects(hub.pull("tiny"), {
    code: "hash-mismatch",
    message: /500000 bytes or more, and 400000 were expected/,
  });
});

test("an endless body is cut off at the expected size", async (t) => {
  const server = await startServer(t, (...args) =>
    sendFile(...args, someBytes(3_000_000), { chunked: true }),
  );
  const hub = await openTestHub(t, { catalogue, hosts: { "files.test": server } });
  await assert.rejects(hub.pull("tiny"), { code: "hash-mismatch" });
});

test("a part that was damaged on disk is noticed at the end and fetched anew once", async (t) => {
  const modelsDir = temporaryFolder(t);
  const server = await startServer(
    t,
    serve(cut(modelsDir, 200_000), (_q, response) => void response.writeHead(404).end()),
  );
  const hub = await openTestHub(t, { modelsDir, catalogue, hosts: { "files.test": server } });
  await assert.rejects(hub.pull("tiny"), { code: "no-source" });
  const part = join(hub.modelsDir, "tiny.gguf.part");
  const damaged = await readFile(part);
  damaged[1000] = (damaged[1000] ?? 0) ^ 1;
  await writeFile(part, damaged);

  const model = await hub.pull("tiny");
  assert.equal(sha256(await readFile(model.spec.path)), sha256(bytes));
  assert.deepEqual(
    server.seen.map(({ headers }) => headers.range),
    [undefined, "bytes=200000-", "bytes=200000-", undefined],
  );
});

test("a part longer than the file starts over, and a whole part needs no bytes", async (t) => {
  const server = await startServer(t, serve());
  for (const [content, sent] of [
    [Buffer.concat([bytes, Buffer.from("more")]), bytes.length],
    [Buffer.from(bytes), 0],
  ] as const) {
    const hub = await openTestHub(t, { catalogue, hosts: { "files.test": server } });
    const part = join(hub.modelsDir, "tiny.gguf.part");
    await writeFile(part, content);
    await writeFile(`${part}.json`, JSON.stringify({ version: 1, source: address, sha256: sha256(bytes) }));
    const before = server.bytesSent;
    await hub.pull("tiny");
    assert.equal(server.bytesSent - before, sent);
  }
});

test("a part without its description, or with one of another file, is not built upon", async (t) => {
  const server = await startServer(t, serve());
  for (const sidecar of [
    undefined,
    "{ damaged",
    JSON.stringify({ version: 1, source: address, sha256: "0".repeat(64) }),
  ]) {
    const hub = await openTestHub(t, { catalogue, hosts: { "files.test": server } });
    await writeFile(join(hub.modelsDir, "tiny.gguf.part"), someBytes(1000, 9));
    if (sidecar !== undefined) await writeFile(join(hub.modelsDir, "tiny.gguf.part.json"), sidecar);
    assert.equal((await hub.pull("tiny")).state, "ready");
    assert.equal(server.seen.at(-1)?.headers.range, undefined);
  }
});

test("cancelling keeps what came, and pulling again resumes it", async (t) => {
  const server = await startServer(
    t,
    serve((...args) => sendFile(...args, bytes, { stallAfter: 150_000 })),
  );
  const hub = await openTestHub(t, { catalogue, hosts: { "files.test": server } });
  const stop = new AbortController();
  const pull = hub.pull("tiny", {
    signal: stop.signal,
    onProgress: ({ phase, bytes: at }) => {
      if (phase === "downloading" && at >= 150_000) stop.abort();
    },
  });
  await assert.rejects(pull, { code: "cancelled" });
  assert.equal((await stat(join(hub.modelsDir, "tiny.gguf.part"))).size, 150_000);
  assert.equal(existsSync(join(hub.modelsDir, "tiny.gguf.lock")), false);
  await hub.pull("tiny");
  assert.equal(server.seen[1]?.headers.range, "bytes=150000-");
  await assert.rejects(hub.pull("tiny", { signal: AbortSignal.abort() }), { code: "cancelled" });
});

test("a disk that is too small is refused before anything is asked, with both numbers", async (t) => {
  const server = await startServer(t, serve());
  const hub = await openTestHub(t, {
    catalogue,
    hosts: { "files.test": server },
    freeBytes: async () => 1_000_000,
  });
  await assert.rejects(hub.pull("tiny"), {
    code: "disk-full",
    message: /1\.00 MB free, and 67\.5 MB are needed/,
  });
  assert.equal(server.seen.length, 0);
});

test("a disk that does not tell its free space is tried", async (t) => {
  const server = await startServer(t, serve());
  const hub = await openTestHub(t, {
    catalogue,
    hosts: { "files.test": server },
    freeBytes: async () => undefined,
  });
  assert.equal((await hub.pull("tiny")).state, "ready");
});

test("compressed answers are refused, because their bytes can be neither counted nor resumed", async (t) => {
  const server = await startServer(t, (request, response) => {
    assert.equal(request.headers["accept-encoding"], "identity");
    response.writeHead(200, { "content-encoding": "gzip" }).end("x");
  });
  const hub = await openTestHub(t, { catalogue, hosts: { "files.test": server } });
  await assert.rejects(hub.pull("tiny"), { code: "no-source", message: /compressed/ });
});

test("without a known hash a changed file is noticed by its tag and fetched anew", async (t) => {
  const modelsDir = temporaryFolder(t);
  const first = someBytes(300_000, 3);
  const second = someBytes(300_000, 4);
  const server = await startServer(t, (request, response, at) =>
    at.seen.length === 1
      ? cut(modelsDir, 100_000, { etag: '"one"' }, first)(request, response, at)
      : sendFile(request, response, at, second, { etag: '"two"' }),
  );
  const { sha256: _, bytes: __, ...file } = fileOf(first, address);
  const hub = await openTestHub(t, {
    modelsDir,
    catalogue: [entryOf([file])],
    hosts: { "files.test": server },
  });
  const model = await hub.pull("tiny");
  assert.equal(server.seen[1]?.headers["if-range"], '"one"');
  assert.equal(model.spec.digest, sha256(second));
  assert.equal(model.trust, "first-use");
});

test("the second source is asked when the first has nothing or another file", async (t) => {
  const good = await startServer(t, serve());
  const wrong = await startServer(t, (...args) => sendFile(...args, someBytes(bytes.length, 7)));
  const hub = await openTestHub(t, {
    catalogue: [
      entryOf([fileOf(bytes, "https://gone.test/tiny.gguf", "https://wrong.test/tiny.gguf", address)]),
    ],
    hosts: { "files.test": good, "wrong.test": wrong },
  });
  assert.equal((await hub.pull("tiny")).address, address);
  assert.equal(hub.log.length, 2);

  const none = await openTestHub(t, {
    catalogue: [entryOf([fileOf(bytes, "https://gone.test/tiny.gguf", "https://wrong.test/tiny.gguf")])],
    hosts: { "wrong.test": wrong },
  });
  await assert.rejects(none.pull("tiny"), { code: "hash-mismatch", message: /None of 2 sources/ });
});

test("a part is continued from another source of the same file", async (t) => {
  const modelsDir = temporaryFolder(t);
  const first = await startServer(t, (request, response, at) =>
    at.seen.length === 1
      ? cut(modelsDir, 250_000)(request, response, at)
      : void response.writeHead(404).end(),
  );
  const second = await startServer(t, (...args) => sendFile(...args, bytes));
  const hub = await openTestHub(t, {
    modelsDir,
    catalogue: [entryOf([fileOf(bytes, "https://first.test/tiny.gguf", address)])],
    hosts: { "first.test": first, "files.test": second },
  });
  await hub.pull("tiny");
  assert.equal(second.bytesSent, 150_000);
});
