import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import type { FileAbout, SavedFile } from "@grok/api-store";
import { readFileExpiry } from "@grok/dialects";
import { xai } from "@grok/protocol";
import { ApiError } from "../api-error.ts";
import { countRequest } from "../count-request.ts";
import { streamed, unary } from "./xai-call.ts";
import type { XaiParts } from "./xai-parts.ts";

/** As many as one may keep: sorting looks at all of them. */
const filesMax = 1_000;
const pageUsual = 100;

/** Files that a key's user keeps here. */
export function filesService({ store }: XaiParts): Partial<ServiceImpl<typeof xai.Files>> {
  return {
    uploadFile: unary(async (chunks: AsyncIterable<xai.UploadFileChunk>, { caller, signal }) => {
      caller.demand("files");
      return countRequest(caller, signal, async () => {
        const iterator = chunks[Symbol.asyncIterator]();
        const about = aboutOf(await iterator.next());
        return fileMessage(await store.addFile(caller.tenant, bytesOf(iterator), Promise.resolve(about)));
      });
    }),
    listFiles: unary(async ({ limit, order, sortBy, paginationToken, filter }, { caller }) => {
      caller.demand("files");
      if (filter !== undefined)
        throw new ApiError("not-supported", "Lists of files cannot be filtered here; leave the filter out.");
      if (limit < 0) throw new ApiError("bad-request", `The limit is ${limit}; 0 is ${pageUsual}.`);
      const files = await store.files(caller.tenant, { limit: filesMax, order: "asc" });
      const sorted = files.toSorted(orders[sortBy ?? xai.FilesSortBy.CREATED_AT]);
      if (order === xai.Ordering.DESCENDING) sorted.reverse();
      const from = paginationToken ? sorted.findIndex(({ id }) => id === paginationToken) + 1 : 0;
      if (paginationToken && from === 0)
        throw new ApiError("bad-request", "The file that the token points to is gone. Begin the list anew.");
      const page = sorted.slice(from, from + (limit || pageUsual));
      const isLast = from + page.length === sorted.length;
      return { data: page.map(fileMessage), ...(!isLast && { paginationToken: page.at(-1)!.id }) };
    }),
    retrieveFile: unary(async ({ fileId }, { caller }) => {
      caller.demand("files");
      return fileMessage((await store.file(caller.tenant, fileId)) ?? missing(fileId));
    }),
    deleteFile: unary(async ({ fileId }, { caller }) => {
      caller.demand("files");
      if (!(await store.removeFile(caller.tenant, fileId))) missing(fileId);
      return { id: fileId, deleted: true };
    }),
    retrieveFileContent: streamed(async function* ({ fileId, format }, { caller, signal }) {
      caller.demand("files");
      if (format === xai.DownloadFormat.TEXT)
        throw new ApiError(
          "not-supported",
          "Files come back as they were sent, not as text taken out of them.",
        );
      const bytes = (await store.fileBytes(caller.tenant, fileId)) ?? missing(fileId);
      for await (const data of bytes) {
        signal.throwIfAborted();
        yield { data };
      }
    }),
  };
}

const orders: Readonly<Record<xai.FilesSortBy, (a: SavedFile, b: SavedFile) => number>> = {
  [xai.FilesSortBy.CREATED_AT]: () => 0,
  [xai.FilesSortBy.FILENAME]: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  [xai.FilesSortBy.SIZE]: (a, b) => a.bytes - b.bytes,
};

function aboutOf({ value, done }: IteratorResult<xai.UploadFileChunk>): FileAbout {
  if (done || value.chunk.case !== "init" || value.chunk.value.name === "")
    throw new ApiError("bad-request", "An upload begins with `init`, which names the file.", {
      param: "init",
    });
  const { name, expiresAfter } = value.chunk.value;
  const ttlMs =
    expiresAfter === undefined
      ? null
      : readFileExpiry({ anchor: "created_at", seconds: Number(expiresAfter) }) * 1_000;
  return { name: name.slice(0, 255), purpose: "user_data", ttlMs };
}

async function* bytesOf(chunks: AsyncIterator<xai.UploadFileChunk>): AsyncGenerator<Uint8Array> {
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    const { chunk } = next.value;
    if (chunk.case !== "data")
      throw new ApiError("bad-request", "After `init` an upload has data alone.", { param: "data" });
    yield chunk.value;
  }
}

function fileMessage({ id, name, bytes, createdAtMs, expiresAtMs }: SavedFile) {
  return {
    id,
    filename: name,
    size: BigInt(bytes),
    createdAt: timestampFromMs(createdAtMs),
    ...(expiresAtMs !== null && { expiresAt: timestampFromMs(expiresAtMs) }),
  };
}

function missing(id: string): never {
  throw new ApiError("not-found", `There is no file "${id.slice(0, 100)}".`);
}
