// The process that `crash.test.ts` kills: writes runs without end and says on its output, synchronously, what the
// store has acknowledged. Usage: crash-writer.ts DATABASE FIRST_NUMBER

import { writeSync } from "node:fs";
import { type RunEvent, rootNode } from "@grok/conversation";
import { sampleConversation, sampleQuestion, sampleReply } from "@grok/conversation/sample-tree";
import { openSqliteStore } from "@grok/store";
import { replyText } from "./crash-words.ts";

const [path, first] = process.argv.slice(2);
const store = await openSqliteStore(path!);
const acknowledged = (what: string, run: string, seq: number) =>
  writeSync(1, `${JSON.stringify({ what, run, seq })}\n`);

for (let n = Number(first); ; n += 10) {
  const conversation = sampleConversation(n);
  const question = sampleQuestion(n + 2, rootNode(conversation));
  const reply = sampleReply(n + 3, question);
  const run = {
    id: reply.id,
    conversationId: conversation.id,
    ownerId: conversation.ownerId,
    kind: "answer" as const,
    status: "live" as const,
    seq: 0,
    foldedSeq: 0,
    heartbeatAtMs: 1,
    startedAtMs: 1,
  };
  await store.startRun({ conversation, nodes: [question, reply], run, viewId: "pane" });
  acknowledged("start", run.id, 0);
  for (let seq = 1; seq <= 12; seq += 3) {
    const events = [0, 1, 2].map((step): RunEvent => {
      const at = seq + step;
      return { seq: at, type: "text", text: replyText(at, at) };
    });
    await store.appendRunEvents(run.id, events, seq);
    acknowledged("append", run.id, seq + 2);
    await store.foldRun(run.id, [{ type: "text", text: replyText(1, seq + 1) }], seq + 1);
    acknowledged("fold", run.id, seq + 1);
  }
  const node = {
    ...reply,
    status: "done" as const,
    parts: [{ type: "text" as const, text: replyText(1, 13) }],
  };
  await store.endRun({
    runId: run.id,
    node,
    events: [
      { seq: 13, type: "text", text: replyText(13, 13) },
      { seq: 14, type: "ended", node },
    ],
    generated: { modelDigest: "digest", tokens: [n] },
  });
  acknowledged("end", run.id, 14);
}
