// A hub on a folder of its own, with a catalogue of tiny files and nothing that reaches outside.
import { createHash } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { CatalogueEntry, ModelHub, ModelHubOptions } from "../src/index.ts";
import { openModelHub } from "../src/index.ts";
import { type FileServer, fetchAmong } from "./file-server.ts";

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Bytes that differ from one position to the next, so that a piece in the wrong place shows. */
export function someBytes(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

export function temporaryFolder(t: TestContext, name = "grok-hub-"): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

type File = CatalogueEntry["files"][number];

/** An entry of the catalogue with one or several files; everything else is filled in. */
export function entryOf(files: File[], more: Partial<CatalogueEntry> = {}): CatalogueEntry {
  return {
    id: "tiny",
    title: "Tiny",
    family: "Tiny",
    parameters: 1_000,
    bytes: files.reduce((sum, { bytes }) => sum + (bytes ?? 1_000), 0),
    contextTokens: 2_048,
    languages: ["en"],
    licence: {
      id: "MIT",
      title: "MIT License",
      url: "https://opensource.org/license/mit",
      mustAccept: false,
    },
    abilities: [],
    sampling: { temperature: 0 },
    stop: [],
    reasoning: "none",
    kvBytesPerToken: 64,
    stateBytes: 0,
    vocabulary: 100,
    quality: 1,
    suits: [{ memoryGib: 0 }],
    files,
    ...more,
  };
}

/** A file of a known content that comes from the given addresses. */
export function fileOf(bytes: Uint8Array, ...addresses: string[]): File {
  return {
    name: "tiny.gguf",
    bytes: bytes.length,
    sha256: sha256(bytes),
    sources: addresses.map((address) => ({ address })),
  };
}

export interface TestHub extends ModelHub {
  modelsDir: string;
  log: string[];
}

export async function openTestHub(
  t: TestContext,
  options: Partial<ModelHubOptions> & { hosts?: Readonly<Record<string, FileServer>> } = {},
): Promise<TestHub> {
  const { hosts = {}, ...rest } = options;
  const log: string[] = [];
  // A second passes at every look, so that no progress is held back for coming too soon after the last.
  let nowMs = Date.UTC(2026, 0, 1);
  const now = () => {
    nowMs += 1_000;
    return nowMs;
  };
  const modelsDir = rest.modelsDir ?? join(temporaryFolder(t), "models");
  const hub = await openModelHub({
    env: { HOME: join(modelsDir, "no-home") },
    fetch: fetchAmong(hosts),
    now,
    pip: () => Promise.reject(Object.assign(new Error("spawn ENOENT"), { code: "ENOENT" })),
    log: (line) => log.push(line),
    patience: { retriesMax: 4, firstPauseMs: 5, stallMs: 5_000 },
    ...rest,
    modelsDir,
  });
  return Object.assign(hub, { modelsDir, log });
}
