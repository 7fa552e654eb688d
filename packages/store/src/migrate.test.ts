import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { sampleId } from "@grok/conversation/sample-tree";
import { vandalise } from "../test/broken-file.ts";
import { temporaryHome } from "../test/temporary-store.ts";
import { Database } from "./database.ts";
import { migrate, migrations } from "./migrate.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";

const sampleHex = (n: number) => sampleId(n).replaceAll("-", "");

function version(database: Database): unknown {
  return database.get<{ user_version: number }>("PRAGMA user_version")?.user_version;
}

test("steps are taken in order, once each", () => {
  const database = new Database(":memory:");
  const steps = ["CREATE TABLE a (x)", "INSERT INTO a VALUES (1)"];
  assert.equal(migrate(database, steps.slice(0, 1)), 0);
  assert.equal(migrate(database, steps), 1);
  assert.equal(migrate(database, steps), 2);
  assert.equal(version(database), 2);
  assert.equal(database.all("SELECT x FROM a").length, 1);
  database.close();
});

test("a step that fails leaves the file at the step before", () => {
  const database = new Database(":memory:");
  const wrong = ["CREATE TABLE a (x)", "INSERT INTO a VALUES (1); INSERT INTO b VALUES (1)"];
  assert.throws(() => migrate(database, wrong), /no such table: b/);
  assert.equal(version(database), 1);
  assert.deepEqual(database.all("SELECT x FROM a"), []);
  database.close();
});

test("a file of a newer version is refused and not changed", async () => {
  const home = temporaryHome();
  await (await openSqliteStore(home.path)).close();
  vandalise(home.path, `PRAGMA user_version = ${migrations.length + 1}`);
  await assert.rejects(openSqliteStore(home.path), {
    code: "storage-broken",
    message: new RegExp(`newer version.*schema is ${migrations.length + 1}.*knows ${migrations.length}`),
  });
  const database = new Database(home.path, true);
  assert.equal(version(database), migrations.length + 1);
  database.close();
  home.remove();
});

test("a database of another program is refused and not changed", async () => {
  const home = temporaryHome();
  const other = new DatabaseSync(home.path);
  other.exec("CREATE TABLE theirs (x)");
  other.close();
  const bytes = statSync(home.path).size;
  await assert.rejects(openSqliteStore(home.path), { code: "storage-broken", message: /another program/ });
  assert.equal(statSync(home.path).size, bytes);
  assert.equal(existsSync(`${home.path}-wal`), false);
  home.remove();
});

test("a file of the first schema keeps its runs and their events, and takes what is new", async () => {
  const home = temporaryHome();
  const old = new Database(home.path);
  migrate(old, migrations.slice(0, 1));
  old.exec(`
    INSERT INTO conversation VALUES (1, x'${sampleHex(1)}', 'ada', '', 'user', 1, 1, NULL);
    INSERT INTO node VALUES (1, x'${sampleHex(2)}', 1, NULL, 'root', 'done', 'typed', NULL, '', 0, NULL, 1),
      (2, x'${sampleHex(3)}', 1, 1, 'user', 'done', 'typed', NULL, '', 0, NULL, 1),
      (3, x'${sampleHex(4)}', 1, 2, 'assistant', 'done', 'generated', NULL, '', 0, NULL, 1);
    INSERT INTO node_body VALUES (2, '[]', NULL, NULL), (3, '[]', NULL, NULL);
    INSERT INTO run VALUES (3, 'answer', 2, 2, 1, 1, 5);
    INSERT INTO run_event VALUES (3, 1, '{"type":"text","text":"hi"}'), (3, 2, '{"type":"ended"}')`);
  old.close();

  const store = await openSqliteStore(home.path);
  assert.equal((await store.run("ada", sampleId(4))).seq, 2);
  assert.equal((await store.runEvents("ada", sampleId(4), 0)).length, 2);
  assert.equal((await store.conversation("ada", sampleId(1))).instructions, "");
  assert.equal((await store.nodes("ada", sampleId(1), [sampleId(4)]))[0]?.sourceId, null);
  assert.equal(await store.dropRunEvents(9), 2);
  const { findings } = await store.diagnose({ mend: false, live: new Set(), nowMs: 9 });
  assert.deepEqual(findings, []);
  await store.close();
  home.remove();
});

test("the log tells what was brought up to date", async () => {
  const home = temporaryHome();
  const lines: string[] = [];
  const options = { log: (line: string) => void lines.push(line) };
  await (await openSqliteStore(home.path, options)).close();
  await (await openSqliteStore(home.path, options)).close();
  assert.deepEqual(lines, [`${home.path}: brought from schema 0 to ${migrations.length}`]);
  home.remove();
});
