import type { FileAbout, SavedFile } from "@grok/api-store";
import { ApiError } from "../../api-error.ts";
import { countRequest } from "../../count-request.ts";
import { type ApiCall, answerJson } from "../api-call.ts";
import { pageOf, pageQuery } from "../page.ts";
import { readUpload } from "../read-upload.ts";
import type { RestParts } from "../rest-parts.ts";
import { roomToWrite } from "../room-to-write.ts";

/** POST /v1/files */
export async function uploadFile(call: ApiCall, { store }: RestParts): Promise<void> {
  const { caller, request, signal } = call;
  await countRequest(caller, signal, async ({ limits }) => {
    const saved = await readUpload(request, signal, (bytes, about: Promise<FileAbout>) =>
      store.addFile(caller.tenant, bytes, about),
    );
    answerJson(call, 200, fileObject(saved), limits);
  });
}

/** GET /v1/files */
export async function listFiles(call: ApiCall, { store }: RestParts): Promise<void> {
  const { limit, order, after } = pageQuery(call.query, 100, 10_000);
  const purpose = call.query.get("purpose");
  const files = await store.files(call.caller.tenant, {
    limit: limit + 1,
    order,
    ...(after !== undefined && { after }),
    ...(purpose !== null && { purpose }),
  });
  answerJson(call, 200, pageOf(files.map(fileObject), limit));
}

/** GET /v1/files/{id} */
export async function readFile(call: ApiCall, { store }: RestParts): Promise<void> {
  const file = await store.file(call.caller.tenant, call.captured);
  if (file === null) throw missing(call.captured);
  answerJson(call, 200, fileObject(file));
}

/** GET /v1/files/{id}/content */
export async function fileContent(call: ApiCall, { store }: RestParts): Promise<void> {
  const { caller, captured, response, signal } = call;
  const file = await store.file(caller.tenant, captured);
  const bytes = file && (await store.fileBytes(caller.tenant, captured));
  if (!file || !bytes) throw missing(captured);
  response.writeHead(200, {
    "content-type": "application/octet-stream",
    "content-length": file.bytes,
    // Whatever it is, a browser is not to show it as a page of this server.
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    "cache-control": "no-store",
  });
  for await (const piece of bytes) {
    signal.throwIfAborted();
    if (!response.write(piece)) await roomToWrite(call);
  }
  response.end();
}

/** DELETE /v1/files/{id} */
export async function removeFile(call: ApiCall, { store }: RestParts): Promise<void> {
  if (!(await store.removeFile(call.caller.tenant, call.captured))) throw missing(call.captured);
  answerJson(call, 200, { id: call.captured, object: "file", deleted: true });
}

function fileObject({ id, name, purpose, bytes, createdAtMs, expiresAtMs }: SavedFile) {
  return {
    id,
    object: "file",
    bytes,
    created_at: Math.floor(createdAtMs / 1000),
    expires_at: expiresAtMs === null ? null : Math.floor(expiresAtMs / 1000),
    filename: name,
    purpose,
    status: "processed",
  };
}

function missing(id: string): ApiError {
  return new ApiError("not-found", `There is no file "${id.slice(0, 100)}".`);
}
