import { createHash } from "node:crypto";
import {
  buildTree,
  type ConversationNode,
  type ConversationStore,
  type ImportReport,
  type ImportTools,
  importFile,
  textOf,
} from "@grok/conversation";
import { MemoryStore } from "../memory-store.ts";

export const digest = (text: string) => createHash("sha256").update(text).digest("hex");

export const tools: ImportTools = {
  digest,
  decode: (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
  pause: async () => {},
  nowMs: 1_780_000_000_000,
};

/** Imports `content` (text as it is, anything else as JSON) for "ada". */
export function importInto(
  store: ConversationStore,
  content: unknown,
  name = "conversations.json",
): Promise<ImportReport> {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return importFile(store, "ada", { name, data: Buffer.from(text) }, tools);
}

/** A store in which `content` is, and what the import said. */
export async function imported(content: unknown, name?: string) {
  const store = new MemoryStore();
  return { store, report: await importInto(store, content, name) };
}

/** All messages of the conversation written in last, parents first. */
export async function messagesOf(store: ConversationStore): Promise<readonly ConversationNode[]> {
  const id = await latest(store);
  const ids = (await store.shape("ada", id)).slice(1).map((node) => node.id);
  const nodes: ConversationNode[] = [];
  for (let at = 0; at < ids.length; at += 1000)
    nodes.push(...(await store.nodes("ada", id, ids.slice(at, at + 1000))));
  return nodes;
}

export async function latest(store: ConversationStore): Promise<string> {
  const { conversations } = await store.conversations("ada", { limit: 1 });
  return conversations[0]!.id;
}

/**
 * The tree in one line: "u hello(a hi | a hey(u more))". `u` and `a` stand for the roles, "|" between versions.
 */
export async function drawn(store: ConversationStore): Promise<string> {
  const nodes = await messagesOf(store);
  const rootId = (await store.conversation("ada", await latest(store))).rootId;
  const root = { id: rootId, parentId: null, role: "root" as const, archivedAtMs: null };
  const tree = buildTree([root, ...nodes]);
  const texts = new Map(nodes.map((node) => [node.id, `${node.role[0]} ${textOf(node)}`.trim()]));
  const draw = (id: string): string =>
    (tree.children.get(id) ?? [])
      .map((child) => {
        const below = draw(child);
        return `${texts.get(child)}${below === "" ? "" : `(${below})`}`;
      })
      .join(" | ");
  return draw(rootId);
}

/** The text of the message that a pane begins at. */
export async function shownFirst(store: ConversationStore): Promise<string | undefined> {
  const id = await latest(store);
  const view = await store.latestView("ada", id);
  if (view === null) return undefined;
  const [node] = await store.nodes("ada", id, [view.leafId]);
  return textOf(node!);
}
