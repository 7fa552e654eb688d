import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { ConversationError } from "@grok/conversation";
import { openSqliteStore } from "@grok/store";
import { openHome } from "./open-home.ts";
import { readServerNote, removeServerNote, writeServerNote } from "./server-note.ts";

const folder = mkdtempSync(join(tmpdir(), "grok-home-"));
after(() => rmSync(folder, { recursive: true }));
const note = { url: "http://127.0.0.1:4242", pid: 4711, startedAtMs: 1, token: "t" };

test("a home is made closed to other users, with its folders", async () => {
  const home = join(folder, "deep", "home");
  const store = await openHome(home, openSqliteStore);
  assert.equal(statSync(home).mode & 0o777, 0o700);
  await store.close();
});

test("a second server on one home is refused and told where the first one answers", async () => {
  const home = join(folder, "shared");
  const store = await openHome(home, openSqliteStore);
  writeServerNote(home, note);
  await assert.rejects(openHome(home, openSqliteStore), {
    code: "home-in-use",
    message: `Another server works on ${home}. It answers at http://127.0.0.1:4242 (process 4711). Use that one, stop it first, or start with another --home.`,
  });
  await store.close();
  await (await openHome(home, openSqliteStore)).close();
});

test("the note of a server is readable by its owner alone and goes with the server", () => {
  const home = join(folder, "noted");
  writeFileSync(join(folder, "x"), "");
  assert.equal(readServerNote(home), null);
  const shared = join(folder, "shared");
  writeServerNote(shared, note);
  assert.equal(statSync(join(shared, "server.json")).mode & 0o777, 0o600);
  assert.deepEqual(readServerNote(shared), note);
  writeFileSync(join(shared, "server.json"), '{"url":1}');
  assert.equal(readServerNote(shared), null);
  removeServerNote(shared);
  removeServerNote(shared);
});

test("a home that cannot be made is refused with the way on, and a damaged file keeps its own words", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  await assert.rejects(openHome(join(file, "home"), openSqliteStore), {
    code: "home-unwritable",
    message: /--home or GROK_HOME/,
  });
  const broken = new ConversationError("storage-broken", "the file is damaged");
  await assert.rejects(
    openHome(folder, () => Promise.reject(broken)),
    broken,
  );
});
