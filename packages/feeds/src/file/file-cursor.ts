import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { z } from "zod";

/** How far a file was read, and how to tell that it is still the same file. */
const schema = z.object({
  offset: z.number().int().nonnegative(),
  line: z.number().int().nonnegative(),
  /** Of the file's first `printBytes` bytes; of a compressed file, as they are on the disk. */
  print: z.string(),
  printBytes: z.number().int().nonnegative().max(1_024),
});

export type FileCursor = z.infer<typeof schema>;

const printBytesMax = 1_024;

export function parseFileCursor(cursor: string | null): FileCursor | null {
  try {
    return schema.safeParse(JSON.parse(cursor ?? "null")).data ?? null;
  } catch {
    return null;
  }
}

/** What the file begins with: a copy begins alike, and a file that was replaced or cut does not, whatever its inode. */
export async function printOf(
  file: FileHandle,
  bytes = printBytesMax,
): Promise<Pick<FileCursor, "print" | "printBytes">> {
  const start = Buffer.alloc(bytes);
  let printBytes = 0;
  while (printBytes < bytes) {
    const { bytesRead } = await file.read(start, printBytes, bytes - printBytes, printBytes);
    if (bytesRead === 0) break;
    printBytes += bytesRead;
  }
  const print = createHash("sha256").update(start.subarray(0, printBytes)).digest("base64url");
  return { print, printBytes };
}

/** Whether the file is the one that was read, and has what was read of it. */
export async function isSameFile(
  file: FileHandle,
  cursor: FileCursor,
  compressed: boolean,
): Promise<boolean> {
  const { size } = await file.stat();
  if (!compressed && size < cursor.offset) return false;
  const { print, printBytes } = await printOf(file, cursor.printBytes);
  return print === cursor.print && printBytes === cursor.printBytes;
}
