import type { OwnerId, View, ViewId } from "@grok/conversation";
import type { ConversationKey } from "./conversation-table.ts";
import type { Database } from "./database.ts";
import { uuidText } from "./uuid-bytes.ts";

interface ViewRow {
  id: ViewId;
  conversation: Uint8Array;
  leaf: Uint8Array;
  draft: string;
  scroll_anchor: string | null;
  saved_at: number;
}

const views = `
  SELECT v.id, c.id AS conversation, n.id AS leaf, v.draft, v.scroll_anchor, v.saved_at
  FROM view v JOIN conversation c ON c.key = v.conversation JOIN node n ON n.key = v.leaf`;

/** What the pane showed last. */
export function viewOf(database: Database, ownerId: OwnerId, id: ViewId): View | null {
  return viewOrNull(
    database.get<ViewRow>(
      `${views} WHERE v.owner = ? AND v.id = ? ORDER BY v.saved_at DESC LIMIT 1`,
      ownerId,
      id,
    ),
  );
}

/** What the pane showed last of this conversation. */
export function viewOfConversation(
  database: Database,
  ownerId: OwnerId,
  id: ViewId,
  conversation: ConversationKey,
): View | null {
  return viewOrNull(
    database.get<ViewRow>(
      `${views} WHERE v.owner = ? AND v.id = ? AND v.conversation = ?`,
      ownerId,
      id,
      conversation.key,
    ),
  );
}

/** What any pane showed last of this conversation. */
export function latestView(database: Database, ownerId: OwnerId, conversation: ConversationKey): View | null {
  return viewOrNull(
    database.get<ViewRow>(
      `${views} WHERE v.conversation = ? AND v.owner = ? ORDER BY v.saved_at DESC LIMIT 1`,
      conversation.key,
      ownerId,
    ),
  );
}

/** To be called in a transaction. `leafKey`: of `view.leafId`, in this conversation. */
export function saveView(
  database: Database,
  ownerId: OwnerId,
  conversation: ConversationKey,
  view: View,
  leafKey: number,
): void {
  const before = database.get<{ leaf: number }>(
    "SELECT leaf FROM view WHERE owner = ? AND id = ? AND conversation = ?",
    ownerId,
    view.id,
    conversation.key,
  );
  database.run(
    `INSERT INTO view (owner, id, conversation, leaf, draft, scroll_anchor, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (owner, id, conversation) DO UPDATE SET leaf = excluded.leaf, draft = excluded.draft,
       scroll_anchor = excluded.scroll_anchor, saved_at = excluded.saved_at`,
    ownerId,
    view.id,
    conversation.key,
    leafKey,
    view.draft,
    view.scrollAnchorId,
    view.savedAtMs,
  );
  // Drafts are saved while somebody types; only a cursor that moved chooses branches.
  if (before?.leaf !== leafKey) rememberForks(database, conversation, leafKey);
}

/** Those without a draft that another of their conversation was saved after. */
export function dropViews(database: Database, savedBeforeMs: number): number {
  return database.run(
    `DELETE FROM view WHERE saved_at < ? AND draft = '' AND EXISTS (
       SELECT 1 FROM view newer WHERE newer.conversation = view.conversation AND newer.owner = view.owner
         AND (newer.saved_at, newer.id) > (view.saved_at, view.id))`,
    savedBeforeMs,
  );
}

/** For every node above `leafKey` that has two children or more: the one that leads there. */
function rememberForks(database: Database, conversation: ConversationKey, leafKey: number): void {
  database.run(
    `WITH RECURSIVE up (key, parent) AS (
       SELECT key, parent FROM node WHERE key = ?
       UNION SELECT n.key, n.parent FROM up JOIN node n ON n.key = up.parent)
     INSERT INTO last_child (node, child)
       SELECT parent, key FROM up WHERE parent IS NOT NULL AND
         (SELECT count(*) FROM (SELECT 1 FROM node WHERE conversation = ? AND parent = up.parent LIMIT 2)) = 2
     ON CONFLICT (node) DO UPDATE SET child = excluded.child WHERE child <> excluded.child`,
    leafKey,
    conversation.key,
  );
}

function viewOrNull(row: ViewRow | undefined): View | null {
  if (row === undefined) return null;
  return {
    id: row.id,
    conversationId: uuidText(row.conversation),
    leafId: uuidText(row.leaf),
    draft: row.draft,
    scrollAnchorId: row.scroll_anchor,
    savedAtMs: row.saved_at,
  };
}
