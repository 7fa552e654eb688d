// The Hugging Face hub as a server of our own: revisions, hashes, redirects to another host, tokens and mirrors.
import assert from "node:assert/strict";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { CatalogueEntry } from "../src/index.ts";
import { type FileServer, type Handler, sendFile, startServer } from "./file-server.ts";
import { entryOf, fileOf, openTestHub, sha256, someBytes, temporaryFolder } from "./hub-under-test.ts";

const bytes = someBytes(200_000);
const commit = "a".repeat(40);
const newest = "b".repeat(40);
const pinnedAddress = `hf:org/repo/dir/tiny.gguf@${commit}`;
const pinned = entryOf([fileOf(bytes, pinnedAddress)]);
const { sha256: _sha, bytes: _bytes, ...unhashed } = fileOf(bytes, "hf:org/repo/dir/tiny.gguf");
const unpinned = entryOf([unhashed]);

interface HubBehaviour {
  /** What the interface says the file's hash is. */
  oid?: string;
  /** Where `resolve` redirects to; without it the file is served directly. */
  location?: string;
  content?: Uint8Array;
  noInterface?: boolean;
}

/** Answers as the hub does: revision, paths-info and resolve. */
function hubHandler({
  oid = sha256(bytes),
  location,
  content = bytes,
  noInterface = false,
}: HubBehaviour = {}): Handler {
  return (request, response, server) => {
    if (request.path.startsWith("/api/") && noInterface) return void response.writeHead(404).end();
    if (request.path === "/api/models/org/repo/revision/main") {
      return void response.end(JSON.stringify({ sha: newest, siblings: [] }));
    }
    if (/^\/api\/models\/org\/repo\/paths-info\/(a|b){40}$/.test(request.path)) {
      const { paths } = JSON.parse(request.body) as { paths: string[] };
      const file = {
        type: "file",
        path: paths[0],
        size: bytes.length,
        oid: "0".repeat(40),
        lfs: { oid, size: bytes.length },
      };
      return void response.end(JSON.stringify([file]));
    }
    if (/^\/org\/repo\/resolve\/(a|b){40}\/dir\/tiny.gguf$/.test(request.path)) {
      if (location === undefined) return sendFile(request, response, server, content);
      return void response.writeHead(302, { location }).end();
    }
    response.writeHead(404).end();
  };
}

async function hubFor(
  t: TestContext,
  entry: CatalogueEntry,
  hosts: Readonly<Record<string, FileServer>>,
  env: Record<string, string> = {},
) {
  const folder = temporaryFolder(t);
  return openTestHub(t, {
    modelsDir: join(folder, "models"),
    catalogue: [entry],
    hosts,
    env: { HOME: folder, ...env },
  });
}

test("a pinned file is compared with the hub's hash and fetched from its commit through a redirect", async (t) => {
  const cdn = await startServer(t, (...args) => sendFile(...args, bytes));
  const official = await startServer(
    t,
    hubHandler({ location: "https://cas-bridge.xethub.hf.co/blob?sig=1" }),
  );
  const hub = await hubFor(t, pinned, { "huggingface.co": official, "cas-bridge.xethub.hf.co": cdn });
  const model = await hub.pull("tiny");
  assert.equal(model.trust, "pinned");
  assert.equal(model.address, pinnedAddress);
  assert.deepEqual(
    official.seen.map(({ method, path }) => `${method} ${path}`),
    [`POST /api/models/org/repo/paths-info/${commit}`, `GET /org/repo/resolve/${commit}/dir/tiny.gguf`],
  );
});

test("a token goes to the hub and never to where it redirects", async (t) => {
  const cdn = await startServer(t, (...args) => sendFile(...args, bytes));
  const official = await startServer(t, hubHandler({ location: "https://cdn-lfs.hf.co/blob" }));
  const hosts = { "huggingface.co": official, "cdn-lfs.hf.co": cdn };
  const hub = await hubFor(t, pinned, hosts, { HF_TOKEN: "hf_secret" });
  await hub.pull("tiny");
  assert.deepEqual(
    official.seen.map(({ headers }) => headers.authorization),
    ["Bearer hf_secret", "Bearer hf_secret"],
  );
  assert.deepEqual(
    cdn.seen.map(({ headers }) => headers.authorization),
    [undefined],
  );
  assert.ok(!hub.log.join().includes("hf_secret"));
});

