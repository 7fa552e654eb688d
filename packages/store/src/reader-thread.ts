// What runs in the thread of a `workerReader`: one question after the other, on a connection that cannot write.

import { parentPort, workerData } from "node:worker_threads";
import { ConversationError } from "@grok/conversation";
import { Database } from "./database.ts";
import type { DiagnoseOptions } from "./diagnose/check.ts";
import { diagnoseRest } from "./diagnose/diagnose.ts";
import { outlineOfConversation } from "./outline-table.ts";
import type { ReaderAnswer, ReaderQuestion, ReaderTask } from "./reader-task.ts";
import { search } from "./search-index.ts";

const { path } = workerData as { path: string };
let database: Database | undefined;

async function work(task: ReaderTask): Promise<unknown> {
  if (task.type === "diagnose") return inspect(task.options);
  database ??= new Database(path, true);
  const reading = database;
  if (task.type === "outline")
    return reading.read(() => outlineOfConversation(reading, task.conversationKey));
  return reading.read(() => search(reading, task.search));
}

/** On a connection for the occasion: looking at a damaged search index leaves one that keeps seeing the old state. */
async function inspect(options: DiagnoseOptions): Promise<unknown> {
  const inspected = new Database(path, true);
  try {
    return await diagnoseRest(inspected, options);
  } finally {
    inspected.close();
  }
}

async function answer({ id, task }: ReaderQuestion): Promise<ReaderAnswer> {
  try {
    return { id, result: await work(task) };
  } catch (error) {
    if (error instanceof ConversationError)
      return { id, error: { code: error.code, message: error.message } };
    // A fault of this program. It ends the thread with its stack, and everything that waits fails.
    throw error;
  }
}

parentPort?.on("message", async (question: ReaderQuestion) => {
  parentPort?.postMessage(await answer(question));
});
