import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ConversationStore } from "@grok/conversation";
import { answered, sampleStart, withSample } from "@grok/conversation/sample-runs";
import { sampleId } from "@grok/conversation/sample-tree";
import { openSqliteStore } from "@grok/store";
import { vandalise } from "./broken-file.ts";
import { temporaryHome } from "./temporary-store.ts";

const node = (n: number) => `(SELECT key FROM node WHERE hex(id) = '${hex(n)}')`;
const hex = (n: number) => sampleId(n).replaceAll("-", "").toUpperCase();

/**
 * The sample conversation (questions 3, 6, 8; answers 4, 5, 7, 9; a pane on 7) beside another one (101 to 103), broken
 * by `sql`; what is found without mending, with mending, and after that.
 */
async function diagnosed(sql: string, look: (store: ConversationStore) => Promise<void> = async () => {}) {
  const home = temporaryHome();
  const before = await openSqliteStore(home.path);
  const { id } = await withSample(before);
  const view = { id: "pane", conversationId: id, draft: "unsent", scrollAnchorId: null, savedAtMs: 5 };
  await before.saveView("ada", { ...view, leafId: sampleId(7) });
  await answered(before, 100, "an albatross");
  await before.close();
  vandalise(home.path, sql);

  const store = await openSqliteStore(home.path);
  const run = async (mend: boolean) =>
    (await store.diagnose({ mend, live: new Set(), nowMs: 9 })).findings.map(
      ({ code, nodeId, mended }) =>
        `${code}${nodeId === null ? "" : ` ${Number.parseInt(nodeId.slice(24), 16)}`}${mended ? ", mended" : ""}`,
    );
  try {
    const found = await run(false);
    assert.deepEqual(await run(false), found, "looking changes nothing");
    const mended = await run(true);
    const left = await run(false);
    await look(store);
    return { found, mended, left };
  } finally {
    await store.close();
    home.remove();
  }
}

async function isOnlyReported(sql: string, ...codes: string[]): Promise<void> {
  const { found, mended, left } = await diagnosed(sql);
  assert.deepEqual([found, mended, left], [codes, codes, codes]);
}

async function isMended(
  sql: string,
  codes: string[],
  look?: (store: ConversationStore) => Promise<void>,
): Promise<void> {
  const { found, mended, left } = await diagnosed(sql, look);
  const withMended = codes.map((code) => `${code}, mended`);
  assert.deepEqual([found, mended, left], [codes, withMended, []]);
}

describe("diagnose only reports, and changes nothing of,", () => {
  test("an orphan", () => isOnlyReported(`UPDATE node SET parent = 9999 WHERE key = ${node(6)}`, "orphan 6"));

  test("a cycle", () =>
    isOnlyReported(`UPDATE node SET parent = ${node(7)} WHERE key = ${node(6)}`, "cycle 6", "cycle 7"));

  test("a second root", () =>
    isOnlyReported(
      `DROP INDEX node_root; UPDATE node SET parent = NULL, role = 'root' WHERE key = ${node(4)};
       DELETE FROM last_child`,
      "second-root 4",
    ));

  test("a conversation without a root", () =>
    isOnlyReported(`DELETE FROM node WHERE key = ${node(101)}`, "conversation-without-root", "orphan 102"));

  test("nodes without their conversation", () =>
    isOnlyReported(
      "DELETE FROM title_words; DELETE FROM conversation WHERE key = 2",
      "node-without-conversation 101",
      "node-without-conversation 102",
      "node-without-conversation 103",
    ));

  test("a parent of another conversation", () =>
    isOnlyReported(`UPDATE node SET parent = ${node(103)} WHERE key = ${node(6)}`, "wrong-conversation 6"));

  test("roles that do not alternate", () =>
    isOnlyReported(`UPDATE node SET role = 'user' WHERE key = ${node(9)}`, "wrong-role 9"));

  test("a node whose text is lost", () =>
    isOnlyReported(
      `DELETE FROM node_body WHERE node = ${node(9)}; DELETE FROM node_words WHERE rowid = ${node(9)}`,
      "missing-body 9",
    ));

  test("JSON that cannot be read, and JSON of another shape", () =>
    isOnlyReported(
      `UPDATE node_body SET parts = '[{"type":"image"}]' WHERE node = ${node(4)};
       UPDATE node_body SET provenance = '{' WHERE node = ${node(5)};
       UPDATE run_event SET body = 'x' WHERE run = ${node(103)}`,
      "unreadable-node 4",
      "unreadable-node 5",
      "unreadable-event 103",
    ));

  test("a row that refers to nothing", () =>
    isOnlyReported("INSERT INTO generated VALUES (9999, 'digest', x'00')", "broken-reference"));
});

