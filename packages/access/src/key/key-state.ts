import type { KeyRecord } from "../store/access-store.ts";

/** What a key is good for now. A blocked one does nothing for the time being; the others are over. */
export type KeyState = "active" | "blocked" | "expired" | "revoked";

export function keyState(key: KeyRecord, nowMs: number): KeyState {
  if (key.revokedAtMs !== null) return "revoked";
  if (key.expiresAtMs !== null && key.expiresAtMs <= nowMs) return "expired";
  return key.blocked ? "blocked" : "active";
}
