import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { vandalise } from "../test/broken-file.ts";
import { temporaryHome } from "../test/temporary-store.ts";
import { Database } from "./database.ts";
import { migrate, migrations } from "./migrate.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";

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

test("the log tells what was brought up to date", async () => {
  const home = temporaryHome();
  const lines: string[] = [];
  const options = { log: (line: string) => void lines.push(line) };
  await (await openSqliteStore(home.path, options)).close();
  await (await openSqliteStore(home.path, options)).close();
  assert.deepEqual(lines, [`${home.path}: brought from schema 0 to ${migrations.length}`]);
  home.remove();
});
