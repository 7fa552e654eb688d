import type { ServiceImpl } from "@connectrpc/connect";
import type { Access, KeyRecord } from "@grok/access";
import type { KeyService } from "@grok/protocol";
import { ServerError } from "../server-error.ts";
import { keyToMessage, limitsFromMessage, planToMessage, usageToMessage } from "./key-message.ts";

const usageDaysMax = 400;

/** What the service works on. */
export interface KeyServiceParts {
  readonly access: Access;
  readonly keyless: () => boolean;
}

/** Keys of the API, for whoever may use the workspace. A key itself opens nothing here. */
export function keyService({ access, keyless }: KeyServiceParts): ServiceImpl<typeof KeyService> {
  const { keys } = access;
  const told = (key: KeyRecord, nowMs: number) =>
    keyToMessage(key, {
      planId: keys.planOf(key.userId).id,
      standings: access.standings(key),
      lastUsedAtMs: access.lastUsedAtMs(key.id),
      nowMs,
    });

  return {
    async createKey(request) {
      const { key, secret } = await keys.create(request.userId, {
        name: request.name,
        plan: request.plan === "" ? undefined : request.plan,
        expiresAtMs: Number(request.expiresAtMs) || null,
        acls: request.acls.length === 0 ? undefined : request.acls,
        limits: limitsFromMessage(request.limits),
      });
      return { key: told(key, Date.now()), secret };
    },

    listKeys({ revoked }) {
      const nowMs = Date.now();
      const listed = keys.list().filter(({ revokedAtMs }) => revoked || revokedAtMs === null);
      return {
        keys: listed.toReversed().map((key) => told(key, nowMs)),
        plans: keys.plans.map(planToMessage),
        keyless: keyless(),
      };
    },

    async updateKey(request) {
      const { expiresAtMs } = request;
      const key = await keys.update(request.id, {
        name: request.name,
        plan: request.plan,
        expiresAtMs: expiresAtMs === undefined ? undefined : Number(expiresAtMs) || null,
        acls: request.acls.length === 0 ? undefined : request.acls,
        limits: limitsFromMessage(request.limits),
        blocked: request.blocked,
      });
      return { key: told(key, Date.now()) };
    },

    async revokeKey({ id }) {
      return { key: told(await keys.revoke(id), Date.now()) };
    },

    async getUsage({ days }) {
      if (days < 0 || days > usageDaysMax)
        throw new ServerError(
          "bad-message",
          `Usage is kept for ${usageDaysMax} days; ${days} cannot be asked for.`,
        );
      return { days: (await access.usage(days === 0 ? 30 : days)).map(usageToMessage) };
    },

    listPlans() {
      return { plans: keys.plans.map(planToMessage) };
    },
  };
}
