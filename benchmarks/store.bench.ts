// What the store costs: `node benchmarks/store.bench.ts [messages]`, default 200,000 messages in the searched database.
// Everything runs in this process, as it does in the server; medians, and the slowest of all repetitions.

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import {
  type Conversation,
  type ConversationNode,
  type ConversationStore,
  idMaker,
  newConversation,
  questionNode,
  replyNode,
  rootNode,
} from "@grok/conversation";
import { openSqliteStore } from "@grok/store";

const messages = Number(process.argv[2] ?? 200_000);
const ownerId = "bench";

/** Small, quick and the same every time (Marsaglia's xorshift). */
let state = 0x2545f491;
function random(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state >>> 0;
}

const nextId = idMaker(random);
let clockMs = 1_767_225_600_000;
const stamp = () => ({ id: nextId(clockMs), createdAtMs: clockMs++ });

/** Words whose frequencies fall as those of a language do (Zipf), 20,000 of them. */
const vocabulary = Array.from({ length: 20_000 }, (_, n) => {
  let word = "";
  for (let left = n + 7; left > 0; left = Math.floor(left / 20))
    word += "bcdfghjklmnpqrstvwxz"[left % 20] + "aeiou"[left % 5]!;
  return word;
});
function words(count: number): string {
  return Array.from(
    { length: count },
    () => vocabulary[Math.floor(vocabulary.length ** (random() / 2 ** 32)) - 1],
  ).join(" ");
}

function conversation(title: string): { conversation: Conversation; root: ConversationNode } {
  const { id, createdAtMs } = stamp();
  const made = newConversation({ id, ownerId, rootId: nextId(clockMs), createdAtMs, title });
  return { conversation: made, root: rootNode(made) };
}

function message(parent: ConversationNode, wordCount: number): ConversationNode {
  const text = words(wordCount);
  if (parent.role !== "user") return questionNode(stamp(), parent, text);
  return { ...replyNode(stamp(), parent), status: "done", parts: [{ type: "text", text }] };
}

/** A single branch. */
function chain(root: ConversationNode, length: number): ConversationNode[] {
  const nodes: ConversationNode[] = [];
  for (let at = 0; at < length; at++) nodes.push(message(nodes.at(-1) ?? root, 120));
  return nodes;
}

/** Every new message hangs from a random earlier one, later ones rather. */
function bush(root: ConversationNode, size: number): ConversationNode[] {
  const nodes = [message(root, 20)];
  while (nodes.length < size) {
    const back = Math.floor(nodes.length * (random() / 2 ** 32) ** 3);
    nodes.push(message(nodes[nodes.length - 1 - back]!, 20));
  }
  return nodes;
}

interface Row {
  times: number;
  quickest: string;
  median: string;
  slowest: string;
  note: string;
}
/** Milliseconds. */
const table: Record<string, Row> = {};

async function measure(name: string, repetitions: number, work: (at: number) => Promise<unknown>, note = "") {
  const times: number[] = [];
  for (let at = 0; at < repetitions; at++) {
    const start = performance.now();
    await work(at);
    times.push(performance.now() - start);
  }
  times.sort((left, right) => left - right);
  const show = (ms: number) => ms.toFixed(ms < 10 ? 3 : 1);
  table[name] = {
    times: times.length,
    quickest: show(times[0]!),
    median: show(times[Math.floor(times.length / 2)]!),
    slowest: show(times.at(-1)!),
    note,
  };
}

async function measureTrees(store: ConversationStore): Promise<void> {
  const long = conversation("A long branch");
  const branch = chain(long.root, 2_500);
  await measure("import a branch of 2,500", 1, () => store.createConversation(long.conversation, branch));
  const leaf = branch.at(-1)!.id;
  await measure("path of 2,500, whole", 20, () => store.path(ownerId, long.conversation.id, leaf));
  const last = branch.slice(-40).map((node) => node.id);
  await measure("last 40 messages by id", 50, () => store.nodes(ownerId, long.conversation.id, last));
  const view = {
    id: "pane",
    conversationId: long.conversation.id,
    draft: "",
    scrollAnchorId: null,
    savedAtMs: 1,
  };
  await measure("move a cursor on it", 20, (at) =>
    store.saveView(ownerId, { ...view, leafId: branch.at(-1 - (at % 2))!.id }),
  );

  const wide = conversation("A large tree");
  const tree = bush(wide.root, 20_000);
  await measure("import a tree of 20,000", 1, () => store.createConversation(wide.conversation, tree));
  await measure("shape of 20,000", 20, () => store.shape(ownerId, wide.conversation.id));
  await measure("outline of 20,000", 10, () => store.outline(ownerId, wide.conversation.id));
  await measure("summary with its branches", 20, () => store.conversation(ownerId, wide.conversation.id));
  const trunk = tree[0]!.id;
  await measure("archive and restore 20,000", 3, async (at) => {
    await store.archiveBranch(ownerId, wide.conversation.id, trunk, at + 1);
    await store.restoreBranch(ownerId, wide.conversation.id, trunk);
  });
}

