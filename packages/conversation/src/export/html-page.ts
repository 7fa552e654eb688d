// A conversation as one page that needs nothing else: no network, no fonts, no other file. Its policy lets in the one
// style and the one script that are written here, by their hashes, so that a text could not run even if it got through
// as HTML, which it cannot.

import type { Digest } from "../id.ts";
import { type ConversationNode, type NodeId, textOf } from "../node.ts";
import { pathTo } from "../path.ts";
import { isVisible, siblingsOf } from "../siblings.ts";
import { nodeAt } from "../tree.ts";
import { escapeHtml } from "./escape-html.ts";
import { markdownHtml } from "./markdown-html.ts";
import { outlineRows } from "./outline-rows.ts";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";
import type { StoredTree } from "./stored-tree.ts";

/**
 * The page in pieces: the branch down to the tree's leaf, the other branches a click away in an outline beside it.
 * Archived messages and reasoning are left out. `digest`: has to be SHA-256.
 */
export async function* htmlPage(stored: StoredTree, digest: Digest): AsyncGenerator<string, void, undefined> {
  const { conversation, tree, leafId } = stored;
  const title = escapeHtml(conversation.title.replace(/\s+/g, " ") || "Conversation");
  const rows = outlineRows(tree);
  const shown = new Set(pathTo(tree, leafId).map((node) => node.id));
  const policy = `default-src 'none'; style-src ${source(pageStyle, digest)}; script-src ${source(pageScript, digest)}; base-uri 'none'; form-action 'none'`;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Grok, self-hosted">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
<header><h1 dir="auto">${title}</h1><p>${countOf(stored, rows.length)}</p></header>
<main aria-label="Conversation">
`;
  for await (const node of stored.nodes()) if (isVisible(node)) yield article(stored, node, shown);
  yield `</main>\n<nav aria-labelledby="tree-title">\n<h2 id="tree-title">Response tree</h2>\n<div role="tree" aria-label="Response tree">\n`;
  let piece = "";
  for (const { id, level } of rows) {
    piece += treeItem(stored, id, level);
    if (piece.length < 64 * 1024) continue;
    yield piece;
    piece = "";
  }
  yield `${piece}</div>\n</nav>\n<script>${pageScript}</script>\n</body>\n</html>\n`;
}

function countOf({ tree, conversation }: StoredTree, messages: number): string {
  const leaves = [...tree.nodes.values()].filter(
    (node) =>
      isVisible(node) && !(tree.children.get(node.id) ?? []).some((child) => isVisible(nodeAt(tree, child))),
  ).length;
  const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;
  return `${count(messages, "message", "messages")}, ${count(leaves, "branch", "branches")} · ${time(conversation.updatedAtMs)}`;
}

function article({ tree }: StoredTree, node: ConversationNode, shown: ReadonlySet<NodeId>): string {
  const { id, role, parentId } = node;
  const who = role === "user" ? "You" : "Grok";
  const up = parentId === tree.rootId ? "" : anchorOf(parentId!);
  const text = textOf(node);
  const body =
    text === ""
      ? '<p class="none">No text.</p>'
      : role === "user"
        ? `<h2 class="asked">${escapeHtml(text)}</h2>`
        : markdownHtml(text);
  return `<article id="${anchorOf(id)}" data-up="${up}" tabindex="-1" aria-label="${who}" class="${role}${shown.has(id) ? "" : " off"}">
<div class="text" dir="auto">${body}</div>
<footer><span>${[who, ...remarks(node)].map(escapeHtml).join(" · ")} · ${time(node.createdAtMs)}</span>${versions(tree, id)}</footer>
</article>
`;
}

function remarks(node: ConversationNode): string[] {
  const { provenance, role, origin, status } = node;
  const model = provenance?.answeredBy === "model" ? provenance.modelTitle || provenance.modelId : "";
  return [
    ...(model === "" || (origin === "edited" && role === "assistant") ? [] : [model]),
    ...(role === "assistant" && origin === "edited" ? ["edited by the user"] : []),
    ...(status === "done" ? [] : [status]),
    ...(node.name === "" ? [] : [node.name]),
  ];
}

function versions(tree: StoredTree["tree"], id: NodeId): string {
  const { ids, index } = siblingsOf(tree, id);
  if (ids.length < 2) return "";
  const step = (to: number, label: string, sign: string) =>
    ids[to] === undefined
      ? `<span class="step" aria-hidden="true">${sign}</span>`
      : `<a class="step" href="#${anchorOf(ids[to])}" aria-label="${label}">${sign}</a>`;
  return `<span class="versions" role="group" aria-label="Versions">${step(index - 1, "Previous version", "‹")}<span>${index + 1} / ${ids.length}</span>${step(index + 1, "Next version", "›")}</span>`;
}

function treeItem({ tree, outline }: StoredTree, id: NodeId, level: number): string {
  const row = outline.get(id);
  const { role } = nodeAt(tree, id);
  const label = row?.name || row?.preview.replace(/^#+ |\*\*|`/g, "") || "No text";
  const { ids, index } = siblingsOf(tree, id);
  const deep = Math.min(level, 12);
  return `<a role="treeitem" tabindex="-1" href="#${anchorOf(id)}" aria-level="${level}" aria-posinset="${index + 1}" aria-setsize="${ids.length}" class="${role} l${deep}"><span class="sr">${role === "user" ? "You: " : "Grok: "}</span><bdi>${escapeHtml(label)}</bdi></a>\n`;
}

function anchorOf(id: NodeId): string {
  return `m-${id}`;
}

function time(ms: number): string {
  const iso = new Date(ms).toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 10)}</time>`;
}

/** How a policy names an inline script or style: SHA-256 in base64. */
function source(text: string, digest: Digest): string {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const hex = digest(text);
  let base64 = "";
  for (let at = 0; at < hex.length; at += 3) {
    // 12 bits are two digits; the last of 64 hex digits stands alone and gets two zero bits.
    const bits = Number.parseInt(hex.slice(at, at + 3).padEnd(3, "0"), 16);
    base64 += digits[bits >> 6]!;
    if (at + 2 < hex.length) base64 += digits[bits & 63]!;
  }
  return `'sha256-${base64.padEnd(44, "=")}'`;
}
