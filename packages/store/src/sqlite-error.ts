import { ConversationError } from "@grok/conversation";

/** SQLite's primary result codes (sqlite.org/rescode.html) that mean something to people. */
const resultCode = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;

/**
 * What SQLite threw as a `ConversationError` that says what is safe and what to do; anything else as it is. This is
 * the only place that knows SQLite's codes.
 */
export function toConversationError(error: unknown, path: string): unknown {
  if (error instanceof ConversationError || !(error instanceof Error)) return error;
  if (isClosed(error))
    return new ConversationError("storage-broken", `the store ${path} was closed`, { cause: error });
  if (!("errcode" in error) || typeof error.errcode !== "number") return error;
  const told = tellSqlite(error.errcode & 0xff, error.message, path);
  return told === null ? error : new ConversationError(told.code, told.message, { cause: error });
}

function tellSqlite(
  code: number,
  message: string,
  path: string,
): Pick<ConversationError, "code" | "message"> | null {
  switch (code) {
    case resultCode.full:
      return {
        code: "storage-full",
        message: `there is no room left for ${path}; nothing of this was stored. Free some disk space and try again`,
      };
    case resultCode.readOnly:
    case resultCode.cannotOpen:
      return {
        code: "storage-full",
        message: `${path} cannot be opened for writing (${message}); nothing of this was stored. Check its owner and permissions`,
      };
    case resultCode.ioError:
      return {
        code: "storage-full",
        message: `the disk failed under ${path} (${message}); nothing of this was stored. Check the disk and its free space`,
      };
    case resultCode.corrupt:
    case resultCode.notADatabase:
      return {
        code: "storage-broken",
        message: `${path} is damaged or no database (${message}). Keep a copy of it, put a backup in its place, or move it away to start empty`,
      };
    case resultCode.busy:
    case resultCode.locked:
      return {
        code: "storage-busy",
        message: `another program holds ${path} (${message}). Close it and try again`,
      };
    default:
      return null;
  }
}

function isClosed(error: Error): boolean {
  return "code" in error && error.code === "ERR_INVALID_STATE";
}
