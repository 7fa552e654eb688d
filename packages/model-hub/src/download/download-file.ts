// The one loop that brings a file here: ask for the rest, write and hash it, and when the line breaks ask again.
// It knows nothing of hubs and packages; those are `ByteSource`s.
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ModelHubError } from "../model-hub-error.ts";
import { inBytes, inHash } from "../words.ts";
import type { ByteSource } from "./byte-source.ts";
import { assertRoom, type FreeBytes } from "./disk-space.ts";
import { PartFile } from "./part-file.ts";
import type { OnStep } from "./progress.ts";
import { isUntrustedCertificate } from "./untrusted-certificate.ts";

/** How patient downloads are. */
export interface Patience {
  /** Attempts in a row that bring nothing before it is given up. */
  retriesMax: number;
  /** Pause after the first failure; doubles with each, up to 30 seconds, and is spread at random by half. */
  firstPauseMs: number;
  /** Silence after which a connection counts as lost. */
  stallMs: number;
}

export const defaultPatience: Patience = { retriesMax: 6, firstPauseMs: 1_000, stallMs: 30_000 };

export interface DownloadJob {
  source: ByteSource;
  /** Where the file goes; its folder exists. */
  target: string;
  /** The address that names the file across restarts. */
  address: string;
  bytes?: number | undefined;
  sha256?: string | undefined;
  /** Room that is needed beside the file itself, for what it will be unpacked to. */
  extraBytes?: number;
  patience: Patience;
  freeBytes: FreeBytes;
  onStep: OnStep;
  signal: AbortSignal;
}

const pauseMsMax = 30_000;
/** An attempt that brought at least this much was worth it, and the count of failures starts again. */
const worthwhileBytes = 64 << 10;

/**
 * Downloads to `target`, verifies, and moves into place; returns hash and size. What is there of an earlier attempt
 * is used. Rejects with `ModelHubError`: on "cancelled", "disk-full" and "hub-unreachable" the part stays for
 * another time; on "hash-mismatch" it is gone, and `target` is untouched on all of them.
 */
export async function downloadFile(job: DownloadJob): Promise<{ sha256: string; bytes: number }> {
  const { target, onStep, signal } = job;
  const part = await PartFile.open(
    target,
    { source: job.address, sha256: job.sha256 },
    { resume: true, signal, onBytes: (bytes) => onStep("verifying", bytes, job.bytes) },
  );
  try {
    for (;;) {
      await fetchRest(job, part);
      onStep("verifying", part.bytes, job.bytes ?? part.bytes);
      const problem = wrongness(job, part);
      if (problem === undefined) break;
      const resumed = part.resumedBytes > 0;
      await part.restart();
      // A part left by an earlier attempt may have been damaged; bytes that all came now can only be wrong.
      if (!resumed) throw problem;
    }
    const { bytes } = part;
    const sha256 = part.digest();
    onStep("moving", bytes, bytes);
    await part.moveIntoPlace();
    return { sha256, bytes };
  } catch (error) {
    await part.close();
    if (error instanceof ModelHubError && error.code === "hash-mismatch") await PartFile.remove(target);
    throw error;
  }
}

