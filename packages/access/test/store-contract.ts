// What every engine of the store promises.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type AccessStore, allAcls, type KeyRecord } from "@grok/access";

const noAllowance = { minute: null, day: null, month: null };

export function keyRecord(change: Partial<KeyRecord> = {}): KeyRecord {
  return {
    id: "k1",
    hash: new Uint8Array(32).fill(1),
    redacted: "xai-…abcd",
    name: "notebook",
    userId: "ada",
    createdAtMs: 1_700_000_000_000,
    expiresAtMs: null,
    acls: allAcls,
    limits: { requests: noAllowance, tokens: { ...noAllowance, month: 1_000 } },
    blocked: false,
    revokedAtMs: null,
    ...change,
  };
}

/** `open`: an empty store, and how to open what it holds once more; null where nothing outlives it. */
export function storeContract(
  name: string,
  open: () => { store: AccessStore; again: (() => AccessStore) | null },
): void {
  test(`${name}: keys and users are kept, replaced by id, and read back as they were`, async () => {
    const { store, again } = open();
    await store.saveUser({ id: "ada", plan: "free" });
    await store.saveUser({ id: "王小明", plan: "free" });
    await store.saveKey(keyRecord());
    const second = keyRecord({
      id: "k2",
      hash: new Uint8Array(32).fill(2),
      name: "“日志” \u{1f6f0}",
      userId: "王小明",
      createdAtMs: 1_700_000_000_001,
      expiresAtMs: 1_800_000_000_000,
    });
    await store.saveKey(second);
    const blocked = keyRecord({ name: "desk", blocked: true, revokedAtMs: 1_700_000_000_002, acls: [] });
    await store.saveKey(blocked);
    await store.saveUser({ id: "ada", plan: "supergrok" });
    const { salt } = await store.load();
    assert.equal(salt.length, 32);
    if (again !== null) await store.close();
    const reopened = again?.() ?? store;
    const state = await reopened.load();
    assert.deepEqual(state.keys.map(plain), [blocked, second].map(plain));
    assert.deepEqual(state.users, [
      { id: "ada", plan: "supergrok" },
      { id: "王小明", plan: "free" },
    ]);
    assert.deepEqual(plain(state.salt), plain(salt));
    await reopened.close();
    await reopened.close();
  });

  test(`${name}: counts replace what was stored of a meter and add to the usage of a day`, async () => {
    const { store, again } = open();
    await store.saveUser({ id: "ada", plan: "free" });
    await store.saveKey(keyRecord());
    await store.saveKey(keyRecord({ id: "k0", hash: new Uint8Array(32).fill(3) }));
    const meter = { scope: "key:k1", kind: "tokens", minute: 1.5, atMs: 5, months: [[24_000, 7]] } as const;
    const day = { keyId: "k1", day: 20_000, requests: 1, promptTokens: 2, outputTokens: 3, refused: 4 };
    await store.saveCounts({ meters: [{ ...meter, days: [[1, 2]] }], usage: [day], lastUsed: new Map() });
    const last = { ...meter, days: [[20_000, 9] as const, [19_999, 8] as const], minute: 0.25 };
    await store.saveCounts({
      meters: [last, { ...last, kind: "requests" }],
      usage: [day, { ...day, day: 20_001 }, { ...day, keyId: "k0" }],
      lastUsed: new Map([["k1", 77]]),
    });
    if (again !== null) await store.close();
    const reopened = again?.() ?? store;
    const { meters, lastUsed } = await reopened.load();
    const byKind = [...meters].sort((a, b) => (a.kind < b.kind ? -1 : 1));
    assert.deepEqual(byKind, [{ ...last, kind: "requests" }, last]);
    assert.deepEqual([...lastUsed], [["k1", 77]]);
    const twice = { ...day, requests: 2, promptTokens: 4, outputTokens: 6, refused: 8 };
    assert.deepEqual(await reopened.usage(20_000), [{ ...day, keyId: "k0" }, twice, { ...day, day: 20_001 }]);
    await reopened.dropUsage(20_001);
    assert.deepEqual(await reopened.usage(0), [{ ...day, day: 20_001 }]);
    await reopened.close();
  });
}

/** Buffers and other arrays of bytes as the same text. */
function plain(value: unknown): string {
  return JSON.stringify(value, (_key, each) => {
    const bytes = each?.type === "Buffer" ? each.data : each;
    return bytes instanceof Uint8Array ? [...bytes] : bytes;
  });
}
