import { type Check, finding, nameOf, type Place, sqlCheck } from "./check.ts";

interface NodePlace extends Place {
  readonly key: number;
}

const tell = (what: string) => (row: NodePlace) => `${nameOf(row.node, row.key)} ${what}`;

/** Columns of a node `n` with its conversation `c`, which may be missing. */
const place = "n.key, n.id AS node, c.id AS conversation";

export const nodesWithoutConversation: Check = sqlCheck(
  "node-without-conversation",
  `SELECT n.key, n.id AS node, NULL AS conversation FROM node n
   WHERE NOT EXISTS (SELECT 1 FROM conversation c WHERE c.key = n.conversation)`,
  tell("belongs to no conversation; it cannot be reached, and was left as it is"),
);

export const conversationsWithoutRoot: Check = sqlCheck(
  "conversation-without-root",
  `SELECT 0 AS key, NULL AS node, c.id AS conversation FROM conversation c
   WHERE NOT EXISTS (SELECT 1 FROM node n WHERE n.conversation = c.key AND n.parent IS NULL)`,
  () => "the conversation has no root; it cannot be opened, and was left as it is",
);

export const secondRoots: Check = sqlCheck(
  "second-root",
  `SELECT ${place} FROM node n LEFT JOIN conversation c ON c.key = n.conversation
   WHERE +n.parent IS NULL AND EXISTS (
     SELECT 1 FROM node first WHERE first.conversation = n.conversation AND +first.parent IS NULL AND first.key < n.key)`,
  tell("is a second root of its conversation; it was left as it is"),
);

export const orphans: Check = sqlCheck(
  "orphan",
  `SELECT ${place} FROM node n LEFT JOIN conversation c ON c.key = n.conversation
   WHERE n.parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM node p WHERE p.key = n.parent)`,
  tell("hangs from a node that is not there; nobody can say where it belongs, and it was left as it is"),
);

export const wrongConversations: Check = sqlCheck(
  "wrong-conversation",
  `SELECT ${place} FROM node n JOIN node p ON p.key = n.parent LEFT JOIN conversation c ON c.key = n.conversation
   WHERE p.conversation <> n.conversation`,
  tell("hangs from a node of another conversation; it was left as it is"),
);

export const wrongRoles: Check = sqlCheck(
  "wrong-role",
  `SELECT ${place} FROM node n JOIN node p ON p.key = n.parent LEFT JOIN conversation c ON c.key = n.conversation
   WHERE n.role <> iif(p.role = 'user', 'assistant', 'user')`,
  tell("has a role that does not follow from its parent's; it was left as it is"),
);

export const wrongSources: Check = sqlCheck<NodePlace>(
  "wrong-source",
  `SELECT ${place} FROM node n LEFT JOIN node s ON s.key = n.edited_from
     LEFT JOIN conversation c ON c.key = n.conversation
   WHERE n.edited_from IS NOT NULL AND (s.key IS NULL OR s.key = n.key OR s.parent IS NOT n.parent OR s.role <> n.role)`,
  tell("says it was made from a node that is no version of the same message"),
  (database, rows) => {
    for (const { key } of rows) database.run("UPDATE node SET edited_from = NULL WHERE key = ?", key);
  },
);

export const danglingSources: Check = sqlCheck<NodePlace>(
  "dangling-source",
  `SELECT ${place} FROM node n LEFT JOIN node s ON s.key = n.source
     LEFT JOIN conversation c ON c.key = n.conversation
   WHERE n.source IS NOT NULL
     AND (s.key IS NULL OR s.key = n.key OR s.parent IS NULL OR s.conversation <> n.conversation)`,
  tell("says it sums up a branch that is not in its conversation; mending makes it an ordinary reply"),
  (database, rows) => {
    for (const { key } of rows) database.run("UPDATE node SET source = NULL WHERE key = ?", key);
  },
);

/** Mended level by level: what is hidden with its parent may have visible children in its turn. */
export const visibleBelowArchived: Check = sqlCheck<NodePlace>(
  "visible-below-archived",
  `SELECT ${place} FROM node n JOIN node p ON p.key = n.parent LEFT JOIN conversation c ON c.key = n.conversation
   WHERE n.archived_at IS NULL AND p.archived_at IS NOT NULL`,
  tell("is visible below an archived node, so it cannot be reached; mending archives it along with that one"),
  (database) => {
    let hidden: number;
    do
      hidden = database.run(
        `UPDATE node SET archived_at = (SELECT p.archived_at FROM node p WHERE p.key = node.parent)
         WHERE archived_at IS NULL AND (SELECT p.archived_at FROM node p WHERE p.key = node.parent) IS NOT NULL`,
      );
    while (hidden > 0);
  },
);

export const missingBodies: Check = sqlCheck(
  "missing-body",
  `SELECT ${place} FROM node n LEFT JOIN conversation c ON c.key = n.conversation
   WHERE n.parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM node_body b WHERE b.node = n.key)`,
  tell("has lost its text"),
);

/** Nodes whose way up never ends. Those that only hang from such a circle are reached by mending it, so are not told. */
export const cycles: Check = async (database) =>
  database.read(() => {
    const parents = new Map(
      database
        .all<{ key: number; parent: number | null }>("SELECT key, parent FROM node")
        .map(({ key, parent }) => [key, parent]),
    );
    return circles(parents).map((key) => {
      const row = database.get<NodePlace>(
        `SELECT ${place} FROM node n LEFT JOIN conversation c ON c.key = n.conversation WHERE n.key = ?`,
        key,
      )!;
      return finding("cycle", tell("is its own ancestor; it was left as it is")(row), row, false);
    });
  });

/** The members of every circle that following `parents` leads into. */
function circles(parents: ReadonlyMap<number, number | null>): number[] {
  const found: number[] = [];
  /** Number of the walk that came by a key first. */
  const walks = new Map<number, number>();
  for (const start of parents.keys()) {
    let at: number | null | undefined = start;
    while (at != null && !walks.has(at)) {
      walks.set(at, start);
      at = parents.get(at);
    }
    if (at == null || walks.get(at) !== start) continue;
    const first = at;
    do {
      found.push(at);
      at = parents.get(at)!;
    } while (at !== first);
  }
  return found.sort((left, right) => left - right);
}
