import {
  type ConversationNode,
  conversationLine,
  newConversation,
  newId,
  nodeLine,
  questionNode,
  replyNode,
  rootNode,
} from "@grok/conversation";

export interface MadeConversation {
  readonly jsonl: string;
  readonly conversationId: string;
  /** End of the long path. */
  readonly leafId: string;
  /** A text that stands in the first question of that path alone, and one of its last reply alone. */
  readonly firstText: string;
  readonly lastText: string;
}

const words =
  "the tide comes in twice a day because the moon pulls at the water and the earth turns under it while bread rises slowly in a cold kitchen and nobody minds".split(
    " ",
  );

/** A plain generator of numbers, so that the same seed makes the same conversation (xorshift, Marsaglia 2003). */
function randomOf(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/**
 * A conversation in the export format with one path of `path` messages and side branches up to `nodes` messages in
 * all. Replies have about 120 words, now and then a list or code.
 */
export function largeConversation(size: { path: number; nodes: number; seed: number }): MadeConversation {
  const random = randomOf(size.seed);
  let nowMs = 1_790_000_000_000;
  const id = () => newId(nowMs++, random);
  const text = (count: number) =>
    Array.from({ length: count }, () => words[random() % words.length]).join(" ");
  const answer = () => {
    const body = `${text(60)}.\n\n${text(60)}.`;
    if (random() % 10 === 0) return `${body}\n\n- ${text(6)}\n- ${text(6)}\n- ${text(6)}`;
    if (random() % 15 === 0)
      return `${body}\n\n\`\`\`ts\nconst tide = ${random() % 100};\nconsole.log(tide);\n\`\`\``;
    return body;
  };

  const conversation = newConversation({
    id: id(),
    ownerId: "local",
    rootId: id(),
    createdAtMs: nowMs,
    title: `Made of ${size.nodes} messages`,
    titledBy: "import",
  });
  const trunk: ConversationNode[] = [rootNode(conversation)];
  const all: ConversationNode[] = [];
  const add = (parent: ConversationNode, said: string): ConversationNode => {
    const stamp = { id: id(), createdAtMs: nowMs };
    const node: ConversationNode =
      parent.role === "user"
        ? { ...replyNode(stamp, parent), status: "done", parts: [{ type: "text", text: said }] }
        : questionNode(stamp, parent, said);
    all.push(node);
    return node;
  };
  const firstText = `first words of seed ${size.seed}`;
  const lastText = `last words of seed ${size.seed}`;
  for (let step = 0; step < size.path; step++) {
    const parent = trunk[step] as ConversationNode;
    const said = parent.role === "user" ? answer() : text(12);
    const mark = step === 0 ? `${firstText} ` : step === size.path - 1 ? `${lastText} ` : "";
    trunk.push(add(parent, mark + said));
  }
  while (all.length < size.nodes) {
    let at = trunk[random() % trunk.length] as ConversationNode;
    for (let depth = 0; depth < 2 + (random() % 8) && all.length < size.nodes; depth++) {
      at = add(at, at.role === "user" ? answer() : text(12));
    }
  }
  const lines = [
    JSON.stringify({ type: "grok-export", version: 1, exportedAtMs: nowMs }),
    conversationLine(conversation),
    ...all.map(nodeLine),
  ];
  return {
    jsonl: `${lines.join("\n")}\n`,
    conversationId: conversation.id,
    leafId: (trunk.at(-1) as ConversationNode).id,
    firstText,
    lastText,
  };
}
