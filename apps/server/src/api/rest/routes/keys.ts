import type { ApiKeyFacts } from "../../api-access.ts";
import { type ApiCall, answerJson } from "../api-call.ts";
import type { RestParts } from "../rest-parts.ts";

/** Somebody on this machine while no keys are set up: may do everything. */
const nobody: ApiKeyFacts = {
  id: "",
  name: "no key",
  redacted: "",
  userId: "local",
  plan: "",
  createdAtMs: 0,
  expiresAtMs: undefined,
  acls: ["api-key:model:*", "api-key:endpoint:*"],
  blocked: false,
};

/** GET /v1/api-key */
export async function apiKey(call: ApiCall, { startedAt }: RestParts): Promise<void> {
  const key = call.caller.key ?? { ...nobody, createdAtMs: startedAt * 1000 };
  const createdAt = new Date(key.createdAtMs).toISOString();
  answerJson(call, 200, {
    redacted_api_key: key.redacted,
    user_id: key.userId,
    name: key.name,
    create_time: createdAt,
    modify_time: createdAt,
    modified_by: key.userId,
    expire_time: key.expiresAtMs === undefined ? null : new Date(key.expiresAtMs).toISOString(),
    team_id: key.plan,
    acls: [...key.acls],
    api_key_id: key.id,
    team_blocked: false,
    api_key_blocked: key.blocked,
    api_key_disabled: false,
  });
}

/** GET /v1/me */
export async function me(call: ApiCall): Promise<void> {
  const { userId, plan, acls, name, id } = call.caller.key ?? nobody;
  answerJson(call, 200, {
    user_id: userId,
    team_id: plan,
    team_name: plan,
    api_key_id: id,
    api_key_name: name,
    acls: [...acls],
  });
}
