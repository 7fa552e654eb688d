import { notInsidePair } from "./excerpt.ts";
import { type ConversationNode, textOf } from "./node.ts";
import type { NodeOutline } from "./store.ts";

/** Most UTF-16 units of a preview. */
export const previewLengthMax = 80;

/** The beginning of `text` on one line: white space becomes single spaces, Markdown stays, no character is halved. */
export function previewOf(text: string): string {
  let preview = "";
  for (const [word] of text.matchAll(/\S+/g)) {
    preview += preview === "" ? word : ` ${word}`;
    if (preview.length < previewLengthMax) continue;
    return preview.slice(0, notInsidePair(preview, previewLengthMax)).trimEnd();
  }
  return preview;
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
