// What runs in the index's thread: the file and the table, one task after another.
import { parentPort, workerData } from "node:worker_threads";
import type { IndexReply, IndexTask, IndexThreadData, MessageVectors, VectorHit } from "./index-task.ts";
import { pack, packedBytes } from "./packed-vector.ts";
import { VectorError } from "./vector-error.ts";
import { VectorFile } from "./vector-file.ts";
import { VectorTable } from "./vector-table.ts";

const { path, kind } = workerData as IndexThreadData;
const file = new VectorFile(path, kind);
const table = new VectorTable(kind.dimensions);
for (const { key, owner, vectors } of file.messages()) table.add(key, owner, vectors);

function work(task: IndexTask): unknown {
  switch (task.type) {
    case "put":
      return put(task.owner, task.conversationId, task.messages);
    case "remove":
      return void table.remove(new Set(file.remove(task.owner, task.conversationId, task.ids)));
    case "messageIds":
      return file.messageIds(task.owner, task.conversationId);
    case "conversations":
      return file.conversations(task.owner);
    case "count":
      return file.count(task.owner);
    case "search":
      return search(task);
  }
}

function put(owner: string, conversationId: string, messages: readonly MessageVectors[]): void {
  const packed = messages.map(({ id, vectors }) => ({ id, vectors: packAll(vectors) }));
  const before = file.remove(
    owner,
    conversationId,
    messages.map(({ id }) => id),
  );
  table.remove(new Set(before));
  const ownerKey = file.ownerKey(owner);
  const keys = file.put(ownerKey, conversationId, packed);
  for (const [index, key] of keys.entries()) table.add(key, ownerKey, packed[index]!.vectors);
}

function packAll(vectors: readonly Float32Array[]): Uint8Array {
  const bytes = packedBytes(kind.dimensions);
  const packed = new Uint8Array(vectors.length * bytes);
  for (const [index, vector] of vectors.entries()) {
    assertLength(vector);
    pack(vector, packed, index * bytes);
  }
  return packed;
}

function search({ owner, query, limit, similarityMin }: Extract<IndexTask, { type: "search" }>): VectorHit[] {
  assertLength(query);
  return table
    .search(query, file.ownerKey(owner), limit, similarityMin)
    .flatMap(({ key, part, similarity }) => {
      const ids = file.idsOf(key);
      return ids === undefined ? [] : [{ ...ids, part, similarity }];
    });
}

function assertLength(vector: Float32Array): void {
  if (vector.length !== kind.dimensions)
    throw new VectorError(
      "bad-vector",
      `a vector has ${vector.length} numbers, and this index is for ${kind.dimensions}`,
    );
}

function reply(id: number, task: IndexTask): IndexReply {
  try {
    return { id, result: work(task) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, error: { code: error instanceof VectorError ? error.code : "disk-failed", message } };
  }
}

parentPort?.on("message", ({ id, task }: { id: number; task: IndexTask }) => {
  parentPort?.postMessage(reply(id, task));
});
