/** A file on a person's disk, read in pieces so that its size does not matter: a Blob in a page, a handle in Node. */
export interface ByteSource {
  readonly name: string;
  readonly size: number;
  /** The bytes from `from` up to `to`, fewer only at the end of the file. */
  read(from: number, to: number): Promise<Uint8Array>;
}
