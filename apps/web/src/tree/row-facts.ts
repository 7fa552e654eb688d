import { type NodeId, nodeAt, type Tree } from "@grok/conversation";
import { usePlace } from "../pane/place.ts";
import { blankOutline } from "../state/outline.ts";
import { partsOf } from "../state/runs.ts";
import { useWorkspace } from "../state/store.ts";
import type { Formats } from "../words/formats.ts";
import { labelOf } from "./label.ts";
import { factsOf, type NodeFacts } from "./node-facts.ts";
import type { OutlineRow } from "./outline-rows.ts";
import type { TreeWords } from "./tree-words.ts";

/** What is known of a message, following it as it changes. */
export function useFacts(nodeId: NodeId): NodeFacts | null {
  const { conversationId } = usePlace();
  return useWorkspace(({ trees, outlines }) =>
    factsOf(nodeId, trees.loaded[conversationId]?.bodies, (outlines[conversationId] ?? blankOutline).nodes),
  );
}

/** The beginning of a reply while it is being written; null once it has ended. */
export function useLiveLabel(nodeId: NodeId): string | null {
  const { conversationId } = usePlace();
  return useWorkspace(({ runs, trees }) => {
    const run = runs.live[nodeId];
    const body = trees.loaded[conversationId]?.bodies.get(nodeId);
    if (run === undefined || body === undefined) return null;
    const text = partsOf(body, run).find((part) => part.type === "text")?.text ?? "";
    return labelOf(text.slice(0, 80).replace(/\s+/g, " "));
  });
}

/** The model of a reply where it is not that of the reply before it on its branch. */
export function useOtherModel(tree: Tree, nodeId: NodeId): string {
  const own = useFacts(nodeId)?.modelName ?? "";
  const node = tree.nodes.get(nodeId);
  const question = node?.parentId == null ? undefined : tree.nodes.get(node.parentId);
  const before = useFacts(question?.parentId ?? nodeId)?.modelName ?? "";
  return node?.role === "assistant" && question?.role === "user" && before !== "" && own !== before
    ? own
    : "";
}

export interface RowMarks {
  readonly panes: readonly number[];
  readonly running: boolean;
  readonly unread: boolean;
  readonly found: boolean;
  readonly markedToCompare: boolean;
}

/** Everything a row shows, as one sentence for those who hear it. */
export function saidOf(
  row: OutlineRow,
  tree: Tree,
  facts: NodeFacts | null,
  label: string,
  model: string,
  summary: boolean,
  marks: RowMarks,
  words: TreeWords,
  formats: Formats,
): string {
  if (row.kind === "run") return words.run(row.count, formats.number(row.count));
  const { origin } = nodeAt(tree, row.nodeId);
  const parts = [
    row.kind === "question" ? words.question(label) : words.reply(label),
    row.branches > 1 ? words.branchOf(row.branch, row.branches) : "",
    row.forks > 1 ? forksOf(row, words) : "",
    ...marks.panes.map(words.pane),
    row.hidden > 0 ? words.hidden(row.hidden, formats.number(row.hidden)) : "",
    marks.running ? words.writing : "",
    marks.unread ? words.unread : "",
    marks.found ? words.hit : "",
    marks.markedToCompare ? words.marked : "",
    facts?.bookmarked ? words.bookmarked : "",
    facts?.mode === "fun" ? words.fun : "",
    origin === "edited" && row.kind === "reply" ? words.edited : "",
    origin === "continued" ? words.continued : "",
    summary ? words.summary : "",
    model === "" ? "" : words.by(model),
    row.archived ? words.archived : "",
  ];
  return words.listed(parts.filter((part) => part !== ""));
}

/** What leaves a fork: several replies to one question, or several questions after one reply. */
export function forksOf({ kind, forks }: OutlineRow, words: TreeWords): string {
  return kind === "question" ? words.versions(forks) : words.branches(forks);
}
