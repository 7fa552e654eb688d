import assert from "node:assert/strict";
import { after, test } from "node:test";
import { TestServer } from "./test-server.ts";

after(() => TestServer.disposeAll());

/** A conversation of ChatGPT's with one branch of `messages`. */
function chat(n: number, messages: number): object {
  const mapping = Object.fromEntries(
    Array.from({ length: messages }, (_, at) => [
      `n${at}`,
      {
        id: `n${at}`,
        parent: at === 0 ? null : `n${at - 1}`,
        message: {
          author: { role: at % 2 === 0 ? "user" : "assistant" },
          create_time: 1_700_000_000 + at,
          content: { content_type: "text", parts: [`message ${at} `.repeat(60)] },
        },
      },
    ]),
  );
  return { conversation_id: `c${n}`, title: `Chat ${n}`, mapping };
}

test("while a large file is imported, other requests are answered", async () => {
  const server = await TestServer.start();
  const { conversations } = server.clients();
  const file = [...Array.from({ length: 60 }, (_, n) => chat(n, 20)), chat(60, 2_000)];
  let ended = false;
  const importing = conversations
    .importConversations({ data: Buffer.from(JSON.stringify(file)), fileName: "conversations.json" })
    .finally(() => {
      ended = true;
    });
  let answers = 0;
  while (!ended) {
    await conversations.listConversations({ limit: 1 });
    answers++;
  }
  const report = await importing;
  assert.deepEqual([report.conversations, report.nodes, report.problems], [61, 3_200, []]);
  assert.ok(answers > 10, `${answers} answers`);
});