describe("diagnose mends", () => {
  test("a source that is no version of the same message", () =>
    isMended(`UPDATE node SET edited_from = ${node(4)} WHERE key = ${node(8)}`, ["wrong-source 8"]));

  test("a summary of a branch that is not in its conversation", () =>
    isMended(
      `UPDATE node SET source = ${node(103)} WHERE key = ${node(4)};
       UPDATE node SET source = 9999 WHERE key = ${node(5)};
       UPDATE node SET source = ${node(2)} WHERE key = ${node(7)}`,
      ["dangling-source 4", "dangling-source 5", "dangling-source 7"],
    ));

  test("visible nodes below an archived one: they are archived along with it", () =>
    isMended(
      `UPDATE node SET archived_at = 77 WHERE key IN (${node(3)}, ${node(4)})`,
      ["visible-below-archived 5"],
      async (store) => {
        const restored = await store.restoreBranch("ada", sampleId(1), sampleId(3));
        assert.deepEqual(restored, [3, 4, 5, 6, 7].map(sampleId));
      },
    ));

  test("a view of a node that is not there: it goes to the root and keeps its draft", () =>
    isMended("UPDATE view SET leaf = 9999", ["dangling-view"], async (store) => {
      const view = await store.view("ada", "pane");
      assert.deepEqual([view?.leafId, view?.draft], [sampleId(2), "unsent"]);
    }));

  test("a view of another conversation's node", () =>
    isMended(`UPDATE view SET leaf = ${node(103)}`, ["dangling-view"]));

  test("a remembered child that is none", () =>
    isMended(`UPDATE last_child SET child = ${node(9)} WHERE node = ${node(3)}`, ["dangling-last-child 3"]));

  test("a running reply without a run: it is interrupted, keeps its text and can be found", () =>
    isMended(
      `UPDATE node SET status = 'running' WHERE key = ${node(103)};
       DELETE FROM run_event; DELETE FROM run; DELETE FROM node_words WHERE rowid = ${node(103)}`,
      ["running-without-run 103"],
      async (store) => {
        const [reply] = await store.nodes("ada", sampleId(100), [sampleId(103)]);
        assert.equal(reply?.status, "interrupted");
        assert.equal((await store.search("ada", "albatross", 5))[0]?.nodeId, sampleId(103));
      },
    ));

  test("a run that goes on although its reply is whole", () =>
    isMended(
      "UPDATE run SET ended_at = NULL, seq = 0, folded_seq = 0; DELETE FROM run_event",
      ["live-run-of-whole-reply 103"],
      async (store) => {
        assert.equal((await store.run("ada", sampleId(103))).status, "ended");
        assert.equal((await store.nodes("ada", sampleId(100), [sampleId(103)]))[0]?.status, "done");
      },
    ));

  test("a run without its reply", () =>
    isMended(
      `INSERT INTO run (node, kind, seq, folded_seq, heartbeat_at, started_at) VALUES (9999, 'answer', 0, 0, 1, 1)`,
      ["run-without-node"],
    ));

  test("events with a gap, of a run that has ended", () =>
    isMended("UPDATE run SET seq = 3, folded_seq = 3", ["event-gap 103"]));

  test("a search index that lacks words", () =>
    isMended(`DELETE FROM node_words WHERE rowid = ${node(103)}`, ["search-missing"], async (store) => {
      assert.equal((await store.search("ada", "albatross", 5)).length, 1);
    }));

  test("a search index that knows too much", () =>
    isMended("INSERT INTO node_words (rowid, words) VALUES (9999, 'ghost')", ["search-surplus"]));

  test("a search index that is damaged: it is made anew", async () => {
    const { found, mended, left } = await diagnosed(
      "UPDATE node_words_data SET block = x'00ff00ff' WHERE id > 10",
      async (store) => {
        assert.equal((await store.search("ada", "albatross", 5)).length, 1);
      },
    );
    assert.deepEqual(found, ["search-damaged"]);
    assert.deepEqual(mended, ["search-damaged, mended", "search-missing, mended"]);
    assert.deepEqual(left, []);
  });
});

test("diagnose leaves live runs of this process alone", async () => {
  const store = await openSqliteStore(":memory:");
  const start = sampleStart(100);
  await store.startRun(start);
  const live = new Set([start.run.id]);
  assert.deepEqual((await store.diagnose({ mend: true, live, nowMs: 1 })).findings, []);
  assert.equal((await store.run("ada", start.run.id)).status, "live");
  await store.close();
});

test("many findings of one kind are told as a hundred and a count", async () => {
  const home = temporaryHome();
  const before = await openSqliteStore(home.path);
  for (let n = 100; n < 1_300; n += 10) await answered(before, n, "hello");
  await before.close();
  vandalise(home.path, "UPDATE node SET edited_from = 9999 WHERE role = 'assistant'");
  const store = await openSqliteStore(home.path);
  const { findings } = await store.diagnose({ mend: true, live: new Set(), nowMs: 1 });
  assert.equal(findings.length, 101);
  assert.match(findings.at(-1)!.message, /and 20 more/);
  assert.deepEqual((await store.diagnose({ mend: false, live: new Set(), nowMs: 1 })).findings, []);
  await store.close();
  home.remove();
});
