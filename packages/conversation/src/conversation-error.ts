export type ConversationErrorCode =
  /** No such conversation, node, run or view for this owner. */
  | "not-found"
  /** The id is taken by something else. */
  | "conflict"
  /** The parent does not exist. */
  | "parent-missing"
  /** The parent, or the node this one was made from, belongs to another conversation or place. */
  | "wrong-place"
  /** Ids, roles, sizes or texts that cannot be. */
  | "bad-input"
  /** The disk is full or the file cannot be written; nothing was stored. */
  | "storage-full"
  /** The database file is damaged or from a newer version. */
  | "storage-broken"
  /** Another process has the database open. */
  | "storage-busy";

/** The one error of trees and their stores. `message` names the value and the limit. */
export class ConversationError extends Error {
  override readonly name = "ConversationError";
  readonly code: ConversationErrorCode;

  constructor(code: ConversationErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
