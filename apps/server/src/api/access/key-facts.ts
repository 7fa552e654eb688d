import type { KeyRecord } from "@grok/access";
import type { ApiKeyFacts } from "../api-access.ts";

/** `planId`: of the key's user. */
export function keyFacts(key: KeyRecord, planId: string): ApiKeyFacts {
  return {
    id: key.id,
    name: key.name,
    redacted: key.redacted,
    userId: key.userId,
    plan: planId,
    createdAtMs: key.createdAtMs,
    expiresAtMs: key.expiresAtMs ?? undefined,
    acls: key.acls,
    blocked: key.blocked,
  };
}
