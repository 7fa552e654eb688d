import { periodOf } from "./budget/calendar-count.ts";
import type { UsageRecord } from "./store/access-store.ts";

export type UsageChange = Partial<Omit<UsageRecord, "keyId" | "day">>;

/** What keys used since it was last stored, by day. */
export class UsageLog {
  #changes = new Map<string, UsageRecord>();
  #lastUsed = new Map<string, number>();

  add(keyId: string, change: UsageChange, nowMs: number): void {
    const day = periodOf("day", nowMs);
    const at = `${keyId} ${day}`;
    const before = this.#changes.get(at);
    this.#changes.set(at, {
      keyId,
      day,
      requests: (before?.requests ?? 0) + (change.requests ?? 0),
      promptTokens: (before?.promptTokens ?? 0) + (change.promptTokens ?? 0),
      outputTokens: (before?.outputTokens ?? 0) + (change.outputTokens ?? 0),
      refused: (before?.refused ?? 0) + (change.refused ?? 0),
    });
  }

  touch(keyId: string, nowMs: number): void {
    this.#lastUsed.set(keyId, nowMs);
  }

  /** Everything, which is then forgotten. `keep` it again where it could not be stored. */
  take(): { usage: UsageRecord[]; lastUsed: Map<string, number>; keep: () => void } {
    const [usage, lastUsed] = [[...this.#changes.values()], this.#lastUsed];
    this.#changes = new Map();
    this.#lastUsed = new Map();
    return {
      usage,
      lastUsed,
      keep: () => {
        for (const record of usage) this.#merge(record);
        this.#lastUsed = new Map([...lastUsed, ...this.#lastUsed]);
      },
    };
  }

  #merge(record: UsageRecord): void {
    const at = `${record.keyId} ${record.day}`;
    const after = this.#changes.get(at);
    this.#changes.set(at, {
      ...record,
      requests: record.requests + (after?.requests ?? 0),
      promptTokens: record.promptTokens + (after?.promptTokens ?? 0),
      outputTokens: record.outputTokens + (after?.outputTokens ?? 0),
      refused: record.refused + (after?.refused ?? 0),
    });
  }
}
