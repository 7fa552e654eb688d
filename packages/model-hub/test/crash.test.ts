// A download whose process is killed without a warning, and what the next process makes of it.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type FileServer, sendFile, startServer } from "./file-server.ts";
import { entryOf, fileOf, openTestHub, sha256, someBytes, temporaryFolder } from "./hub-under-test.ts";

const bytes = someBytes(3_000_000);
const catalogue = [entryOf([fileOf(bytes, "https://files.test/tiny.gguf")])];
const worker = fileURLToPath(new URL("./crash-worker.ts", import.meta.url));

function startWorker(t: TestContext, modelsDir: string, server: FileServer): ChildProcess {
  const child = spawn(process.execPath, [worker, modelsDir, server.origin, JSON.stringify(catalogue)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => child.kill("SIGKILL"));
  return child;
}

async function until(condition: () => boolean): Promise<void> {
  for (let look = 0; look < 4_000; look += 1) {
    if (condition()) return;
    await wait(5);
  }
  assert.fail("it never came to that");
}

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once("exit", resolve));

test("after kill -9 in the middle the next process fetches only what was missing", async (t) => {
  const modelsDir = join(temporaryFolder(t), "models");
  const part = join(modelsDir, "tiny.gguf.part");
  const server = await startServer(t, (request, response, at) =>
    sendFile(request, response, at, bytes, at.seen.length === 1 ? { stallAfter: 2_000_000 } : {}),
  );
  const child = startWorker(t, modelsDir, server);
  await until(() => sizeOf(part) >= 2_000_000);
  child.kill("SIGKILL");
  await ended(child);
  assert.ok(existsSync(`${part.replace(".part", "")}.lock`), "the dead process left its lock behind");

  const hub = await openTestHub(t, { modelsDir, catalogue, hosts: { "files.test": server } });
  const before = server.bytesSent;
  const model = await hub.pull("tiny");
  assert.equal(server.seen[1]?.headers.range, "bytes=2000000-");
  assert.equal(server.bytesSent - before, 1_000_000);
  assert.equal(sha256(await readFile(model.spec.path)), sha256(bytes));
});

test("after kill -9 again and again, at whatever moment, the file comes whole in the end", async (t) => {
  const modelsDir = join(temporaryFolder(t), "models");
  const part = join(modelsDir, "tiny.gguf.part");
  let limit = 400_000;
  const server = await startServer(t, (request, response, at) => {
    const from = Number(/\d+/.exec(request.headers.range ?? "0")?.[0]);
    return sendFile(request, response, at, bytes, limit < bytes.length ? { stallAfter: limit - from } : {});
  });
  for (; limit < 2_000_000; limit += 700_000) {
    const child = startWorker(t, modelsDir, server);
    await until(() => sizeOf(part) >= limit - 100_000);
    child.kill("SIGKILL");
    await ended(child);
  }
  limit = bytes.length;
  const child = startWorker(t, modelsDir, server);
  assert.equal(await ended(child), 0);
  assert.equal(sha256(await readFile(join(modelsDir, "tiny.gguf"))), sha256(bytes));
});

test("two processes on one folder fetch the file once", async (t) => {
  const modelsDir = join(temporaryFolder(t), "models");
  const server = await startServer(t, (...args) => sendFile(...args, bytes));
  const codes = await Promise.all([1, 2, 3].map(() => ended(startWorker(t, modelsDir, server))));
  assert.deepEqual(codes, [0, 0, 0]);
  assert.equal(server.seen.length, 1);
});
