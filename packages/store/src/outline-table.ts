import {
  type ConversationNode,
  type NodeId,
  type NodeOutline,
  type PersonaMode,
  parentsFirst,
  previewOf,
  textOf,
} from "@grok/conversation";
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
  mode: PersonaMode | null,
  answeredBy: string | null,
  modelTitle: string | null,
  modelId: string | null,
];

/** What `outlineOf` says of all nodes, in the order of `shapeOf`. Reads every text, so it is work for a `Reader`. */
export function outlineOfConversation(database: Database, conversationKey: number): readonly NodeOutline[] {
  const rows = database.tuples<OutlineRow>(
    `SELECT n.key, lower(hex(n.id)), n.parent, n.role, n.name, n.bookmarked, b.parts, b.provenance ->> '$.mode',
       b.provenance ->> '$.answeredBy', b.provenance ->> '$.modelTitle', b.provenance ->> '$.modelId'
     FROM node n LEFT JOIN node_body b ON b.node = n.key WHERE n.conversation = ? ORDER BY n.key`,
    conversationKey,
  );
  const ids = new Map<number | null, NodeId>();
  for (const [key, hex] of rows) ids.set(key, hexToUuid(hex));
  const outlines = new Map<NodeId, NodeOutline>();
  const places = rows.map((row) => {
    const [key, , parent, role, name, bookmarked, parts, mode, answeredBy, modelTitle, modelId] = row;
    const id = ids.get(key)!;
    const text = parts === null ? "" : textOf({ parts: JSON.parse(parts) as ConversationNode["parts"] });
    const modelName = answeredBy === "model" ? modelTitle || modelId || "" : "";
    const preview = previewOf(text);
    outlines.set(id, {
      id,
      preview,
      chars: text.length,
      mode,
      modelName,
      name,
      bookmarked: bookmarked === 1,
    });
    return { id, parentId: ids.get(parent) ?? null, role, archivedAtMs: null };
  });
  return parentsFirst(places).map(({ id }) => outlines.get(id)!);
}
