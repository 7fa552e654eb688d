import { open } from "node:fs/promises";
import { ModelHubError, toModelHubError } from "../model-hub-error.ts";
import { type GgufHeader, readGgufHeader } from "./read-gguf-header.ts";

/**
 * The header of the GGUF file at `path` and the file's size. Throws `ModelHubError` "file-broken" when it is none or
 * is cut short, "not-found" when nothing is there.
 */
export async function readGgufFile(path: string): Promise<{ header: GgufHeader; bytes: number }> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, "r");
  } catch (error) {
    throw new ModelHubError(
      "not-found",
      `"${path}" cannot be opened: ${error instanceof Error ? error.message : error}`,
      {
        cause: error,
      },
    );
  }
  try {
    const info = await file.stat();
    if (!info.isFile())
      throw new ModelHubError("file-broken", `"${path}" is a folder or a device, not a file.`);
    const header = await readGgufHeader(async (position, length) => {
      const buffer = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    }, info.size);
    if (header.bytesNeeded > info.size) {
      throw new ModelHubError(
        "file-broken",
        `"${path}" is cut short: it has ${info.size} bytes, and its tensors need ${header.bytesNeeded}. Download or copy it again.`,
      );
    }
    return { header, bytes: info.size };
  } catch (error) {
    if (error instanceof ModelHubError && !error.message.includes(path)) {
      throw new ModelHubError(error.code, `"${path}": ${error.message}`, { cause: error });
    }
    throw toModelHubError(error, path);
  } finally {
    await file.close();
  }
}