test("the token is also found in its file", async (t) => {
  const official = await startServer(t, hubHandler());
  const home = temporaryFolder(t);
  await mkdir(join(home, ".cache", "huggingface"), { recursive: true });
  await writeFile(join(home, ".cache", "huggingface", "token"), "hf_from_file\n");
  const hub = await hubFor(t, pinned, { "huggingface.co": official }, { HOME: home });
  await hub.pull("tiny");
  assert.equal(official.seen[0]?.headers.authorization, "Bearer hf_from_file");
});

test("a redirect to a host that is not the hub's is not followed", async (t) => {
  const evil = await startServer(t, (...args) => sendFile(...args, bytes));
  for (const location of [
    "https://evil.test/blob",
    "https://hf.co.evil.test/blob",
    "http://cdn.hf.co/blob",
    "https://evilhf.co/blob",
  ]) {
    const official = await startServer(t, hubHandler({ location }));
    const host = new URL(location).hostname;
    const hub = await hubFor(
      t,
      pinned,
      { "huggingface.co": official, [host]: evil },
      { HF_TOKEN: "hf_secret" },
    );
    await assert.rejects(hub.pull("tiny"), { code: "no-source", message: /may not/ }, location);
  }
  assert.equal(evil.seen.length, 0);
});

test("redirects are resolved anew at each resume, because signed links expire", async (t) => {
  const modelsDir = join(temporaryFolder(t), "models");
  const linksOf = ({ seen }: FileServer) => seen.filter(({ path }) => path.includes("/resolve/")).length;
  const official = await startServer(t, (request, response, server) =>
    request.path.includes("/resolve/")
      ? void response.writeHead(302, { location: `https://cdn.hf.co/blob?link=${linksOf(server)}` }).end()
      : hubHandler()(request, response, server),
  );
  const cdn = await startServer(t, (request, response, server) => {
    // The first link breaks in the middle; the second has expired by the time it is used; the third works.
    if (request.path.endsWith("=1")) {
      return sendFile(request, response, server, bytes, {
        cutAfter: 90_000,
        part: join(modelsDir, "tiny.gguf.part"),
      });
    }
    if (request.path.endsWith("=2")) return void response.writeHead(403).end();
    return sendFile(request, response, server, bytes);
  });
  const hub = await openTestHub(t, {
    modelsDir,
    catalogue: [pinned],
    hosts: { "huggingface.co": official, "cdn.hf.co": cdn },
  });
  await hub.pull("tiny");
  assert.deepEqual(
    cdn.seen.map(({ path, headers }) => [path, headers.range]),
    [
      ["/blob?link=1", undefined],
      ["/blob?link=2", "bytes=90000-"],
      ["/blob?link=3", "bytes=90000-"],
    ],
  );
});

test("when the hub holds another file, nothing is downloaded", async (t) => {
  const official = await startServer(t, hubHandler({ oid: "c".repeat(64) }));
  const hub = await hubFor(t, pinned, { "huggingface.co": official });
  await assert.rejects(hub.pull("tiny"), { code: "hash-mismatch", message: /holds another/ });
  assert.equal(official.bytesSent, 0);
});

test("a file without a known hash is trusted at first use, said so, and held to it from then on", async (t) => {
  const behaviour: HubBehaviour = {};
  const official = await startServer(t, (...args) => hubHandler(behaviour)(...args));
  const hub = await hubFor(t, unpinned, { "huggingface.co": official });
  const model = await hub.pull("tiny");
  assert.equal(model.trust, "first-use");
  assert.equal(model.spec.digest, sha256(bytes));
  assert.equal(model.address, `hf:org/repo/dir/tiny.gguf@${newest}`);
  assert.match(hub.log.join("\n"), /No hash was on record.*held to it/);

  // The hub now has another file under the same name: the old commit is asked for, and its hash would have to match.
  await hub.remove("tiny");
  behaviour.oid = "d".repeat(64);
  behaviour.content = someBytes(bytes.length, 5);
  await assert.rejects(hub.pull("tiny"), { code: "hash-mismatch" });
  assert.ok(official.seen.at(-1)?.path.endsWith(`paths-info/${newest}`));
  assert.deepEqual(
    (await readdir(hub.modelsDir)).filter((name) => name.includes("tiny")),
    [],
  );
});

test("a mirror gives the bytes of a pinned file, also when it has no interface", async (t) => {
  for (const noInterface of [false, true]) {
    const mirror = await startServer(t, hubHandler({ noInterface }));
    const hub = await hubFor(t, pinned, { "mirror.test": mirror }, { HF_ENDPOINT: "https://mirror.test/" });
    assert.equal((await hub.pull("tiny")).state, "ready");
  }
});

