import { type ModelDescription, ModelError, type ModelProvider, toModelError } from "@grok/model";
import { ServerError } from "../server-error.ts";
import type { ProviderFile, ProviderRecord } from "./provider-file.ts";

const listTimeoutMs = 15_000;
/** Names of providers stand before a slash in model ids. */
const nameRule = /^[a-z0-9][a-z0-9-]{0,39}$/;
const reserved = new Set(["llama", "grok", "grok-mini", "grok-embedding"]);

export type CreateProvider = (record: ProviderRecord) => ModelProvider;

/** An address with what it said when it was last asked. */
export interface RemoteProvider {
  readonly record: ProviderRecord;
  readonly provider: ModelProvider;
  readonly models: readonly ModelDescription[];
  /** Why it could not be asked, for people; empty where it could. */
  readonly problem: string;
}

/** Addresses that the user added. They are asked for their models when added, at a start and on `refresh`. */
export interface RemoteProviders {
  list(): readonly RemoteProvider[];
  /** Throws `ServerError` "bad-message" or "conflict", and `ModelError` where the address does not list its models. */
  add(record: ProviderRecord): Promise<RemoteProvider>;
  /** Throws `ServerError` "not-found". */
  remove(name: string): Promise<void>;
  /** Asks every address again. Never fails; problems are kept beside their address. */
  refresh(): Promise<void>;
  dispose(): Promise<void>;
}

export function createRemoteProviders(
  file: ProviderFile,
  create: CreateProvider,
  onChange: () => void,
): RemoteProviders {
  let remotes: RemoteProvider[] = file.records.map((record) => ({
    record,
    provider: create(record),
    models: [],
    problem: "It has not been asked for its models yet.",
  }));

  const find = (name: string) => remotes.find(({ record }) => record.name === name);

  return {
    list: () => remotes,
    async add(record) {
      checkName(record.name);
      if (find(record.name) !== undefined)
        throw new ServerError(
          "conflict",
          `There is an address named "${record.name}" already. Remove it or choose another name.`,
        );
      const provider = create(record);
      try {
        const models = await provider.list(AbortSignal.timeout(listTimeoutMs));
        if (models.length === 0)
          throw new ModelError(
            "bad-answer",
            `${record.baseUrl} answers but has no model to offer. Load one there and add it again.`,
          );
        const remote = { record, provider, models, problem: "" };
        file.write([...file.records, record]);
        remotes = [...remotes, remote];
        onChange();
        return remote;
      } catch (error) {
        await provider.dispose();
        throw error;
      }
    },
    async remove(name) {
      const remote = find(name);
      if (remote === undefined)
        throw new ServerError("not-found", `There is no address named "${name.slice(0, 100)}".`);
      file.write(file.records.filter((record) => record.name !== name));
      remotes = remotes.filter((entry) => entry !== remote);
      onChange();
      await remote.provider.dispose();
    },
    async refresh() {
      await Promise.all(
        remotes.map(async ({ record, provider }) => {
          const said = await ask(provider);
          remotes = remotes.map((entry) => (entry.record === record ? { ...entry, ...said } : entry));
        }),
      );
      if (remotes.length > 0) onChange();
    },
    async dispose() {
      await Promise.all(remotes.map(({ provider }) => provider.dispose()));
    },
  };
}

async function ask(provider: ModelProvider): Promise<Pick<RemoteProvider, "models" | "problem">> {
  try {
    return { models: await provider.list(AbortSignal.timeout(listTimeoutMs)), problem: "" };
  } catch (error) {
    return { models: [], problem: toModelError(error, "unreachable").message };
  }
}

function checkName(name: string): void {
  if (!nameRule.test(name) || reserved.has(name))
    throw new ServerError(
      "bad-message",
      `"${name.slice(0, 60)}" cannot name an address: 1 to 40 small letters, digits and hyphens, and none of ${[...reserved].join(", ")}.`,
    );
}
