import {
  type Conversation,
  ConversationError,
  type ConversationSummary,
  checkPageLimit,
  type OwnerId,
  pageToken,
  parsePageToken,
  validateConversation,
} from "@grok/conversation";
import type { Database } from "./database.ts";
import { indexTitle } from "./search-index.ts";
import { uuidBytes, uuidText } from "./uuid-bytes.ts";

/** What the other tables need to know of a conversation. */
export interface ConversationKey {
  readonly key: number;
  readonly id: string;
}

interface SummaryRow {
  key: number;
  id: Uint8Array;
  owner: OwnerId;
  root: Uint8Array;
  title: string;
  titled_by: Conversation["titledBy"];
  created_at: number;
  updated_at: number;
  archived_at: number | null;
  instructions: string;
  branches: number;
  running: number;
}

// Leaves are the visible nodes less those that are some visible node's parent: one pass over one index.
const summaries = `
  SELECT c.key, c.id, c.owner, r.id AS root, c.title, c.titled_by, c.created_at, c.updated_at, c.archived_at,
    c.instructions,
    (SELECT count(*) - count(DISTINCT parent) FROM node WHERE conversation = c.key AND archived_at IS NULL)
      AS branches,
    c.key IN (SELECT n.conversation FROM run JOIN node n ON n.key = run.node WHERE run.ended_at IS NULL) AS running
  FROM conversation c JOIN node r ON r.conversation = c.key AND r.parent IS NULL`;

/** Throws "not-found" unless the conversation is this owner's. */
export function ownedConversation(database: Database, ownerId: OwnerId, id: string): ConversationKey {
  const row = database.get<{ key: number }>(
    "SELECT key FROM conversation WHERE id = ? AND owner = ?",
    uuidBytes(id),
    ownerId,
  );
  if (row === undefined) throw new ConversationError("not-found", `there is no conversation ${id}`);
  return { key: row.key, id };
}

export function summary(database: Database, ownerId: OwnerId, id: string): ConversationSummary {
  const row = database.get<SummaryRow>(`${summaries} WHERE c.id = ? AND c.owner = ?`, uuidBytes(id), ownerId);
  if (row === undefined) throw new ConversationError("not-found", `there is no conversation ${id}`);
  return summaryOf(row);
}

export function listConversations(
  database: Database,
  ownerId: OwnerId,
  page: { limit: number; before?: string; archived?: boolean },
): { conversations: readonly ConversationSummary[]; pageToken: string | null } {
  checkPageLimit(page.limit, 200);
  const end = page.before === undefined ? null : parsePageToken(page.before);
  const shown = page.archived === true ? "c.archived_at IS NOT NULL" : "c.archived_at IS NULL";
  const rows = database.all<SummaryRow>(
    `${summaries} WHERE c.owner = ? AND ${shown} AND (c.updated_at, c.id) < (?, ?)
     ORDER BY c.updated_at DESC, c.id DESC LIMIT ?`,
    ownerId,
    end?.updatedAtMs ?? Number.MAX_SAFE_INTEGER,
    end === null ? afterAllIds : uuidBytes(end.id),
    page.limit + 1,
  );
  const conversations = rows.slice(0, page.limit).map(summaryOf);
  const last = conversations.at(-1);
  return {
    conversations,
    pageToken: rows.length > page.limit && last !== undefined ? pageToken(last) : null,
  };
}

const afterAllIds = new Uint8Array(16).fill(0xff);

/**
 * Makes the conversation with its root unless it is there; gives its key. Throws "not-found" when it is another
 * owner's and "conflict" when it has another root, or, with `compareDate`, another time of creation.
 */
export function createConversation(
  database: Database,
  conversation: Conversation,
  compareDate: boolean,
): ConversationKey {
  validateConversation(conversation);
  const { id, ownerId, rootId } = conversation;
  const known = database.get<{ key: number; owner: string; created_at: number; root: Uint8Array }>(
    `SELECT c.key, c.owner, c.created_at, r.id AS root
     FROM conversation c JOIN node r ON r.conversation = c.key AND r.parent IS NULL WHERE c.id = ?`,
    uuidBytes(id),
  );
  if (known === undefined) return insertConversation(database, conversation);
  if (known.owner !== ownerId) throw new ConversationError("not-found", `there is no conversation ${id}`);
  if (uuidText(known.root) !== rootId || (compareDate && known.created_at !== conversation.createdAtMs))
    throw new ConversationError("conflict", `conversation ${id} is there with another root or date`);
  return { key: known.key, id };
}

function insertConversation(database: Database, conversation: Conversation): ConversationKey {
  const { id, rootId } = conversation;
  if (database.get("SELECT 1 FROM node WHERE id = ?", uuidBytes(rootId)) !== undefined)
    throw new ConversationError("conflict", `the node id ${rootId} is taken`);
  const row = database.get<{ key: number }>(
    `INSERT INTO conversation (id, owner, title, titled_by, created_at, updated_at, archived_at, instructions)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING key`,
    uuidBytes(id),
    conversation.ownerId,
    conversation.title,
    conversation.titledBy,
    conversation.createdAtMs,
    conversation.updatedAtMs,
    conversation.archivedAtMs,
    conversation.instructions,
  );
  const { key } = row!;
  database.run(
    `INSERT INTO node (id, conversation, role, status, origin, name, bookmarked, created_at)
     VALUES (?, ?, 'root', 'done', 'typed', '', 0, ?)`,
    uuidBytes(rootId),
    key,
    conversation.createdAtMs,
  );
  indexTitle(database, key, conversation.title);
  return { key, id };
}

/** `titledBy: "code"` changes nothing where the user has given a title. */
export function setTitle(
  database: Database,
  conversation: ConversationKey,
  title: string,
  titledBy: "code" | "user",
): void {
  const changed = database.run(
    "UPDATE conversation SET title = ?, titled_by = ? WHERE key = ? AND (? = 'user' OR titled_by <> 'user')",
    title,
    titledBy,
    conversation.key,
    titledBy,
  );
  if (changed > 0) indexTitle(database, conversation.key, title);
}

export function setConversationArchived(
  database: Database,
  conversation: ConversationKey,
  atMs: number | null,
): void {
  database.run("UPDATE conversation SET archived_at = ? WHERE key = ?", atMs, conversation.key);
}

export function setInstructions(
  database: Database,
  conversation: ConversationKey,
  instructions: string,
): void {
  database.run("UPDATE conversation SET instructions = ? WHERE key = ?", instructions, conversation.key);
}

/** `updated_at` follows the newest message and never goes back. */
export function touchConversation(database: Database, conversation: ConversationKey, atMs: number): void {
  database.run(
    "UPDATE conversation SET updated_at = ? WHERE key = ? AND updated_at < ?",
    atMs,
    conversation.key,
    atMs,
  );
}

function summaryOf(row: SummaryRow): ConversationSummary {
  return {
    id: uuidText(row.id),
    ownerId: row.owner,
    rootId: uuidText(row.root),
    title: row.title,
    titledBy: row.titled_by,
    createdAtMs: row.created_at,
    updatedAtMs: row.updated_at,
    archivedAtMs: row.archived_at,
    instructions: row.instructions,
    branches: row.branches,
    running: row.running === 1,
  };
}
