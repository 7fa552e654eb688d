import { diffArrays } from "diff";
import { linesOf, tokensOf } from "./text-tokens.ts";

/** A stretch of two texts laid over each other. The old text is what is kept and removed, the new what is kept and added. */
export interface DifferencePart {
  readonly kind: "kept" | "removed" | "added";
  readonly text: string;
}

export interface TextDifference {
  /** In order; where something was replaced, what was removed stands first. */
  readonly parts: readonly DifferencePart[];
  /** "lines" where at least one changed stretch was too long to be compared word by word. */
  readonly grain: "words" | "lines";
}

/** Both texts together; longer ones are compared by lines. */
export const wordsCharsMax = 200_000;
/** Changes in one stretch; with more of them little is alike, and finding it costs their square in time and memory. */
const editsMax = 4_000;

/**
 * What has become of `before` in `after`: by lines first, and inside of changed lines by words. `budgetMs` bounds the
 * time; what is not reached within it stays a replaced stretch.
 */
export function textDifference(before: string, after: string, budgetMs: number): TextDifference {
  const endMs = Date.now() + budgetMs;
  const coarse = differenceIn(linesOf(before), linesOf(after), budgetMs) ?? replaced(before, after);
  if (before.length + after.length > wordsCharsMax) return { parts: coarse, grain: "lines" };
  let grain: TextDifference["grain"] = "words";
  const parts: DifferencePart[] = [];
  for (let at = 0; at < coarse.length; at++) {
    const part = coarse[at]!;
    const next = coarse[at + 1];
    if (part.kind !== "removed" || next?.kind !== "added") {
      parts.push(part);
      continue;
    }
    at++;
    const left = endMs - Date.now();
    const fine = left > 0 ? differenceIn(tokensOf(part.text), tokensOf(next.text), left) : undefined;
    if (fine === undefined) grain = "lines";
    parts.push(...(fine === undefined ? [part, next] : withoutIslands(fine)));
  }
  return { parts: joined(parts), grain };
}

function replaced(before: string, after: string): DifferencePart[] {
  return joined([
    { kind: "removed", text: before },
    { kind: "added", text: after },
  ]);
}

function differenceIn(before: string[], after: string[], timeout: number): DifferencePart[] | undefined {
  return diffArrays(before, after, { timeout, maxEditLength: editsMax })?.map(
    ({ added, removed, value }) => ({
      kind: added ? "added" : removed ? "removed" : "kept",
      text: value.join(""),
    }),
  );
}

/** A space that happens to be kept between two changes is no resting place for the eye: it joins them. */
function withoutIslands(parts: readonly DifferencePart[]): DifferencePart[] {
  return parts.flatMap((part, at): DifferencePart[] => {
    const inside = part.kind === "kept" && at > 0 && at < parts.length - 1;
    if (!inside || /\S|[\r\n]/.test(part.text)) return [part];
    return [
      { kind: "removed", text: part.text },
      { kind: "added", text: part.text },
    ];
  });
}

/** Neighbouring changes as one: all that is removed, then all that is added. */
function joined(parts: readonly DifferencePart[]): DifferencePart[] {
  const result: DifferencePart[] = [];
  let kept = "";
  let removed = "";
  let added = "";
  const settle = () => {
    if (removed !== "") result.push({ kind: "removed", text: removed });
    if (added !== "") result.push({ kind: "added", text: added });
    removed = "";
    added = "";
  };
  const settleKept = () => {
    if (kept !== "") result.push({ kind: "kept", text: kept });
    kept = "";
  };
  for (const { kind, text } of parts) {
    if (kind === "kept") {
      settle();
      kept += text;
      continue;
    }
    settleKept();
    if (kind === "removed") removed += text;
    else added += text;
  }
  settleKept();
  settle();
  return result;
}
