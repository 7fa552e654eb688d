import { gunzipSync, gzipSync } from "node:zlib";
import type { SavedAnswer } from "./api-store.ts";
import { ApiStoreError } from "./api-store-error.ts";
import type { Statements } from "./statements.ts";

const answerMs = 30 * 86_400_000;
const chainMax = 1_000;
/** More than any context holds. */
const chainUnitsMax = 32 * 2 ** 20;
/** Room is made for a while, so that not every answer looks for the oldest. */
const keptWhenFull = 0.9;
const sizeOfRow = "octet_length(body) + octet_length(input) + coalesce(octet_length(events), 0)";

interface AnswerRow {
  id: string;
  kind: string;
  created: number;
  body: string;
  input: string;
  previous: string;
}

/** Answers of all tenants. Those of one take a bounded room: beyond it the oldest go before their time. */
export class AnswerTable {
  readonly #statements: Statements;
  readonly #now: () => number;
  readonly #bytesMax: number;
  /** By tenant, where it was asked for. */
  readonly #bytes = new Map<string, number>();

  constructor(statements: Statements, now: () => number, bytesMax: number) {
    this.#statements = statements;
    this.#now = now;
    this.#bytesMax = bytesMax;
  }

  save(tenant: string, answer: SavedAnswer, events: readonly string[] | undefined): void {
    const { id, kind, createdAtMs, body, input, previousId } = answer;
    const packed = events === undefined ? null : gzipSync(JSON.stringify(events));
    this.remove(tenant, id);
    this.#makeRoom(tenant, Buffer.byteLength(body) + Buffer.byteLength(input) + (packed?.length ?? 0));
    this.#statements.run(
      `INSERT INTO answer (tenant, id, kind, created, expires, previous, body, input, events)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      tenant,
      id,
      kind,
      createdAtMs,
      createdAtMs + answerMs,
      previousId,
      body,
      input,
      packed,
    );
  }

  find(tenant: string, id: string): SavedAnswer | null {
    const row = this.#statements.get<AnswerRow>(
      `SELECT id, kind, created, body, input, previous FROM answer WHERE tenant = ? AND id = ? AND expires > ?`,
      tenant,
      id,
      this.#now(),
    );
    return row === undefined ? null : answerOf(row);
  }

  upTo(tenant: string, id: string): readonly SavedAnswer[] | null {
    const found: SavedAnswer[] = [];
    let units = 0;
    for (let next = id; next !== ""; ) {
      const answer = found.length < chainMax ? this.find(tenant, next) : null;
      if (answer === null) return null;
      found.push(answer);
      units += answer.body.length + answer.input.length;
      if (units > chainUnitsMax)
        throw new ApiStoreError(
          "too-large",
          `What the answer follows has more than ${chainUnitsMax} characters. Begin anew with what matters of it.`,
        );
      next = answer.previousId;
    }
    return found.reverse();
  }

  events(tenant: string, id: string): readonly string[] | null {
    const row = this.#statements.get<{ events: Uint8Array | null }>(
      "SELECT events FROM answer WHERE tenant = ? AND id = ? AND expires > ?",
      tenant,
      id,
      this.#now(),
    );
    return row?.events ? JSON.parse(gunzipSync(row.events).toString("utf8")) : null;
  }

  remove(tenant: string, id: string): boolean {
    const removed = this.#statements.get<{ bytes: number }>(
      `DELETE FROM answer WHERE tenant = ? AND id = ? RETURNING ${sizeOfRow} AS bytes`,
      tenant,
      id,
    );
    if (removed === undefined) return false;
    const bytes = this.#bytes.get(tenant);
    if (bytes !== undefined) this.#bytes.set(tenant, bytes - removed.bytes);
    return true;
  }

  sweep(): void {
    if (this.#statements.run("DELETE FROM answer WHERE expires < ?", this.#now()) > 0) this.#bytes.clear();
  }

  #makeRoom(tenant: string, added: number): void {
    let bytes = (this.#bytes.get(tenant) ?? this.#measured(tenant)) + added;
    if (bytes > this.#bytesMax) {
      const oldest = this.#statements.all<{ id: string; bytes: number }>(
        `SELECT id, ${sizeOfRow} AS bytes FROM answer WHERE tenant = ? ORDER BY created, rowid`,
        tenant,
      );
      for (const each of oldest) {
        if (bytes <= this.#bytesMax * keptWhenFull) break;
        this.#statements.run("DELETE FROM answer WHERE tenant = ? AND id = ?", tenant, each.id);
        bytes -= each.bytes;
      }
    }
    this.#bytes.set(tenant, bytes);
  }

  #measured(tenant: string): number {
    const sum = `SELECT total(${sizeOfRow}) AS bytes FROM answer WHERE tenant = ?`;
    return this.#statements.get<{ bytes: number }>(sum, tenant)!.bytes;
  }
}

function answerOf({ created, previous, ...row }: AnswerRow): SavedAnswer {
  return { ...row, createdAtMs: created, previousId: previous };
}
