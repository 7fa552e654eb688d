import { interruptedNode } from "@grok/conversation";
import type { Database } from "../database.ts";
import { finishNode, nodeByKey } from "../node-table.ts";
import { eventsOf, insertEvents, setEnded } from "../run-table.ts";
import { indexNode } from "../search-index.ts";
import { uuidText } from "../uuid-bytes.ts";
import { type Check, finding, nameOf, type Place, sqlCheck } from "./check.ts";

interface RunPlace extends Place {
  readonly key: number;
  readonly seq: number;
  readonly folded_seq: number;
  readonly status: string;
}

/** Live runs that nothing writes: their replies become interrupted and keep every word that was stored. */
export const runsWithoutEnd: Check = async (database, { mend, live, nowMs }) => {
  const work = () => {
    const dead = database
      .all<RunPlace>(
        `SELECT r.node AS key, r.seq, r.folded_seq, n.status, n.id AS node, c.id AS conversation
         FROM run r JOIN node n ON n.key = r.node JOIN conversation c ON c.key = n.conversation
         WHERE r.ended_at IS NULL AND n.status = 'running'`,
      )
      .filter((row) => row.node !== null && !live.has(uuidText(row.node)));
    if (mend) for (const row of dead) endDeadRun(database, row, nowMs);
    return dead;
  };
  return (mend ? database.write(work) : database.read(work)).map((row) =>
    finding(
      "run-without-end",
      `the reply ${nameOf(row.node, row.key)} is being written by a run that no longer exists; mending marks it interrupted and keeps its text`,
      row,
      mend,
    ),
  );
};

function endDeadRun(database: Database, { key, seq, folded_seq, status }: RunPlace, nowMs: number): void {
  if (status === "running") {
    const node = interruptedNode(nodeByKey(database, key), folded_seq, eventsOf(database, key, folded_seq));
    finishNode(database, key, node);
    indexNode(database, key, node);
  }
  insertEvents(database, key, [{ seq: seq + 1, type: "ended", node: nodeByKey(database, key) }]);
  setEnded(database, key, seq + 1, nowMs);
}

interface NodeRow extends Place {
  readonly key: number;
}

export const runningWithoutRun: Check = sqlCheck<NodeRow>(
  "running-without-run",
  `SELECT n.key, n.id AS node, c.id AS conversation
   FROM node n LEFT JOIN conversation c ON c.key = n.conversation LEFT JOIN run r ON r.node = n.key
   WHERE n.status = 'running' AND (r.node IS NULL OR r.ended_at IS NOT NULL)`,
  (row) =>
    `${nameOf(row.node, row.key)} is marked as being written, but has no run; mending marks it interrupted and keeps its text`,
  (database, rows) => {
    for (const { key } of rows) {
      database.run("UPDATE node SET status = 'interrupted' WHERE key = ?", key);
      indexNode(database, key, nodeByKey(database, key));
    }
  },
);

export const endedNodesWithLiveRun: Check = sqlCheck<RunPlace>(
  "live-run-of-whole-reply",
  `SELECT r.node AS key, r.seq, r.folded_seq, n.status, n.id AS node, c.id AS conversation
   FROM run r JOIN node n ON n.key = r.node LEFT JOIN conversation c ON c.key = n.conversation
   WHERE r.ended_at IS NULL AND n.status <> 'running'`,
  (row) => `${nameOf(row.node, row.key)} is whole, but its run goes on; mending ends the run`,
  (database, rows, { nowMs }) => {
    for (const row of rows) endDeadRun(database, row, nowMs);
  },
);

/** Events of an ended run are only for readers that were away; a reply that is whole needs none. */
export const eventGaps: Check = sqlCheck<NodeRow & { readonly ended: number }>(
  "event-gap",
  `SELECT r.node AS key, n.id AS node, c.id AS conversation, r.ended_at IS NOT NULL AS ended
   FROM run r LEFT JOIN node n ON n.key = r.node LEFT JOIN conversation c ON c.key = n.conversation
     JOIN (SELECT run, count(*) AS count, min(seq) AS first, max(seq) AS last FROM run_event GROUP BY run) e
       ON e.run = r.node
   WHERE e.first <> 1 OR e.last <> r.seq OR e.count <> r.seq`,
  (row) =>
    `events of the run of ${nameOf(row.node, row.key)} are missing${row.ended === 1 ? "; mending drops the rest, the reply itself is whole" : ""}`,
  (database, rows) => {
    for (const { key, ended } of rows)
      if (ended === 1) database.run("DELETE FROM run_event WHERE run = ?", key);
  },
);

export const runsWithoutNode: Check = sqlCheck<NodeRow>(
  "run-without-node",
  `SELECT r.node AS key, NULL AS node, NULL AS conversation FROM run r
   WHERE NOT EXISTS (SELECT 1 FROM node n WHERE n.key = r.node)`,
  (row) => `the run of row ${row.key} writes a reply that is not there; mending removes the run`,
  (database, rows) => {
    for (const { key } of rows) {
      database.run("DELETE FROM run_event WHERE run = ?", key);
      database.run("DELETE FROM run WHERE node = ?", key);
    }
  },
);
