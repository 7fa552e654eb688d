// Makes a conversation of ours from one of another program. Our rules: one root, and below it question, reply, question
// and so on. Nothing that was written may be lost to a rule, so messages of one role in a row become one message, and
// where another branch needs the shorter one too, both are kept as versions beside each other.

import { type Digest, importedId } from "../id.ts";
import { newConversation } from "../new-node.ts";
import type { Conversation, ConversationNode, NodeId, NodePart, OwnerId } from "../node.ts";
import { cutLong, lengthMax } from "./cut-long-message.ts";
import {
  cleanTitle,
  clip,
  type ForeignConversation,
  type ForeignFormat,
  type ForeignMessage,
  joinParts,
  LeftOut,
  partsLength,
} from "./foreign.ts";
import { type MessageForest, messageForest } from "./message-forest.ts";
import { type Place, PlantingBed } from "./planting-bed.ts";

/** UTF-16 units of a conversation that may be written once more to keep versions apart; a comb of thousands would grow without end. */
const repeatedLengthMax = 4 * 1024 * 1024;

export interface Planted {
  readonly conversation: Conversation;
  /** Parents before children. */
  readonly nodes: readonly ConversationNode[];
  /** Nodes dated by the import, because the file has no date of them. */
  readonly undated: ReadonlySet<NodeId>;
  /** The node shown last in the other program. */
  readonly leafId: NodeId | null;
  readonly leftOut: LeftOut;
  readonly problems: readonly string[];
}

/**
 * The tree of `foreign`, with the same ids every time. Siblings stand in the order of their dates. A reply that no
 * question comes before hangs from an empty one.
 *
 * `nowMs`: the date of what has none.
 */
export function plantConversation(
  foreign: ForeignConversation,
  options: { format: ForeignFormat; ownerId: OwnerId; digest: Digest; nowMs: number },
): Planted {
  const leftOut = new LeftOut();
  leftOut.addAll(foreign.leftOut);
  const problems = [...foreign.problems];
  const messages = foreign.messages.flatMap((message) => {
    if (message.role !== null && message.parts.length === 0) {
      leftOut.add("empty");
      return [{ ...message, role: null }];
    }
    const pieces = cutLong(message);
    if (pieces.length > 1)
      problems.push(
        `message ${clip(message.key)} has ${partsLength(message.parts)} characters and was cut into ${pieces.length}`,
      );
    return pieces;
  });
  const forest = messageForest(messages);
  problems.push(...forest.problems);

  const scope = `${options.format}:${foreign.key}`;
  const dates = messages.flatMap(({ createdAtMs }) => createdAtMs ?? []);
  const firstMs = foreign.createdAtMs ?? least(dates);
  const id = importedId(foreign.createdAtMs ?? 0, scope, options.digest);
  const createdAtMs = firstMs ?? options.nowMs;
  const updatedAtMs = Math.max(createdAtMs, foreign.updatedAtMs ?? 0);
  const conversation: Conversation = {
    ...newConversation({
      id,
      ownerId: options.ownerId,
      rootId: importedId(foreign.createdAtMs ?? 0, `${scope}:root`, options.digest),
      createdAtMs,
      title: cleanTitle(foreign.title),
      titledBy: "import",
    }),
    updatedAtMs,
    archivedAtMs: foreign.archived ? updatedAtMs : null,
  };
  const bed = new PlantingBed(conversation, firstMs, {
    scope,
    format: options.format,
    digest: options.digest,
  });
  plantAll(forest, bed);
  return {
    conversation,
    nodes: bed.nodes,
    undated: bed.undated,
    leafId: foreign.currentKey === null ? null : bed.nodeFor(forest.shownAt(foreign.currentKey)),
    leftOut,
    problems,
  };
}

interface Step {
  readonly message: ForeignMessage;
  readonly place: Place;
  /** What the messages of the same role right above say. */
  readonly before: readonly NodePart[];
  readonly model: string;
}

function plantAll(forest: MessageForest, bed: PlantingBed): void {
  let repeatable = repeatedLengthMax;
  const waiting: Step[] = [];
  const wait = (messages: readonly ForeignMessage[], rest: Omit<Step, "message">) => {
    for (const message of messages.toReversed()) waiting.push({ message, ...rest });
  };
  wait(forest.first, { place: bed.root, before: [], model: "" });
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const { message } = step;
    const place =
      step.place.role === "root" && message.role === "assistant"
        ? bed.plantEmpty(step.place, "first-question", "user", message)
        : step.place;
    const parts = joinParts(step.before, message.parts);
    const model = message.model === "" ? step.model : message.model;
    const children = forest.below.get(message.key) ?? [];
    const others = children.filter(({ role }) => role !== message.role);
    const same = children.filter(({ role }) => role === message.role);
    const length = partsLength(parts);
    const fitting = same.filter((child) => length + partsLength(child.parts) + 2 <= lengthMax);
    const standsAlone = others.length > 0 || fitting.length < same.length || same.length === 0;
    const repeated = length * (fitting.length - (standsAlone ? 0 : 1));
    const joined = repeated <= repeatable ? fitting : [];
    if (joined.length > 0) repeatable -= Math.max(0, repeated);
    const apart = same.filter((child) => !joined.includes(child));

    if (standsAlone || apart.length > 0) {
      const planted = bed.plant(place, message, parts, model);
      for (const child of apart.toReversed()) {
        const role = message.role === "user" ? "assistant" : "user";
        wait([child], {
          place: bed.plantEmpty(planted, `before:${child.key}`, role, child),
          before: [],
          model: "",
        });
      }
      wait(others, { place: planted, before: [], model: "" });
    } else bed.standsIn(message.key, joined.at(-1)!.key);
    wait(joined, { place, before: parts, model });
  }
}

/** Not `Math.min(...)`: a conversation may hold more messages than a call takes arguments. */
function least(numbers: readonly number[]): number | null {
  let found: number | null = null;
  for (const number of numbers) if (found === null || number < found) found = number;
  return found;
}
