import { statfs } from "node:fs/promises";
import { ModelHubError } from "../model-hub-error.ts";
import { inBytes } from "../words.ts";

/** Free space of the file system that holds a folder, for unprivileged programs. */
export type FreeBytes = (folder: string) => Promise<number | undefined>;

export const freeBytes: FreeBytes = async (folder) => {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    // Some network file systems do not tell; then the write itself finds out.
    return undefined;
  }
};

/** Kept free beside the model, for the program's own data. */
const spareBytes = 64 << 20;

/** Throws `ModelHubError` "disk-full" with both numbers when `folder` has no room for `needBytes` more. */
export async function assertRoom(folder: string, needBytes: number, free: FreeBytes): Promise<void> {
  const available = await free(folder);
  if (available === undefined || available >= needBytes + spareBytes) return;
  throw new ModelHubError(
    "disk-full",
    `The disk that holds ${folder} has ${inBytes(available)} free, and ${inBytes(needBytes + spareBytes)} are needed. ` +
      "Free some space or choose another folder; nothing has been written.",
  );
}