async function fill(store: ConversationStore, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 200) {
    const { conversation: made, root } = conversation("Untitled");
    await store.createConversation(made, chain(root, Math.min(200, left)));
  }
}

async function measureSearch(store: ConversationStore): Promise<void> {
  const start = performance.now();
  await fill(store, messages);
  const seconds = (performance.now() - start) / 1000;
  console.log(`${messages} messages stored and indexed in ${seconds.toFixed(1)} s`);
  const queries = {
    "a rare word": vocabulary[15_000]!,
    "two middling words": `${vocabulary[300]} ${vocabulary[700]}`,
    "a common word": vocabulary[3]!,
    "three common words": `${vocabulary[1]} ${vocabulary[2]} ${vocabulary[4]}`,
    "two letters, half typed": vocabulary[40]!.slice(0, 2),
    "one letter, half typed": vocabulary[40]!.slice(0, 1),
    "no match": "zzzzzz",
  };
  for (const [name, query] of Object.entries(queries)) {
    const hits = await store.search(ownerId, query, 20);
    await measure(`search: ${name}`, 5, () => store.search(ownerId, query, 20), `${hits.length} hits`);
  }
  await measure("list of 50 conversations", 20, () => store.conversations(ownerId, { limit: 50 }));
}

async function measureRuns(store: ConversationStore): Promise<void> {
  const { conversation: made, root } = conversation("Chat");
  await store.createConversation(made);
  const rounds = 200;
  const starts = Array.from({ length: rounds }, () => {
    const question = message(root, 30);
    const reply = replyNode(stamp(), question);
    const run = {
      id: reply.id,
      conversationId: made.id,
      ownerId,
      kind: "answer" as const,
      status: "live" as const,
      seq: 0,
      foldedSeq: 0,
      heartbeatAtMs: clockMs,
      startedAtMs: clockMs,
    };
    return { conversation: made, nodes: [question, reply], run, viewId: "pane", reply };
  });
  await measure("startRun", rounds, (at) => store.startRun(starts[at]!));
  const text = words(5);
  await measure("append one event", rounds, (at) =>
    store.appendRunEvents(starts[at]!.run.id, [{ seq: 1, type: "text", text }], clockMs),
  );
  const parts = [{ type: "text" as const, text: words(1_200) }];
  await measure("fold 8 KB", rounds, (at) => store.foldRun(starts[at]!.run.id, parts, 1));
  await measure("endRun, 8 KB, 1,500 tokens", rounds, (at) => {
    const node = { ...starts[at]!.reply, status: "done" as const, parts };
    const tokens = Array.from({ length: 1_500 }, () => random() % 150_000);
    return store.endRun({
      runId: node.id,
      node,
      events: [{ seq: 2, type: "ended", node }],
      generated: { modelDigest: "sha256", tokens },
    });
  });
}

async function measureDoctor(store: ConversationStore): Promise<void> {
  let longestMs = 0;
  let lastMs = performance.now();
  const pulse = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - lastMs);
    lastMs = performance.now();
  }, 1);
  const { findings, rows } = await measureOnce("diagnose everything", () =>
    store.diagnose({ mend: false, live: new Set(), nowMs: clockMs }),
  );
  clearInterval(pulse);
  table["diagnose everything"]!.note =
    `${rows} rows, ${findings.length} findings, at most ${longestMs.toFixed(0)} ms at a stretch`;
}

async function measureOnce<T>(name: string, work: () => Promise<T>): Promise<T> {
  let result: T | undefined;
  await measure(name, 1, async () => {
    result = await work();
  });
  return result!;
}

const folder = mkdtempSync(join(tmpdir(), "grok-bench-"));
const path = join(folder, "conversations.db");
const store = await openSqliteStore(path);
try {
  await measureTrees(store);
  await measureSearch(store);
  await measureRuns(store);
  await measureDoctor(store);
  await store.close();
  await measure("open an existing file", 5, async () => (await openSqliteStore(path)).close());
} finally {
  await store.close();
}
console.log(
  `${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
);
console.log(`database ${(statSync(path).size / 2 ** 20).toFixed(0)} MiB`);
console.table(table);
rmSync(folder, { recursive: true, force: true });