test("a mirror's word on a hash is never enough: without one the hub itself is asked, or nothing comes", async (t) => {
  const mirror = await startServer(t, hubHandler({ oid: "e".repeat(64) }));
  const env = { HF_ENDPOINT: "https://mirror.test" };
  const alone = await hubFor(t, unpinned, { "mirror.test": mirror }, env);
  await assert.rejects(alone.pull("tiny"), {
    code: "hub-unreachable",
    message: /huggingface\.co does not answer/,
  });
  assert.equal(mirror.seen.length, 0);

  const official = await startServer(t, hubHandler());
  const both = await hubFor(t, unpinned, { "mirror.test": mirror, "huggingface.co": official }, env);
  assert.equal((await both.pull("tiny")).spec.digest, sha256(bytes));
  assert.ok(official.seen.every(({ path }) => path.startsWith("/api/")));
  assert.ok(mirror.seen.every(({ path }) => path.includes("/resolve/")));
});

test("a mirror that serves another file is found out by the hash", async (t) => {
  const mirror = await startServer(t, hubHandler({ noInterface: true, content: someBytes(bytes.length, 6) }));
  const hub = await hubFor(t, pinned, { "mirror.test": mirror }, { HF_ENDPOINT: "https://mirror.test" });
  await assert.rejects(hub.pull("tiny"), { code: "hash-mismatch" });
});

test("a token does not travel unencrypted to another machine", async (t) => {
  const mirror = await startServer(t, hubHandler());
  const env = { HF_ENDPOINT: "http://mirror.test", HF_TOKEN: "hf_secret" };
  const hub = await hubFor(t, pinned, { "mirror.test": mirror }, env);
  await hub.pull("tiny");
  assert.ok(mirror.seen.every(({ headers }) => headers.authorization === undefined));
});

test("a gated repository says where to accept its terms and how to say who one is", async (t) => {
  for (const status of [401, 403]) {
    const official = await startServer(t, (_request, response) => void response.writeHead(status).end());
    const hub = await hubFor(t, pinned, { "huggingface.co": official });
    await assert.rejects(hub.pull("tiny"), {
      code: "gated",
      message: /huggingface\.co\/org\/repo and set HF_TOKEN/,
    });
  }
});

test("an answer that is not the interface's is no source and never a crash", async (t) => {
  for (const answer of [
    "<html>",
    "[]",
    '[{"path":"dir/tiny.gguf","size":5}]',
    '[{"path":"dir/tiny.gguf","lfs":{"oid":"xyz"}}]',
    "[".repeat(100_000),
  ]) {
    const official = await startServer(t, (_request, response) => void response.end(answer));
    const hub = await hubFor(t, pinned, { "huggingface.co": official });
    await assert.rejects(hub.pull("tiny"), { code: "no-source" }, answer.slice(0, 50));
  }
});

test("a wrong HF_ENDPOINT is named", async (t) => {
  const hub = await hubFor(t, pinned, {}, { HF_ENDPOINT: "mirror" });
  await assert.rejects(hub.pull("tiny"), { code: "bad-address", message: /HF_ENDPOINT is "mirror"/ });
});

test("whether a hub answers is asked with one request and without a token", async (t) => {
  const official = await startServer(t, hubHandler());
  const reachable = await hubFor(t, pinned, { "huggingface.co": official }, { HF_TOKEN: "hf_secret" });
  assert.equal(await reachable.hubReachable(), true);
  assert.equal(official.seen.length, 1);
  assert.equal(official.seen[0]?.headers.authorization, undefined);
  const failing = await startServer(t, (_request, response) => void response.writeHead(502).end());
  assert.equal(await (await hubFor(t, pinned, { "huggingface.co": failing })).hubReachable(), false);
  assert.equal(await (await hubFor(t, pinned, {})).hubReachable(), false);
  assert.equal(await reachable.hubReachable(AbortSignal.abort()), false);
});

test("opening, listing, choosing and searching ask nobody anything", async (t) => {
  const official = await startServer(t, hubHandler());
  const hub = await hubFor(t, pinned, { "huggingface.co": official });
  hub.list();
  hub.specs();
  hub.current();
  await hub.info("tiny");
  await hub.findOnDisk();
  assert.equal(official.seen.length, 0);
});
