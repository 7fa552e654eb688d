// A conversation as a folder of Markdown notes that link to each other, as Obsidian and its like read them: one note a
// message, and one with the outline. Names depend on content and ids alone, so a later export replaces the same files.

import { type ConversationNode, type NodeId, textOf } from "../node.ts";
import { siblingsOf, visibleChildrenOf } from "../siblings.ts";
import type { NodeOutline } from "../store.ts";
import { nodeAt } from "../tree.ts";
import { fileNamePart } from "./file-name.ts";
import { outlineRows } from "./outline-rows.ts";
import type { StoredTree } from "./stored-tree.ts";
import type { ZipText } from "./zip-files.ts";

/** The notes of these conversations, a folder for each. Archived messages and reasoning are left out. */
export async function* markdownNotes(
  trees: Iterable<StoredTree> | AsyncIterable<StoredTree>,
): AsyncGenerator<ZipText, void, undefined> {
  for await (const stored of trees) {
    const names = noteNames(stored);
    const { id, title, updatedAtMs } = stored.conversation;
    const folder = `${fileNamePart(title) || "Conversation"} ${id.slice(-8)}`;
    yield { path: `${folder}/${folder}.md`, text: indexNote(stored, names), dateMs: updatedAtMs };
    for await (const node of stored.nodes()) {
      if (!names.has(node.id)) continue;
      const path = `${folder}/${names.get(node.id)}.md`;
      yield { path, text: messageNote(stored, node, names, folder), dateMs: node.createdAtMs };
    }
  }
}

type Names = ReadonlyMap<NodeId, string>;

/** Without endings; unique also where case does not count. */
function noteNames({ tree, outline }: StoredTree): Names {
  const names = new Map<NodeId, string>();
  const taken = new Set<string>();
  for (const { id } of outlineRows(tree)) {
    const { preview = "", name: given = "" } = outline.get(id) ?? {};
    const begin = fileNamePart(given || preview) || nodeAt(tree, id).role;
    const name = [8, 12, 36]
      .map((digits) => `${begin} ${id.slice(-digits)}`)
      .find((each) => !taken.has(each.toLowerCase()))!;
    taken.add(name.toLowerCase());
    names.set(id, name);
  }
  return names;
}

function indexNote({ conversation, tree, outline, leafId }: StoredTree, names: Names): string {
  const { id, title, createdAtMs, updatedAtMs, instructions } = conversation;
  const lines = [
    "---",
    `title: ${JSON.stringify(title)}`,
    `conversation: ${id}`,
    `created: ${date(createdAtMs)}`,
    `updated: ${date(updatedAtMs)}`,
    `messages: ${names.size}`,
    ...(names.has(leafId) ? [`last: ${quotedLink(names, leafId)}`] : []),
    ...(instructions === "" ? [] : [`instructions: ${JSON.stringify(instructions)}`]),
    "---",
    "",
    `# ${title.replace(/\s+/g, " ") || "Conversation"}`,
    "",
    ...outlineRows(tree).map(({ id: each, level }) => {
      const row = outline.get(each);
      const who = nodeAt(tree, each).role === "user" ? "You" : "Grok";
      return `${"  ".repeat(level - 1)}- ${who}: ${link(names, each, labelOf(row))}`;
    }),
  ];
  return `${lines.join("\n")}\n`;
}

function messageNote({ tree }: StoredTree, node: ConversationNode, names: Names, folder: string): string {
  const { id, role, parentId, createdAtMs, provenance, editedFrom, sourceId } = node;
  const children = visibleChildrenOf(tree, id);
  const versions = siblingsOf(tree, id).ids.filter((each) => each !== id);
  const model = provenance?.answeredBy === "model" ? provenance.modelTitle || provenance.modelId : "";
  const matter = [
    `conversation: ${JSON.stringify(`[[${folder}]]`)}`,
    `id: ${id}`,
    `role: ${role}`,
    `created: ${date(createdAtMs)}`,
    ...(node.status === "done" ? [] : [`status: ${node.status}`]),
    `origin: ${node.origin}`,
    ...(model === "" ? [] : [`model: ${JSON.stringify(model)}`]),
    ...(node.name === "" ? [] : [`name: ${JSON.stringify(node.name)}`]),
    ...(node.bookmarked ? ["bookmarked: true"] : []),
    ...linkField("parent", parentId, names),
    ...listField("children", children, names),
    ...listField("versions", versions, names),
    ...linkField("edited_from", editedFrom, names),
    ...linkField("sums_up", sourceId, names),
  ];
  const ways = [
    `Conversation: [[${folder}]]`,
    ...(parentId !== null && names.has(parentId) ? [`Before: ${link(names, parentId)}`] : []),
    ...(children.length === 0 ? [] : [`After: ${children.map((each) => link(names, each)).join(", ")}`]),
    ...(versions.length === 0 ? [] : [`Versions: ${versions.map((each) => link(names, each)).join(", ")}`]),
  ];
  const text = textOf(node);
  const body = text === "" ? "*(no text)*" : text;
  return `---\n${matter.join("\n")}\n---\n\n${body.replace(/\s+$/, "")}\n\n---\n\n${ways.join("  \n")}\n`;
}

function date(ms: number): string {
  return new Date(ms).toISOString();
}

function linkField(name: string, id: NodeId | null, names: Names): string[] {
  return id !== null && names.has(id) ? [`${name}: ${quotedLink(names, id)}`] : [];
}

function listField(name: string, ids: readonly NodeId[], names: Names): string[] {
  const there = ids.filter((id) => names.has(id));
  return there.length === 0 ? [] : [`${name}:`, ...there.map((id) => `  - ${quotedLink(names, id)}`)];
}

function quotedLink(names: Names, id: NodeId): string {
  return JSON.stringify(link(names, id));
}

function link(names: Names, id: NodeId, label = ""): string {
  const name = names.get(id) ?? id;
  return label === "" || label === name ? `[[${name}]]` : `[[${name}|${label}]]`;
}

function labelOf(row: NodeOutline | undefined): string {
  return (row?.name || row?.preview || "(no text)").replace(/[[\]|]/g, " ").trim();
}
