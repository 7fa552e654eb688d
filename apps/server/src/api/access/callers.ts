import { type Access, type Charge, type FairQueue, type KeyRecord, keyState, reaches } from "@grok/access";
import type { Admission, ApiCaller, RateLimits } from "../api-access.ts";
import { ApiError } from "../api-error.ts";
import type { ApiCounts } from "./api-counts.ts";
import { keyFacts } from "./key-facts.ts";
import { tightest } from "./rate-limits.ts";
import { toApiError } from "./to-api-error.ts";

type Work = Parameters<ApiCaller["admit"]>[0];

export interface CallerParts {
  readonly access: Access;
  readonly queue: FairQueue;
  readonly counts: ApiCounts;
  readonly now: () => number;
}

/** Somebody on this machine while there are no keys: may do everything, and takes turns like everybody else. */
export function nobody({ access, queue, counts }: CallerParts): ApiCaller {
  return {
    tenant: access.keys.tenantOf(null),
    key: undefined,
    limits: {},
    demand() {},
    demandRoom() {},
    async admit(work) {
      const leave = await turn(queue, "nobody", work).catch((error) => {
        throw counted(error, counts);
      });
      counts.admitted("nobody");
      return admission(
        leave,
        () => ({}),
        ({ promptTokens, outputTokens }) => counts.tokens(promptTokens, outputTokens),
      );
    },
  };
}

/** Whoever holds a key. */
export function keyHolder(id: string, { access, queue, counts, now }: CallerParts): ApiCaller {
  /** As it stands now: a key that is blocked or limited meanwhile is so for the next request of a connection. */
  const key = () => access.keys.get(id);
  const limits = (): RateLimits => tightest(access.standings(key()));

  return {
    tenant: access.keys.tenantOf(key().userId),
    get key() {
      return keyFacts(key(), access.keys.planOf(key().userId).id);
    },
    get limits() {
      return limits();
    },
    demand(endpoint, modelName) {
      const { name, acls, blocked } = key();
      const refuse = (what: string): never => {
        counts.refused("forbidden");
        throw new ApiError("forbidden", `The key "${name}" ${what}`);
      };
      if (blocked) refuse(isBlocked);
      if (!reaches(acls, "endpoint", endpoint))
        refuse(`may not use "${endpoint}". Give it api-key:endpoint:${endpoint}, or use another one.`);
      if (modelName !== undefined && !reaches(acls, "model", modelName))
        refuse(
          `may not use the model "${modelName}". Give it api-key:model:${modelName}, or use another one.`,
        );
    },
    demandRoom() {
      try {
        access.demandRoom(key());
      } catch (error) {
        access.refused(id);
        throw counted(error, counts);
      }
    },
    async admit(work) {
      let charge: Charge | undefined;
      let leave: () => void;
      try {
        demandStanding(key(), now());
        if (key().blocked) throw new ApiError("forbidden", `The key "${key().name}" ${isBlocked}`);
        work.signal.throwIfAborted();
        charge = access.take(key(), Math.max(0, Math.ceil(work.tokens)));
        leave = await turn(queue, key().userId, work);
      } catch (error) {
        charge?.settle({ requests: 0, tokens: 0 });
        if (!work.signal.aborted) access.refused(id);
        throw counted(error, counts);
      }
      counts.admitted("key");
      return admission(leave, limits, ({ promptTokens, outputTokens }) => {
        charge.settle({ requests: 1, tokens: promptTokens + outputTokens });
        access.used(id, { promptTokens, outputTokens });
        counts.tokens(promptTokens, outputTokens);
      });
    },
  };
}

/** Throws `ApiError` "unauthenticated" for a key that has expired or was revoked. */
export function demandStanding(key: KeyRecord, nowMs: number): void {
  const state = keyState(key, nowMs);
  if (state === "active" || state === "blocked") return;
  throw new ApiError("unauthenticated", `The key "${key.name}" (${key.redacted}) ${over[state]}`);
}

const isBlocked = "is blocked. Unblock it in the settings, or use another one.";

const over = {
  expired: "has expired. Make a new one.",
  revoked: "was revoked. Make a new one.",
};

async function turn(queue: FairQueue, caller: string, { signal, modelId }: Work): Promise<() => void> {
  const leave = await queue.enter({ lane: modelId ?? "", caller, signal });
  // Between the turn and this line the client may have left.
  if (!signal.aborted) return leave;
  leave();
  throw signal.reason;
}

function admission(
  leave: () => void,
  limits: () => RateLimits,
  settled: (used: Parameters<Admission["settle"]>[0]) => void,
): Admission {
  let open = true;
  return {
    get limits() {
      return limits();
    },
    settle(used) {
      if (!open) return;
      open = false;
      leave();
      settled(used);
    },
  };
}

/** `error` as the API tells it, noted in the metrics where it is a refusal. */
function counted(error: unknown, counts: ApiCounts): unknown {
  const told = toApiError(error);
  if (told instanceof ApiError) counts.refused(told.code);
  return told;
}
