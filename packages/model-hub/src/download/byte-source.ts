import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { ModelHubError, systemCode } from "../model-hub-error.ts";

/** What a source answers to "the bytes from here on". */
export type SourceReply =
  /** `from` is where they really start: as asked, or 0 for a source that begins anew. */
  | {
      kind: "bytes";
      from: number;
      totalBytes?: number | undefined;
      etag?: string | undefined;
      body: AsyncIterable<Uint8Array>;
    }
  /** Nothing lies behind that position. */
  | { kind: "end"; totalBytes?: number | undefined }
  /** A failure that may pass. */
  | { kind: "again"; why: string; afterMs?: number | undefined };

/** Something that bytes can be had from, in order, from any position. */
export interface ByteSource {
  /** For people; without secrets and without links that expire. */
  name: string;
  /**
   * `etag`: of the bytes at hand, where only that can tell whether they still belong together.
   * Rejects with `ModelHubError` for what asking again cannot heal; anything else it rejects with may pass.
   */
  open(from: number, etag: string | undefined, signal: AbortSignal): Promise<SourceReply>;
}

/** A file on this machine as a source. */
export function fileSource(path: string): ByteSource {
  return {
    name: path,
    async open(from) {
      try {
        const { size } = await stat(path);
        if (from >= size) return { kind: "end", totalBytes: size };
        return { kind: "bytes", from, totalBytes: size, body: readFrom(path, from) };
      } catch (error) {
        throw new ModelHubError("no-source", `"${path}" cannot be read (${systemCode(error) ?? error}).`, {
          cause: error,
        });
      }
    },
  };
}

/** Opens the file only when it is read, so that a reply nobody reads holds nothing. */
async function* readFrom(path: string, start: number): AsyncIterable<Uint8Array> {
  yield* createReadStream(path, { start, highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>;
}
