import type { ByteSource } from "@grok/conversation";

/** A file that the user chose, read in pieces. */
export function blobSource(file: File): ByteSource {
  return {
    name: file.name,
    size: file.size,
    read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  };
}
