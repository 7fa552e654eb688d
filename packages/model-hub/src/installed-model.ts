import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { dirname } from "node:path";
import type { EmbedderSpec, ModelSpec } from "@grok/model";
import type { CatalogueEntry } from "./catalogue/catalogue.ts";
import type { Licence, ModelFacts } from "./catalogue/model-facts.ts";
import type { InstalledFile, ModelRecord } from "./disk/registry.ts";

/** A model on this machine. */
export interface InstalledModel {
  spec: ModelSpec;
  /**
   * `ready`: as it was when its hash was checked. `changed`: the file has another size or time since; `verify` tells
   * whether it is still good. `missing`: the file is gone or its disk is not there.
   */
  state: "ready" | "changed" | "missing";
  /** Fetched by the hub, recognised in another program's folder, or added by the user. */
  origin: ModelRecord["origin"];
  /** The file stays where it is and is never deleted by the hub. */
  inPlace: boolean;
  /** Weakest of its files': hash from the catalogue, from the source at first use, or of the user's own file. */
  trust: InstalledFile["trust"];
  /** Where its first file came from. */
  address?: string;
  /** Absent for a model that answers. */
  kind?: ModelFacts["kind"];
  /** Length of the vectors, of embedding models alone. */
  dimensions?: number;
  family: string;
  parameters: number;
  activeParameters?: number;
  vocabulary: number;
  licence?: Licence;
  /** The catalogue now names another file for this id; `pull` fetches it. */
  newer: boolean;
}

/** A record as callers see it. Looks at the files, so it is as true as the moment. */
export function describeInstalled(
  record: ModelRecord,
  entry: CatalogueEntry | undefined,
  modelsDir: string,
): InstalledModel {
  const same = entry !== undefined && isFileOf(record, entry);
  const facts: ModelFacts = same ? entry : record.facts;
  const [first] = record.files;
  return {
    spec: {
      id: record.id,
      title: facts.title,
      path: first?.path ?? "",
      digest: digestOf(record.files),
      bytes: record.files.reduce((sum, { bytes }) => sum + bytes, 0),
      contextTokensMax: facts.contextTokens,
      kvBytesPerToken: facts.kvBytesPerToken,
      stateBytes: facts.stateBytes,
      languages: facts.languages,
      abilities: facts.abilities,
      sampling: facts.sampling,
      stop: facts.stop,
      reasoning: facts.reasoning,
    },
    state: stateOf(record.files),
    origin: record.origin,
    inPlace: !isOwned(record, modelsDir),
    trust:
      (["own", "first-use"] as const).find((trust) => record.files.some((file) => file.trust === trust)) ??
      "pinned",
    ...(first?.address !== undefined && { address: first.address }),
    ...(facts.kind !== undefined && { kind: facts.kind }),
    ...(facts.dimensions !== undefined && { dimensions: facts.dimensions }),
    family: facts.family,
    parameters: facts.parameters,
    ...(facts.activeParameters !== undefined && { activeParameters: facts.activeParameters }),
    vocabulary: facts.vocabulary,
    ...(facts.licence !== undefined && { licence: facts.licence }),
    newer: entry !== undefined && !same,
  };
}

/** The model as an embedder loads it; undefined for one that answers. */
export function embedderSpec({ spec, kind, dimensions }: InstalledModel): EmbedderSpec | undefined {
  if (kind === undefined) return undefined;
  const { id, title, path, digest, bytes, contextTokensMax: tokensMax, languages } = spec;
  const reranks = kind === "reranking";
  return {
    id,
    title,
    path,
    digest,
    bytes,
    ...(dimensions !== undefined && { dimensions }),
    tokensMax,
    reranks,
    languages,
  };
}

/** Whether the hub may delete the model's files: fetched by it, and still in its own folder. */
export function isOwned(record: ModelRecord, modelsDir: string): boolean {
  return record.origin === "pulled" && record.files.every(({ path }) => dirname(path) === modelsDir);
}

/** Whether the record's files are those that the entry names; a file without a hash in the catalogue may be any. */
export function isFileOf(record: ModelRecord, entry: CatalogueEntry): boolean {
  return (
    record.files.length === entry.files.length &&
    entry.files.every(({ sha256 }, index) => sha256 === undefined || sha256 === record.files[index]?.sha256)
  );
}

export function stateOf(files: readonly InstalledFile[]): InstalledModel["state"] {
  let state: InstalledModel["state"] = "ready";
  for (const { path, bytes, mtimeMs } of files) {
    const info = statSync(path, { throwIfNoEntry: false });
    if (info === undefined || !info.isFile()) return "missing";
    if (info.size !== bytes || info.mtimeMs !== mtimeMs) state = "changed";
  }
  return state;
}

/** The file's SHA-256; for a split model the SHA-256 over its parts' hashes, because the first part may hold no weights. */
function digestOf(files: readonly InstalledFile[]): string {
  const [first] = files;
  if (files.length === 1 && first !== undefined) return first.sha256;
  return createHash("sha256")
    .update(files.map(({ sha256 }) => `${sha256}\n`).join(""))
    .digest("hex");
}
