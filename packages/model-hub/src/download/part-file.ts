import { createHash, type Hash } from "node:crypto";
import { type FileHandle, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { syncFolder, writeJson } from "../disk/write-json.ts";
import { toModelHubError } from "../model-hub-error.ts";
import { hashInto } from "./hash-file.ts";

/** What makes the bytes on disk the beginning of the bytes to come. */
export interface PartIdentity {
  /** The address as asked for, never a resolved link: links expire and may carry secrets. */
  source: string;
  sha256?: string | undefined;
}

const sidecarSchema = z.object({
  version: z.literal(1),
  source: z.string(),
  sha256: z.string().optional(),
  etag: z.string().optional(),
  totalBytes: z.number().int().optional(),
});

/**
 * A file on its way: `<target>.part`, with `<target>.part.json` telling what it will be. Bytes are hashed as they are
 * written; the hash of what an earlier process wrote is computed from the file itself, so nothing has to be believed.
 */
export class PartFile {
  readonly target: string;
  readonly identity: PartIdentity;
  /** Written so far, and hashed. */
  bytes = 0;
  /** How much of it an earlier attempt left. */
  resumedBytes = 0;
  etag: string | undefined;
  private totalBytes: number | undefined;
  private hash: Hash = createHash("sha256");
  private readonly file: FileHandle;

  private constructor(target: string, identity: PartIdentity, file: FileHandle) {
    this.target = target;
    this.identity = identity;
    this.file = file;
  }

  static pathOf(target: string): string {
    return `${target}.part`;
  }

  /**
   * Opens the part of `target`, or a new one. An existing one is continued when its sidecar names the same hash, or,
   * where no hash is known, the same source; otherwise it is emptied. Rejects with `ModelHubError`.
   */
  static async open(
    target: string,
    identity: PartIdentity,
    options: { resume: boolean; signal?: AbortSignal | undefined; onBytes?: (bytes: number) => void },
  ): Promise<PartFile> {
    const path = PartFile.pathOf(target);
    const sidecar = options.resume ? await readSidecar(target) : undefined;
    const same =
      sidecar !== undefined &&
      (identity.sha256 === undefined
        ? sidecar.source === identity.source
        : sidecar.sha256 === identity.sha256);
    let part: PartFile | undefined;
    try {
      part = new PartFile(target, identity, await open(path, same ? "r+" : "w"));
      if (same) {
        part.resumedBytes = part.bytes = await hashInto(part.hash, path, options);
        part.etag = sidecar.etag;
        part.totalBytes = sidecar.totalBytes;
      } else {
        await part.describe();
      }
      return part;
    } catch (error) {
      await part?.close();
      throw toModelHubError(error, path, options.signal?.aborted);
    }
  }

  /** Notes what the source says of the whole, for a later process. */
  async learn(etag: string | undefined, totalBytes: number | undefined): Promise<void> {
    if (etag === this.etag && totalBytes === this.totalBytes) return;
    this.etag = etag;
    this.totalBytes = totalBytes;
    await this.describe();
  }

  async append(chunk: Uint8Array): Promise<void> {
    try {
      let written = 0;
      while (written < chunk.length) {
        // At a given position: the file's own would stay where it was after a restart.
        const position = this.bytes + written;
        written += (await this.file.write(chunk, written, chunk.length - written, position)).bytesWritten;
      }
    } catch (error) {
      throw toModelHubError(error, PartFile.pathOf(this.target));
    }
    this.hash.update(chunk);
    this.bytes += chunk.length;
  }

  /** Empties the file. */
  async restart(): Promise<void> {
    try {
      await this.file.truncate(0);
    } catch (error) {
      throw toModelHubError(error, PartFile.pathOf(this.target));
    }
    this.hash = createHash("sha256");
    this.bytes = 0;
    this.resumedBytes = 0;
  }

  /** SHA-256 of what has been written. */
  digest(): string {
    return this.hash.copy().digest("hex");
  }

  /** Makes the bytes durable and gives them their name, replacing what had it. Closes the part. */
  async moveIntoPlace(): Promise<void> {
    try {
      await this.file.sync();
      const { size } = await this.file.stat();
      if (size !== this.bytes) throw new Error(`the disk holds ${size} of ${this.bytes} bytes written`);
      await this.close();
      await rename(PartFile.pathOf(this.target), this.target);
      await syncFolder(dirname(this.target));
      await rm(sidecarOf(this.target), { force: true });
    } catch (error) {
      throw toModelHubError(error, this.target);
    }
  }

  /** Lets go of the file and leaves it for a later attempt. Idempotent. */
  async close(): Promise<void> {
    await this.file.close().catch(() => undefined);
  }

  /** Removes what is left of `target`'s download; true when there was something. */
  static async remove(target: string): Promise<boolean> {
    const there = await stat(PartFile.pathOf(target)).catch(() => undefined);
    await rm(PartFile.pathOf(target), { force: true });
    await rm(sidecarOf(target), { force: true });
    return there !== undefined;
  }

  private async describe(): Promise<void> {
    try {
      await writeJson(sidecarOf(this.target), {
        version: 1,
        ...this.identity,
        etag: this.etag,
        totalBytes: this.totalBytes,
      });
    } catch (error) {
      throw toModelHubError(error, sidecarOf(this.target));
    }
  }
}

function sidecarOf(target: string): string {
  return `${PartFile.pathOf(target)}.json`;
}

async function readSidecar(target: string): Promise<z.infer<typeof sidecarSchema> | undefined> {
  try {
    return sidecarSchema.parse(JSON.parse(await readFile(sidecarOf(target), "utf8")));
  } catch {
    // Missing or damaged: the part cannot be trusted to be the beginning of anything.
    return undefined;
  }
}