/** Appends until the source says that this is all. */
async function fetchRest(job: DownloadJob, part: PartFile): Promise<void> {
  const { source, signal, patience } = job;
  let roomChecked = false;
  let failures = 0;
  for (;;) {
    if (signal.aborted) throw cancelled(source);
    if (job.bytes !== undefined && part.bytes === job.bytes) return;
    if (job.bytes !== undefined && part.bytes > job.bytes) await part.restart();
    const before = part.bytes;
    let why: string;
    let afterMs: number | undefined;
    // Ends what an attempt leaves open, such as the body of a reply that turned out to be of another file.
    const attempt = new AbortController();
    try {
      if (job.bytes !== undefined && !roomChecked) {
        await assertRoom(dirname(job.target), job.bytes - part.bytes + (job.extraBytes ?? 0), job.freeBytes);
        roomChecked = true;
      }
      // With a hash the end will tell; without one only the source can say whether the file is still the same.
      const reply = await source.open(
        part.bytes,
        job.sha256 === undefined ? part.etag : undefined,
        AbortSignal.any([signal, attempt.signal]),
      );
      if (reply.kind === "again") {
        ({ why, afterMs } = reply);
      } else if (reply.kind === "end") {
        if (reply.totalBytes === undefined || reply.totalBytes === part.bytes) return;
        await part.restart();
        why = "the file there is shorter than what was fetched of it";
      } else {
        const { totalBytes } = reply;
        if (job.bytes !== undefined && totalBytes !== undefined && totalBytes !== job.bytes)
          throw wrongSize(job, totalBytes);
        if (reply.from === 0 && part.bytes > 0) await part.restart();
        await part.learn(reply.etag, totalBytes);
        const whole = job.bytes ?? totalBytes;
        if (whole !== undefined && !roomChecked) {
          await assertRoom(dirname(job.target), whole - part.bytes + (job.extraBytes ?? 0), job.freeBytes);
          roomChecked = true;
        }
        job.onStep("downloading", part.bytes, whole);
        for await (const chunk of reply.body) {
          if (whole !== undefined && part.bytes + chunk.length > whole)
            throw wrongSize(job, part.bytes + chunk.length);
          await part.append(chunk);
          job.onStep("downloading", part.bytes, whole);
          if (signal.aborted) throw cancelled(source);
        }
        if (whole === undefined || part.bytes === whole) return;
        why = `it ended after ${inBytes(part.bytes)} of ${inBytes(whole)}`;
      }
    } catch (error) {
      if (signal.aborted) throw cancelled(source, error);
      if (error instanceof ModelHubError) throw error;
      why = innermost(error);
      if (isUntrustedCertificate(error)) {
        throw new ModelHubError(
          "hub-unreachable",
          `${source.name} could not be fetched: ${why}. Where a company's own certificates are used, name their file in NODE_EXTRA_CA_CERTS.`,
          { cause: error },
        );
      }
    } finally {
      attempt.abort();
    }
    failures = part.bytes - before >= worthwhileBytes ? 1 : failures + 1;
    if (failures > patience.retriesMax) {
      throw new ModelHubError(
        "hub-unreachable",
        `${source.name} could not be fetched: ${why}. ${inBytes(part.bytes)} are kept, and the next attempt goes on from there.`,
      );
    }
    const pauseMs =
      Math.min(pauseMsMax, patience.firstPauseMs * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
    await wait(Math.max(pauseMs, afterMs ?? 0), undefined, { signal }).catch(() => undefined);
  }
}

function wrongness(job: DownloadJob, part: PartFile): ModelHubError | undefined {
  if (job.bytes !== undefined && part.bytes !== job.bytes) return wrongSize(job, part.bytes);
  const sha256 = part.digest();
  if (job.sha256 === undefined || job.sha256 === sha256) return undefined;
  return new ModelHubError(
    "hash-mismatch",
    `${job.source.name} gave a file with SHA-256 ${inHash(sha256)}, and ${inHash(job.sha256)} was expected. ` +
      "It was thrown away and nothing was changed. Try again; if it happens twice, the source has another file.",
  );
}

function wrongSize(job: DownloadJob, bytes: number): ModelHubError {
  return new ModelHubError(
    "hash-mismatch",
    `${job.source.name} has a file of ${bytes} bytes or more, and ${job.bytes} were expected. Nothing was changed.`,
  );
}

function cancelled(source: ByteSource, cause?: unknown): ModelHubError {
  return new ModelHubError(
    "cancelled",
    `The download of ${source.name} was stopped. What came is kept for next time.`,
    { cause },
  );
}

/** The reason at the bottom: fetch wraps "connection refused" in "fetch failed". */
function innermost(error: unknown): string {
  let at = error;
  while (at instanceof Error && at.cause instanceof Error) at = at.cause;
  return at instanceof Error ? at.message || at.name : String(at);
}
