import { type ConversationNode, type NodeOutline, outlineOf, parentsFirst } from "@grok/conversation";
import type { Database } from "./database.ts";
import { hexToUuid } from "./uuid-bytes.ts";

type OutlineRow = [
  key: number,
  id: string,
  parent: number | null,
  role: ConversationNode["role"],
  name: string,
  bookmarked: number,
  parts: string | null,
  provenance: string | null,
];

/** All nodes, in the order of `shapeOf`. Reads every text, so it is work for a `Reader`. */
export function outlineOfConversation(database: Database, conversationKey: number): readonly NodeOutline[] {
  const rows = database.tuples<OutlineRow>(
    `SELECT n.key, lower(hex(n.id)), n.parent, n.role, n.name, n.bookmarked, b.parts, b.provenance
     FROM node n LEFT JOIN node_body b ON b.node = n.key WHERE n.conversation = ? ORDER BY n.key`,
    conversationKey,
  );
  const ids = new Map<number | null, string>();
  for (const [key, hex] of rows) ids.set(key, hexToUuid(hex));
  const outlines = new Map<string, NodeOutline>();
  const places = rows.map(([key, , parent, role, name, bookmarked, parts, provenance]) => {
    const id = ids.get(key)!;
    const node = {
      id,
      name,
      bookmarked: bookmarked === 1,
      parts: parts === null ? [] : (JSON.parse(parts) as ConversationNode["parts"]),
      provenance: provenance === null ? null : (JSON.parse(provenance) as ConversationNode["provenance"]),
    };
    outlines.set(id, outlineOf(node));
    return { id, parentId: ids.get(parent) ?? null, role, archivedAtMs: null };
  });
  return parentsFirst(places).map(({ id }) => outlines.get(id)!);
}
