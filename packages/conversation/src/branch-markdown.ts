import { type Conversation, type ConversationNode, textOf } from "./node.ts";

/**
 * One branch as a Markdown document with front matter, for reading and for other programs. Texts stand as they are;
 * reasoning is left out. Ends with a line end.
 *
 * `path`: root first, as `store.path` gives it.
 */
export function branchMarkdown(
  conversation: Pick<Conversation, "id" | "title" | "createdAtMs" | "updatedAtMs">,
  path: readonly ConversationNode[],
): string {
  const messages = path.filter((node) => node.role !== "root");
  const models = new Set(messages.flatMap((node) => node.provenance?.modelTitle || []));
  const matter = [
    `title: ${JSON.stringify(conversation.title)}`,
    `conversation: ${conversation.id}`,
    `branch: ${path.at(-1)?.id ?? conversation.id}`,
    `created: ${new Date(conversation.createdAtMs).toISOString()}`,
    `updated: ${new Date(conversation.updatedAtMs).toISOString()}`,
    `messages: ${messages.length}`,
    `models: ${JSON.stringify([...models])}`,
  ];
  const heading = conversation.title === "" ? "" : `# ${conversation.title.replace(/\s+/g, " ")}\n\n`;
  return `---\n${matter.join("\n")}\n---\n\n${heading}${messages.map(section).join("\n")}`;
}

function section(node: ConversationNode): string {
  const text = textOf(node);
  const body = text === "" ? "*(no text)*" : text;
  return `## ${node.role === "user" ? "You" : "Grok"}${remark(node)}\n\n${body}${body.endsWith("\n") ? "" : "\n"}`;
}

/** What a reader of the text alone would take for something else. */
function remark(node: ConversationNode): string {
  const remarks: string[] = [];
  if (node.origin === "edited" && node.role === "assistant") remarks.push("edited by the user");
  if (node.status === "running") remarks.push("still being written");
  if (node.status === "stopped") remarks.push("stopped");
  if (node.status === "interrupted") remarks.push("interrupted");
  if (node.status === "failed") remarks.push("failed");
  return remarks.length === 0 ? "" : ` (${remarks.join(", ")})`;
}
