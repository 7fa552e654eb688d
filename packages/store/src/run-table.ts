import {
  ConversationError,
  type NodeId,
  type OwnerId,
  type Run,
  type RunEvent,
  type RunId,
} from "@grok/conversation";
import type { ConversationKey } from "./conversation-table.ts";
import type { Database } from "./database.ts";
import { nodeByKey } from "./node-table.ts";
import { bytesToTokens, tokensToBytes } from "./token-bytes.ts";
import { uuidBytes, uuidText } from "./uuid-bytes.ts";

interface RunRow {
  key: number;
  id: Uint8Array;
  conversation: Uint8Array;
  owner: OwnerId;
  kind: Run["kind"];
  seq: number;
  folded_seq: number;
  heartbeat_at: number;
  started_at: number;
  ended_at: number | null;
}

const runs = `
  SELECT r.node AS key, n.id, c.id AS conversation, c.owner, r.kind, r.seq, r.folded_seq, r.heartbeat_at,
    r.started_at, r.ended_at
  FROM run r JOIN node n ON n.key = r.node JOIN conversation c ON c.key = n.conversation`;

/** A run with the key of its node. */
export interface StoredRun {
  readonly key: number;
  readonly run: Run;
}

export function findRun(database: Database, id: RunId): StoredRun | undefined {
  const row = database.get<RunRow>(`${runs} WHERE n.id = ?`, uuidBytes(id));
  return row === undefined ? undefined : { key: row.key, run: runOf(row) };
}

/** Throws "not-found". */
export function storedRun(database: Database, id: RunId): StoredRun {
  const found = findRun(database, id);
  if (found === undefined) throw new ConversationError("not-found", `there is no run ${id}`);
  return found;
}

/** Throws "not-found" unless the run is this owner's. */
export function ownedRun(database: Database, ownerId: OwnerId, id: RunId): StoredRun {
  const found = findRun(database, id);
  if (found?.run.ownerId !== ownerId) throw new ConversationError("not-found", `there is no run ${id}`);
  return found;
}

export function insertRun(database: Database, key: number, run: Run): void {
  database.run(
    "INSERT INTO run (node, kind, seq, folded_seq, heartbeat_at, started_at) VALUES (?, ?, ?, ?, ?, ?)",
    key,
    run.kind,
    run.seq,
    run.foldedSeq,
    run.heartbeatAtMs,
    run.startedAtMs,
  );
}

/** The `ended` event is kept without its node, which is there already. */
export function insertEvents(database: Database, key: number, events: readonly RunEvent[]): void {
  for (const event of events) {
    const { seq, ...body } = event.type === "ended" ? { seq: event.seq, type: event.type } : event;
    database.run("INSERT INTO run_event (run, seq, body) VALUES (?, ?, ?)", key, seq, JSON.stringify(body));
  }
}

export function setSeq(database: Database, key: number, seq: number, heartbeatAtMs: number): void {
  database.run(
    "UPDATE run SET seq = ?, heartbeat_at = max(heartbeat_at, ?) WHERE node = ?",
    seq,
    heartbeatAtMs,
    key,
  );
}

export function setFolded(database: Database, key: number, foldedSeq: number): void {
  database.run("UPDATE run SET folded_seq = ? WHERE node = ?", foldedSeq, key);
}

export function setEnded(database: Database, key: number, seq: number, atMs: number): void {
  database.run("UPDATE run SET seq = ?, folded_seq = ?, ended_at = ? WHERE node = ?", seq, seq, atMs, key);
}

/** Those after `after`, in order. */
export function eventsOf(database: Database, key: number, after: number): RunEvent[] {
  return database
    .all<{ seq: number; body: string }>(
      "SELECT seq, body FROM run_event WHERE run = ? AND seq > ? ORDER BY seq",
      key,
      after,
    )
    .map(({ seq, body }): RunEvent => {
      const event = JSON.parse(body) as RunEvent;
      if (event.type === "ended") return { seq, type: "ended", node: nodeByKey(database, key) };
      return { ...event, seq };
    });
}

export function staleRuns(database: Database, heartbeatBeforeMs: number): Run[] {
  return database
    .all<RunRow>(`${runs} WHERE r.ended_at IS NULL AND r.heartbeat_at < ? ORDER BY r.node`, heartbeatBeforeMs)
    .map(runOf);
}

export function liveRuns(database: Database, ownerId: OwnerId): Run[] {
  return database
    .all<RunRow>(`${runs} WHERE r.ended_at IS NULL AND c.owner = ? ORDER BY r.node`, ownerId)
    .map(runOf);
}

/** Only runs that have events left are looked at, so the cost does not grow with the years. */
export function dropEvents(database: Database, endedBeforeMs: number): number {
  return database.run(
    `DELETE FROM run_event WHERE run IN (
       WITH RECURSIVE kept (run) AS (
         SELECT min(run) FROM run_event
         UNION ALL SELECT (SELECT min(run) FROM run_event WHERE run > kept.run) FROM kept WHERE run IS NOT NULL)
       SELECT kept.run FROM kept JOIN run ON run.node = kept.run WHERE run.ended_at < ?)`,
    endedBeforeMs,
  );
}

export function insertGenerated(
  database: Database,
  key: number,
  generated: { readonly modelDigest: string; readonly tokens: readonly number[] },
): void {
  database.run(
    "INSERT INTO generated (node, model_digest, tokens) VALUES (?, ?, ?)",
    key,
    generated.modelDigest,
    tokensToBytes(generated.tokens),
  );
}

export function generatedOf(
  database: Database,
  conversationId: ConversationKey["id"],
  ids: readonly NodeId[],
): ReadonlyMap<NodeId, { modelDigest: string; tokens: readonly number[] }> {
  const found = new Map<NodeId, { modelDigest: string; tokens: readonly number[] }>();
  for (const id of ids) {
    const row = database.get<{ model_digest: string; tokens: Uint8Array }>(
      `SELECT g.model_digest, g.tokens FROM node n
         JOIN conversation c ON c.key = n.conversation JOIN generated g ON g.node = n.key
       WHERE n.id = ? AND c.id = ?`,
      uuidBytes(id),
      uuidBytes(conversationId),
    );
    if (row !== undefined)
      found.set(id, { modelDigest: row.model_digest, tokens: bytesToTokens(row.tokens) });
  }
  return found;
}

function runOf(row: RunRow): Run {
  return {
    id: uuidText(row.id),
    conversationId: uuidText(row.conversation),
    ownerId: row.owner,
    kind: row.kind,
    status: row.ended_at === null ? "live" : "ended",
    seq: row.seq,
    foldedSeq: row.folded_seq,
    heartbeatAtMs: row.heartbeat_at,
    startedAtMs: row.started_at,
  };
}
