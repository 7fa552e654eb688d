import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, test } from "node:test";
import { openSqliteStore } from "@grok/access";
import { createMemoryStore } from "./memory-store.ts";
import { storeContract } from "./store-contract.ts";

const folder = mkdtempSync(join(tmpdir(), "grok-access-"));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

storeContract("memory", () => ({ store: createMemoryStore(), again: null }));
storeContract("SQLite", () => {
  const path = join(folder, `${files++}.sqlite`);
  return { store: openSqliteStore(path), again: () => openSqliteStore(path) };
});

test("a file that is damaged, another program's or of a newer version is refused and stays as it is", () => {
  const path = join(folder, "other.sqlite");
  const other = new DatabaseSync(path);
  other.exec("CREATE TABLE bills (sum INTEGER)");
  assert.throws(() => openSqliteStore(path), { code: "storage-broken", message: /another program/ });
  other.exec("PRAGMA application_id = 1264941427; PRAGMA user_version = 9");
  other.close();
  assert.throws(() => openSqliteStore(path), { code: "storage-broken", message: /newer version/ });
  writeFileSync(path, "no database at all, but long enough to be looked at ".repeat(100));
  assert.throws(() => openSqliteStore(path), { code: "storage-broken", message: /is no database/ });
  assert.throws(() => openSqliteStore(join(folder, "nowhere", "x")), { code: "storage-full" });
});
