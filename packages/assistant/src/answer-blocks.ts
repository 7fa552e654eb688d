import { cleanText, foldRunEvent, type NodePart, type RunEventBody } from "@grok/conversation";

// A model addresses the pieces of its answer by id and may write several at once, while run events and nodes know
// only an order. Blocks bring one into the other: each kind is told in the order in which its blocks were opened, a
// later block waiting until those of its kind before it are closed. So the node is the same however the deltas were
// split or interleaved, and with the models of today, which write one block after another, nothing ever waits.

export interface AnswerBlock {
  readonly id: string;
  readonly type: "text" | "reasoning";
  /** Told as events. */
  readonly told: string;
  /** Written, and waiting for an earlier block to close. */
  readonly waiting: string;
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
}

/** In the order in which they were opened. */
export type AnswerBlocks = readonly AnswerBlock[];

export interface BlockStep {
  readonly blocks: AnswerBlocks;
  /** What this step lets readers know. */
  readonly events: readonly RunEventBody[];
}

/** Opens block `id`; one that is there already stays as it is. */
export function openBlock(
  blocks: AnswerBlocks,
  type: AnswerBlock["type"],
  id: string,
  atMs: number,
): BlockStep {
  if (find(blocks, type, id) >= 0) return { blocks, events: [] };
  return {
    blocks: [...blocks, { id, type, told: "", waiting: "", openedAtMs: atMs, closedAtMs: null }],
    events: [],
  };
}

/** Adds `text` to block `id`, opening it where a provider forgot to, so that no text is lost. */
export function appendToBlock(
  blocks: AnswerBlocks,
  type: AnswerBlock["type"],
  id: string,
  text: string,
  atMs: number,
): BlockStep {
  const opened = openBlock(blocks, type, id, atMs).blocks;
  return tell(change(opened, type, id, (block) => ({ ...block, waiting: block.waiting + cleanText(text) })));
}

export function closeBlock(
  blocks: AnswerBlocks,
  type: AnswerBlock["type"],
  id: string,
  atMs: number,
): BlockStep {
  return tell(change(blocks, type, id, (block) => ({ ...block, closedAtMs: block.closedAtMs ?? atMs })));
}

/** Closes what is open, and so tells all that waited. */
export function closeAllBlocks(blocks: AnswerBlocks, atMs: number): BlockStep {
  return tell(blocks.map((block) => ({ ...block, closedAtMs: block.closedAtMs ?? atMs })));
}

/**
 * `step`, the first that tells any text, with `lead` before that text. `before`: the blocks as they were; in none of
 * them was text told yet.
 */
export function leadWith(before: AnswerBlocks, step: BlockStep, lead: string): BlockStep {
  const event = step.events.findIndex(({ type }) => type === "text");
  const told = step.blocks.findIndex(
    (block, at) => block.type === "text" && block.told !== (before[at]?.told ?? ""),
  );
  const [first, block] = [step.events[event], step.blocks[told]];
  if (first?.type !== "text" || block === undefined) return step;
  return {
    blocks: step.blocks.with(told, { ...block, told: lead + block.told }),
    events: step.events.with(event, { ...first, text: lead + first.text }),
  };
}

/** The parts of a reply that began with `begun`, with how long each piece of reasoning took. */
export function partsOf(begun: readonly NodePart[], blocks: AnswerBlocks, atMs: number): readonly NodePart[] {
  return blocks.reduce((parts, block) => {
    const text = block.told + block.waiting;
    if (text === "") return parts;
    const grown = foldRunEvent(parts, { type: block.type, text });
    const last = grown.at(-1);
    if (last?.type !== "reasoning") return grown;
    const tookMs = Math.max(0, (block.closedAtMs ?? atMs) - block.openedAtMs);
    return [...grown.slice(0, -1), { ...last, durationMs: last.durationMs + tookMs }];
  }, begun);
}

function find(blocks: AnswerBlocks, type: AnswerBlock["type"], id: string): number {
  return blocks.findIndex((block) => block.type === type && block.id === id);
}

function change(
  blocks: AnswerBlocks,
  type: AnswerBlock["type"],
  id: string,
  update: (block: AnswerBlock) => AnswerBlock,
): AnswerBlocks {
  const index = find(blocks, type, id);
  const block = blocks[index];
  return block === undefined ? blocks : blocks.with(index, update(block));
}

/** Tells what may be told: of each kind everything up to and with the first block that is still open. */
function tell(blocks: AnswerBlocks): BlockStep {
  const events: RunEventBody[] = [];
  const mustWait = { text: false, reasoning: false };
  const told = blocks.map((block) => {
    if (mustWait[block.type]) return block;
    mustWait[block.type] = block.closedAtMs === null;
    if (block.waiting === "") return block;
    events.push({ type: block.type, text: block.waiting });
    return { ...block, told: block.told + block.waiting, waiting: "" };
  });
  return { blocks: told, events };
}
