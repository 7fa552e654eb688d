// Files for the editor on the desktop: only for who sits at the server's machine, and only where there is an editor.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Code } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { createConnectTransport } from "@connectrpc/connect-web";
import { findEditor, openDesktop } from "../src/desktop/desktop.ts";
import { TestServer } from "./test-server.ts";

const folder = mkdtempSync(join(tmpdir(), "grok-editor-"));
const pathBefore = process.env.PATH;
after(async () => {
  await TestServer.disposeAll();
  process.env.PATH = pathBefore;
  rmSync(folder, { recursive: true, force: true });
});

/** An editor that notes what it was asked and ends with `status`; its folder as a PATH. */
function fakeEditor(name: "code" | "codium", status = 0): { path: string; asked: () => string[] } {
  const path = mkdtempSync(join(folder, "bin-"));
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" "$GROK_PASSWORD" > "$0.asked"\nexit ${status}\n`;
  writeFileSync(join(path, name), script, { mode: 0o700 });
  return {
    path,
    asked: () => readFileSync(join(path, `${name}.asked`), "utf8").split("\n"),
  };
}

test("a click writes the file for its owner alone and opens it in the editor", async () => {
  const editor = fakeEditor("code");
  process.env.PATH = `${editor.path}:${pathBefore}`;
  const server = await TestServer.start();
  const { system } = server.clients();
  assert.equal((await system.getStatus({})).desktopEditor, true);
  const text = "print('潮汐')\n".repeat(1_000);
  const { path } = await system.openOnDesktop({ fileName: "../x/tides.py", text });
  assert.equal(readFileSync(path, "utf8"), text);
  assert.equal(basename(path), "tides.py");
  assert.equal(dirname(dirname(path)), join(server.config.home, "desktop"));
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(statSync(dirname(path)).mode & 0o777, 0o700);
  assert.deepEqual(editor.asked().slice(0, 2), ["--reuse-window", path]);

  const again = await system.openOnDesktop({ fileName: "../x/tides.py", text: "" });
  assert.notEqual(again.path, path);
  await assert.rejects(system.openOnDesktop({ text: "x".repeat(4 * 2 ** 20 + 1) }), {
    code: Code.InvalidArgument,
  });
  const most = await system.openOnDesktop({ text: "x".repeat(4 * 2 ** 20) });
  assert.equal(basename(most.path), "snippet.txt");
  await server.close();
});

test("a caller behind a proxy is refused, however the call comes", async () => {
  process.env.PATH = `${fakeEditor("code").path}:${pathBefore}`;
  const server = await TestServer.start();
  const options = { headers: { "x-forwarded-for": "203.0.113.9" } };
  for (const transport of [
    createConnectTransport({ baseUrl: server.url }),
    createGrpcTransport({ baseUrl: server.url }),
  ]) {
    const { system } = server.clients(transport);
    assert.equal((await system.getStatus({}, options)).desktopEditor, false);
    assert.equal((await system.getStatus({})).desktopEditor, true);
    await assert.rejects(system.openOnDesktop({ text: "x" }, options), { code: Code.PermissionDenied });
  }
  assert.throws(() => readdirSync(join(server.config.home, "desktop")));
  await server.close();
});

test("without an editor the status says so, and asking anyway says what to install", async () => {
  process.env.PATH = mkdtempSync(join(folder, "empty-"));
  const server = await TestServer.start();
  process.env.PATH = pathBefore;
  const desktop = openDesktop(server.config.home, { PATH: "" });
  assert.equal(desktop.hasEditor, false);
  await assert.rejects(desktop.open("a.txt", "x"), { code: "editor-missing", message: /code nor codium/ });
  await server.close();
});

test("an editor that fails is told with its status and where the file lies", async () => {
  const home = mkdtempSync(join(folder, "home-"));
  const { path } = fakeEditor("codium", 3);
  const desktop = openDesktop(home, { PATH: path, GROK_PASSWORD: "secret" });
  await assert.rejects(desktop.open("a.txt", "x"), { code: "editor-missing", message: /status 3.*a\.txt/ });
});

test("an editor is not told the password", async () => {
  const editor = fakeEditor("codium");
  const desktop = openDesktop(mkdtempSync(join(folder, "home-")), {
    PATH: editor.path,
    GROK_PASSWORD: "secret",
  });
  const path = await desktop.open("a.txt", "x");
  while (editor.asked().length < 3) await sleep(5);
  assert.deepEqual(editor.asked().slice(0, 3), ["--reuse-window", path, ""]);
});

test("the first editor on the PATH is taken, VS Code before VSCodium, relative folders never", () => {
  const [code, codium] = [fakeEditor("code").path, fakeEditor("codium").path];
  assert.equal(findEditor(`${codium}:${code}`), join(code, "code"));
  assert.equal(findEditor(codium), join(codium, "codium"));
  assert.equal(findEditor(`.:${folder}`), null);
  writeFileSync(join(folder, "code"), "no program", { mode: 0o600 });
  assert.equal(findEditor(folder), null);
});

test("files of yesterday are taken away", async () => {
  const home = mkdtempSync(join(folder, "home-"));
  const desktop = openDesktop(home, { PATH: fakeEditor("code").path });
  assert.equal(await desktop.drop(Date.now()), 0);
  const [old, fresh] = [await desktop.open("old.txt", "x"), await desktop.open("fresh.txt", "x")];
  utimesSync(dirname(old), 1_000, 1_000);
  assert.equal(await desktop.drop(Date.now() - 60_000), 1);
  assert.throws(() => statSync(old));
  assert.equal(readFileSync(fresh, "utf8"), "x");
});
