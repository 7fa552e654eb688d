// What this browser keeps for the page, as JSON. A private window may refuse storage, and it may be full or hold what
// another program put there: neither is an error.

/** What was kept under `key`, or null where there is nothing that can be read. */
export function readStored(storage: Storage | null, key: string): unknown {
  try {
    return JSON.parse(storage?.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** Keeps `value`; answers whether it will be there after a reload. */
export function writeStored(storage: Storage | null, key: string, value: unknown): boolean {
  try {
    storage?.setItem(key, JSON.stringify(value));
    return storage !== null;
  } catch {
    return false;
  }
}
