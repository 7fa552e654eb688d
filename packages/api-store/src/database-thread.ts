import { parentPort, workerData } from "node:worker_threads";
import { ApiDatabase } from "./api-database.ts";
import { ApiStoreError } from "./api-store-error.ts";
import type { DatabaseAnswer, DatabaseTask } from "./database-task.ts";

let database: ApiDatabase | undefined;

parentPort?.on("message", ({ id, name, args }: DatabaseTask) => {
  let answer: DatabaseAnswer;
  try {
    // A file that cannot be opened now may be opened the next time.
    database ??= new ApiDatabase((workerData as { path: string }).path);
    const method = database[name] as (...values: unknown[]) => unknown;
    answer = { id, result: method.apply(database, [...args]) };
  } catch (error) {
    const code = error instanceof ApiStoreError ? error.code : "storage-broken";
    answer = { id, error: { code, message: error instanceof Error ? error.message : String(error) } };
  }
  parentPort?.postMessage(answer);
  if (name === "close") parentPort?.close();
});
