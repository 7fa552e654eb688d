// Two processes that write one folder would each give out the same row numbers. A write lock on a tiny database is held
// for as long as the index is open; the system releases it when the process ends, however it ends.

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PostsError } from "@grok/posts";

/** Throws `PostsError` "busy" where somebody else has the folder open. Returns what releases it; idempotent. */
export function lockFolder(folder: string): () => void {
  const connection = new DatabaseSync(join(folder, "lock.db"));
  try {
    connection.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    connection.close();
    throw new PostsError(
      "busy",
      `${folder} is in use by another process. Use that one, stop it first, or choose another folder`,
      { cause: error },
    );
  }
  return () => {
    if (connection.isOpen) connection.close();
  };
}
