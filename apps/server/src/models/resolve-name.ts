import type { ModelAlias } from "@grok/model-hub";

/** A model that can be asked: on this machine, or behind an address. */
export interface NamedModel {
  /** Null for this machine's own engine. */
  readonly provider: string | null;
  readonly id: string;
}

export interface NameSources {
  /** Ids of models on this machine that can be loaded. */
  readonly local: readonly string[];
  /** What the hub lets the names stand for, among them. */
  readonly localAliases: Readonly<Partial<Record<ModelAlias, string>>>;
  /** The smallest model of all, which is nobody's choice where anything else can answer. */
  readonly smallest: string;
  /** In the order in which the addresses were added. */
  readonly remote: readonly { readonly provider: string; readonly ids: readonly string[] }[];
  readonly chosen: Readonly<Partial<Record<ModelAlias, string>>>;
}

/**
 * What a name stands for now, or null where nothing of that name can answer. `grok` and `grok-mini` stand for the
 * user's choice where that can answer, else for the best and the quickest there is; with nothing but the smallest
 * model on this machine, an address that the user added goes before it.
 */
export function resolveName(name: string, sources: NameSources): NamedModel | null {
  const wanted = name === "" ? "grok" : name;
  if (wanted !== "grok" && wanted !== "grok-mini") return exactly(wanted, sources);
  const chosen = sources.chosen[wanted];
  const standing = chosen === undefined ? null : exactly(chosen, sources);
  if (standing !== null) return standing;

  const best = sources.localAliases[wanted];
  const first = firstRemote(sources);
  if (best === undefined || (wanted === "grok" && best === sources.smallest && first !== null)) return first;
  return { provider: null, id: best };
}

/** The public id of a model: its own on this machine, "provider/id" behind an address. */
export function publicId({ provider, id }: NamedModel): string {
  return provider === null ? id : `${provider}/${id}`;
}

function exactly(name: string, { local, remote }: NameSources): NamedModel | null {
  if (local.includes(name)) return { provider: null, id: name };
  for (const { provider, ids } of remote) {
    const id = name.startsWith(`${provider}/`) ? name.slice(provider.length + 1) : name;
    if (ids.includes(id)) return { provider, id };
  }
  return null;
}

function firstRemote({ remote }: NameSources): NamedModel | null {
  for (const { provider, ids } of remote) if (ids[0] !== undefined) return { provider, id: ids[0] };
  return null;
}
