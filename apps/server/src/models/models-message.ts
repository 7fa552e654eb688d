import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { ModelDescription } from "@grok/model";
import {
  type CatalogueEntry,
  type Hardware,
  type InstalledModel,
  memoryNeed,
  usableMemory,
} from "@grok/model-hub";
import { type DownloadSchema, type Model, ModelKind, ModelSchema, ModelState } from "@grok/protocol";
import type { DownloadState } from "./downloads.ts";

/** The context for which memory is told: what a conversation of some length needs. */
const contextTokensTold = 8192;

/** What is known of a model on this machine, or on its way, besides the hub's own facts. */
export interface LocalCircumstances {
  readonly download: DownloadState | undefined;
  /** In memory. */
  readonly loaded: boolean;
  /** Null before the machine has been looked at. */
  readonly hardware: Hardware | null;
  /** 0 is not measured. */
  readonly tokensPerSecond: number;
}

/** A model of the catalogue or of this machine. At least one of `entry` and `installed` is there. */
export function localModel(
  entry: CatalogueEntry | undefined,
  installed: InstalledModel | undefined,
  circumstances: LocalCircumstances,
): Model {
  const sizes = { ...(installed?.spec ?? entry)!, vocabulary: (installed ?? entry)!.vocabulary };
  const { download, hardware, loaded, tokensPerSecond } = circumstances;
  const contextTokens = entry?.contextTokens ?? installed?.spec.contextTokensMax ?? 0;
  const memoryBytes = memoryNeed(sizes, Math.min(contextTokens, contextTokensTold));
  const licence = installed?.licence ?? entry?.licence;
  return create(ModelSchema, {
    id: installed?.spec.id ?? entry!.id,
    title: installed?.spec.title ?? entry!.title,
    family: (installed ?? entry)!.family,
    provider: "llama",
    bytes: BigInt(installed === undefined ? bytesToFetch(entry!) : sizes.bytes),
    parameters: BigInt((installed ?? entry)!.parameters),
    contextTokens,
    languages: [...(installed?.spec ?? entry)!.languages],
    abilities: [...(installed?.spec ?? entry)!.abilities],
    licence: licence?.title ?? "",
    licenceUrl: licence?.url ?? "",
    licenceMustBeAccepted: installed === undefined && (licence?.mustAccept ?? false),
    state: stateOf(installed, download, loaded),
    memoryBytes: BigInt(Math.round(memoryBytes)),
    fits: hardware === null || memoryBytes <= mostUsable(hardware),
    ...(download === undefined ? {} : { download: downloadMessage(download, sizes.bytes) }),
    problem: problemOf(installed, download),
    inPlace: installed?.inPlace ?? false,
    outputTokensPerSecond: tokensPerSecond,
    kind: kinds[(installed ?? entry)!.kind ?? "answering"],
  });
}

const kinds = {
  answering: ModelKind.UNSPECIFIED,
  embedding: ModelKind.EMBEDDING,
  reranking: ModelKind.RERANKING,
};

/** What comes over the line: of a model that is made here, the package around it. */
function bytesToFetch({ bytes, files }: CatalogueEntry): number {
  const packages = files.map(({ sources }) =>
    sources[0]?.convert === undefined ? undefined : sources[0].archive,
  );
  return packages.includes(undefined) ? bytes : packages.reduce((sum, archive) => sum + archive!.bytes, 0);
}

/** A model behind an address. */
export function remoteModel(provider: string, description: ModelDescription): Model {
  return create(ModelSchema, {
    id: `${provider}/${description.id}`,
    title: description.title,
    provider,
    contextTokens: description.contextTokens,
    languages: [...description.languages],
    abilities: [...description.abilities],
    state: ModelState.READY,
    fits: true,
  });
}

/** Something that is fetched from an address which the catalogue does not know. */
export function unknownDownload(id: string, download: DownloadState): Model {
  return create(ModelSchema, {
    id,
    title: id.split("/").at(-1) ?? id,
    provider: "llama",
    state: download.type === "running" ? ModelState.DOWNLOADING : ModelState.PAUSED,
    download: downloadMessage(download, 0),
    fits: true,
  });
}

/** Bytes that one model may take on this machine, wherever it would live. */
export function mostUsable(hardware: Hardware): number {
  const { cpuBytes, gpuBytes, splitBytes, unifiedBytes } = usableMemory(hardware);
  if (unifiedBytes > 0) return unifiedBytes;
  return gpuBytes > 0 ? Math.max(gpuBytes, splitBytes) : cpuBytes;
}

function stateOf(
  installed: InstalledModel | undefined,
  download: DownloadState | undefined,
  loaded: boolean,
): ModelState {
  if (download?.type === "running") return ModelState.DOWNLOADING;
  if (installed !== undefined) {
    if (installed.state !== "ready") return ModelState.BROKEN;
    return loaded ? ModelState.LOADED : ModelState.READY;
  }
  return download === undefined ? ModelState.AVAILABLE : ModelState.PAUSED;
}

function problemOf(installed: InstalledModel | undefined, download: DownloadState | undefined): string {
  if (download?.type === "paused") return download.problem;
  if (download !== undefined || installed === undefined) return "";
  if (installed.state === "missing")
    return `Its file ${installed.spec.path} is gone, or its disk is not there. Fetch it again, or bring the disk back.`;
  if (installed.state === "changed")
    return `Its file ${installed.spec.path} has changed since it was checked. Remove the model and fetch it again.`;
  return "";
}

function downloadMessage(
  download: DownloadState,
  bytesWhole: number,
): MessageInitShape<typeof DownloadSchema> {
  if (download.type === "paused")
    return { bytesDone: BigInt(download.bytesDone), bytesTotal: BigInt(bytesWhole), secondsLeft: -1n };
  const { progress } = download;
  return {
    bytesDone: whole(progress?.bytes ?? 0),
    bytesTotal: whole(progress?.totalBytes ?? bytesWhole),
    bytesPerSecond: whole(progress?.bytesPerSecond ?? 0),
    secondsLeft: progress?.secondsLeft === undefined ? -1n : whole(progress.secondsLeft),
    phase: progress?.phase ?? "resolving",
  };
}

function whole(value: number): bigint {
  return BigInt(Math.round(value));
}
