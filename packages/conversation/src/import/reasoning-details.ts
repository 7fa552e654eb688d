import type { NodePart } from "../node.ts";
import { joinParts, reasoningParts, textParts } from "./foreign.ts";

/**
 * Text in which reasoning stands as `<details type="reasoning" duration="3">`, a quoted block with a summary, as parts.
 * Details of other kinds, and such that never close, stay in the text.
 */
export function withoutDetails(text: string): readonly NodePart[] {
  let parts: readonly NodePart[] = [];
  let from = 0;
  const opening = /<details type="reasoning"([^>]{0,200})>/g;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const end = text.indexOf("</details>", opening.lastIndex);
    if (end === -1) break;
    parts = joinParts(parts, textParts(text.slice(from, match.index).trim()));
    const seconds = Number(/duration="(\d{1,6})"/.exec(match[1] ?? "")?.[1] ?? 0);
    parts = joinParts(parts, reasoningParts(quoted(text.slice(opening.lastIndex, end)), seconds * 1000));
    from = end + "</details>".length;
    opening.lastIndex = from;
  }
  const rest = text.slice(from);
  return joinParts(parts, textParts(from === 0 ? rest : rest.trim()));
}

function quoted(block: string): string {
  const closed = block.indexOf("</summary>");
  return block
    .slice(closed === -1 ? 0 : closed + "</summary>".length)
    .split("\n")
    .map((line) => line.replace(/^&gt; ?|^> ?/, ""))
    .join("\n")
    .replace(/&(lt|gt|quot|#x27|#39|amp);/g, (_, name: string) => characters[name] ?? "")
    .trim();
}

const characters: Record<string, string> = { lt: "<", gt: ">", quot: '"', "#x27": "'", "#39": "'", amp: "&" };
