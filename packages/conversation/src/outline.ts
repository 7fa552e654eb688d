import { notInsidePair } from "./excerpt.ts";
import { type ConversationNode, textOf } from "./node.ts";
import type { NodeOutline } from "./store.ts";

/** Most UTF-16 units of a preview. */
export const previewLengthMax = 80;

/** The beginning of `text` on one line: white space becomes single spaces, Markdown stays, no character is halved. */
export function previewOf(text: string): string {
  // The beginning is enough, unless much of it is white space.
  const head = oneLine(text.slice(0, 2 * previewLengthMax));
  const line = head.length > previewLengthMax ? head : oneLine(text);
  if (line.length <= previewLengthMax) return line;
  return line.slice(0, notInsidePair(line, previewLengthMax)).trimEnd();
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

/** What a drawn tree shows of `node`. */
export function outlineOf(
  node: Pick<ConversationNode, "id" | "parts" | "provenance" | "name" | "bookmarked">,
): NodeOutline {
  const { id, provenance, name, bookmarked } = node;
  const text = textOf(node);
  return {
    id,
    preview: previewOf(text),
    chars: text.length,
    mode: provenance?.mode ?? null,
    modelName: provenance?.answeredBy === "model" ? provenance.modelTitle || provenance.modelId : "",
    name,
    bookmarked,
  };
}
