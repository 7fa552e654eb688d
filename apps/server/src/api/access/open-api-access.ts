import { join } from "node:path";
import { type Access, FairQueue, type KeyRecord, openAccess, openSqliteStore } from "@grok/access";
import { createAttemptLimit } from "../../auth/attempt-limit.ts";
import { errorFields, type Log } from "../../log/log.ts";
import type { ApiAccess, Credentials } from "../api-access.ts";
import { ApiError } from "../api-error.ts";
import type { ApiCounts } from "./api-counts.ts";
import { demandStanding, keyHolder, nobody } from "./callers.ts";
import { readPlansFile } from "./plans-file.ts";
import { turnsOf } from "./turns-of.ts";

/** A request that waits holds its body; these bound the memory of all of them. */
const perCallerMax = 256;
const inAllMax = 1_024;

export interface ApiAccessOptions {
  readonly home: string;
  /** Where a password is set it is asked of everyone; then nobody does without a key, on this machine neither. */
  readonly passwordIsSet: boolean;
  readonly counts: ApiCounts;
  readonly log: Log;
  readonly now: () => number;
}

export interface OpenApiAccess {
  readonly api: ApiAccess;
  /** Keys, plans and usage, to be looked at and changed. */
  readonly access: Access;
  /** Whether somebody on this machine may do without a key. */
  readonly keyless: () => boolean;
  readonly queue: Pick<FairQueue, "waiting" | "taken">;
  close(): Promise<void>;
}

/** Opens HOME/access.sqlite. Throws `AccessError` "storage-…" and `ServerError` "bad-config" for a wrong plans.json. */
export async function openApiAccess(options: ApiAccessOptions): Promise<OpenApiAccess> {
  const { home, log, now, counts } = options;
  const store = openSqliteStore(join(home, "access.sqlite"));
  const access = await openAccess({
    store,
    plans: readPlansFile(home),
    now,
    onTrouble: (error) => log("warn", "what keys used could not be stored; trying again", errorFields(error)),
  });
  const queue = new FairQueue({ turns: turnsOf, perCallerMax, inAllMax });
  const parts = { access, queue, counts, now };
  const attempts = createAttemptLimit(now);
  const keyless = () => !access.keys.any && !options.passwordIsSet;

  /** Good keys are never held up: only wrong ones count, and wait. */
  function refuse(message: string, address: string): never {
    const waitMs = attempts.take(address);
    if (waitMs > 0)
      throw new ApiError("rate-limited", `Too many wrong keys. ${message}`, { retryAfterMs: waitMs });
    log("warn", "a wrong API key was given", { address });
    throw new ApiError("unauthenticated", message);
  }

  function keyOf({ authorization, local, address = "" }: Credentials): KeyRecord | null {
    if (local && keyless()) return null;
    const text = /^Bearer +(\S{1,1024})$/i.exec(authorization ?? "")?.[1];
    const make = "Make one in the settings under API, or with: grok keys create NAME.";
    if (text === undefined)
      throw new ApiError(
        "unauthenticated",
        `An API key is needed, as "Authorization: Bearer xai-…". ${make}`,
      );
    const key = access.keys.find(text);
    if (key === null) return refuse(`This is no key of this server. ${make}`, address);
    // A blocked key may still ask how it stands.
    demandStanding(key, now());
    return key;
  }

  return {
    api: {
      async identify(credentials) {
        try {
          const key = keyOf(credentials);
          return key === null ? nobody(parts) : keyHolder(key.id, parts);
        } catch (error) {
          if (error instanceof ApiError) counts.refused(error.code);
          throw error;
        }
      },
    },
    access,
    keyless,
    queue,
    close: () => access.close(),
  };
}
