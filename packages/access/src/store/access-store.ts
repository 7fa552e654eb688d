// What outlives the process: keys as hashes, users with their plans, what was used. Everything is held in memory
// while the server runs, so the store is read once, and written behind.
import type { MeterRecord } from "../budget/meter.ts";
import type { Limits } from "../plan/limits.ts";

export interface KeyRecord {
  readonly id: string;
  /** SHA-256, 32 bytes. */
  readonly hash: Uint8Array;
  /** "xai-…k3Fp" */
  readonly redacted: string;
  readonly name: string;
  readonly userId: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  readonly acls: readonly string[];
  /** On top of the plan of the key's user. */
  readonly limits: Limits;
  /** Does nothing for the time being. */
  readonly blocked: boolean;
  /** Does nothing any more; kept for what it used. */
  readonly revokedAtMs: number | null;
}

export interface UserRecord {
  readonly id: string;
  readonly plan: string;
}

/** What a key used in one day of UTC. */
export interface UsageRecord {
  readonly keyId: string;
  /** Days since 1970. */
  readonly day: number;
  readonly requests: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Requests that a budget or a full queue turned away. */
  readonly refused: number;
}

export interface AccessState {
  /** 32 bytes, made once: what callers are told apart by says nothing of their names. */
  readonly salt: Uint8Array;
  readonly keys: readonly KeyRecord[];
  readonly users: readonly UserRecord[];
  readonly meters: readonly MeterRecord[];
  /** When each key was used last, Unix milliseconds. */
  readonly lastUsed: ReadonlyMap<string, number>;
}

/** Written as one: all of it or nothing. */
export interface CountsBatch {
  /** In place of what is stored for the same scope and kind. */
  readonly meters: readonly MeterRecord[];
  /** Added to what is stored for the same key and day. */
  readonly usage: readonly UsageRecord[];
  readonly lastUsed: ReadonlyMap<string, number>;
}

/** Contract, checked for every engine by the suite in `test/store-contract.ts`. Throws `AccessError` "storage-…". */
export interface AccessStore {
  load(): Promise<AccessState>;
  /** Adds it, or takes the place of the one of that id. */
  saveKey(key: KeyRecord): Promise<void>;
  saveUser(user: UserRecord): Promise<void>;
  saveCounts(batch: CountsBatch): Promise<void>;
  /** By key and day, ascending, of days from `fromDay` on. */
  usage(fromDay: number): Promise<readonly UsageRecord[]>;
  /** Drops usage of days before this one. */
  dropUsage(beforeDay: number): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}
