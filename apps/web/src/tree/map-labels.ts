import type { NodeId } from "@grok/conversation";
import type { MapLine } from "./map-lines.ts";
import type { NodeFacts } from "./node-facts.ts";

/** Room for the label beside a stop of the first line, and of a line further in. */
const labelMaxPx = { first: 220, further: 118 };
const wideUnit =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f300}-\u{3ffff}]/u;
const unitPx = { wide: 11.5, narrow: 6.1 };

/** What stands beside a stop; empty for most replies, and on branches, which have their words below their end. */
export function labelBeside(
  line: MapLine,
  stop: number,
  facts: (id: NodeId) => NodeFacts | null,
  run: (count: number) => string,
): string {
  const { kind, nodeId, count } = line.stops[stop]!;
  const isEnd = stop === line.stops.length - 1;
  if (isEnd && !line.fork) return "";
  if (kind === "run") return run(count);
  if (!line.fork && line.parent !== -1) return "";
  const known = facts(nodeId);
  return kind === "question" || isEnd || (known?.name ?? "") !== "" ? (known?.label ?? "") : "";
}

/** What a branch is called: the last name on it, else its first words. */
export function labelBelow(line: MapLine, facts: (id: NodeId) => NodeFacts | null): string {
  const named = line.stops.findLast(({ nodeId }) => (facts(nodeId)?.name ?? "") !== "");
  return facts((named ?? line.stops[0]!).nodeId)?.label ?? "";
}

/** About how much room a label takes; too much is harmless, too little is cut off. */
export function labelWidth(label: string, line: MapLine): number {
  let px = 0;
  for (const character of label) px += wideUnit.test(character) ? unitPx.wide : unitPx.narrow;
  return label === "" ? 0 : Math.min(px + 12, labelMax(line));
}

export function labelMax(line: MapLine): number {
  return line.parent === -1 ? labelMaxPx.first : labelMaxPx.further;
}
