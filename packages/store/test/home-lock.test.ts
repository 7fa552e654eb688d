import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { openSqliteStore } from "@grok/store";
import { temporaryHome } from "./temporary-store.ts";

const writer = fileURLToPath(new URL("./crash-writer.ts", import.meta.url));

test("a second store on one file is turned away, in words that name the way out", async () => {
  const home = temporaryHome();
  const store = await openSqliteStore(home.path);
  await assert.rejects(openSqliteStore(home.path), {
    code: "storage-busy",
    message: new RegExp(`in use by another server \\(process ${process.pid}\\)`),
  });
  assert.equal((await store.conversations("ada", { limit: 5 })).conversations.length, 0);
  await store.close();
  await (await openSqliteStore(home.path)).close();
  home.remove();
});

test("a killed process leaves no lock behind", async () => {
  const home = temporaryHome();
  const child: ChildProcess = spawn(process.execPath, [writer, home.path, "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout!, "data");
  await assert.rejects(openSqliteStore(home.path), {
    code: "storage-busy",
    message: new RegExp(`process ${child.pid}`),
  });
  child.kill("SIGKILL");
  await once(child, "exit");
  await (await openSqliteStore(home.path)).close();
  home.remove();
});

test("two stores on two files do not meet", async () => {
  const homes = [temporaryHome(), temporaryHome()];
  const stores = await Promise.all(homes.map((home) => openSqliteStore(home.path)));
  for (const store of stores) await store.close();
  for (const home of homes) home.remove();
});
