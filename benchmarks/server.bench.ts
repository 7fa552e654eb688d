// What the server costs: against the engine alone, against a model that answers at once, at the start, at rest, and
// with large conversations. `npm run bench -- server`.
import { performance } from "node:perf_hooks";
import { createLlamaProvider } from "@grok/llama";
import { openModelHub } from "@grok/model-hub";
import { RunKind } from "@grok/protocol";
import { modelsFolder, ServerProcess } from "../apps/server/test/needs-model/server-process.ts";
import { Tab } from "../apps/server/test/tab.ts";
import { ask, type Clients, newId, TestServer } from "../apps/server/test/test-server.ts";

const story =
  "Write a very long story about a lighthouse keeper, the sea and forty ships, one after the other.";

const charactersEnough = 500;
const tokensEnough = 110;

const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
const row = (...cells: string[]) => console.log(`| ${cells.join(" | ")} |`);

interface Measured {
  firstMs: number;
  tokensPerSecond: number;
}

/** One chat by a tab: from asking to the first text on the stream, and the pace of what follows. */
async function chat(clients: Clients, tab: Tab): Promise<Measured> {
  const startedMs = performance.now();
  const { conversationId, replyId } = await ask(clients, story);
  const length = () => (tab.texts.get(replyId) ?? "").length;
  await tab.until(() => length() > 0, "the first words");
  const firstMs = performance.now() - startedMs;
  await tab.until(() => length() > charactersEnough || tab.ended.has(replyId), "enough of the story");
  await clients.runs.stopRun({ runId: replyId });
  const seconds = (performance.now() - startedMs - firstMs) / 1000;
  const { nodes } = await clients.conversations.getNodes({ conversationId, ids: [replyId] });
  return { firstMs, tokensPerSecond: (nodes[0]!.provenance!.outputTokens - 1) / seconds };
}

async function start(): Promise<void> {
  const startsMs: number[] = [];
  const server = new ServerProcess();
  for (let i = 0; i < 5; i++) {
    await server.start();
    startsMs.push(server.startMs);
    if (i < 4) await server.stop();
  }
  const atStart = server.residentBytes();
  await server.ready();
  const clients = server.clients();
  const tab = new Tab(clients.runs);
  await tab.open();
  for (let i = 0; i < 20; i++) {
    const asked = await ask(clients, "Who are you?");
    await tab.until(() => tab.ended.has(asked.replyId), "the end");
  }
  row("start to served pages, median of 5", ms(median(startsMs)));
  row(
    "resident, without engine: at start / after 20 chats",
    `${megabytes(atStart)} / ${megabytes(server.residentBytes())}`,
  );
  await tab.close();
  await server.dispose();
}

async function realModel(): Promise<void> {
  const hub = await openModelHub({ modelsDir: modelsFolder });
  await hub.findOnDisk();
  const engine = createLlamaProvider({ models: () => hub.specs() });
  const alone: Measured[] = [];
  for (let i = 0; i < 4; i++) {
    const startedMs = performance.now();
    let firstMs = 0;
    for await (const part of engine.generate({
      modelId: "smollm2-135m",
      messages: [{ role: "user", text: story }],
      outputTokensMax: tokensEnough,
    })) {
      if (part.type === "error") throw part.error;
      if (part.type === "text-delta" && firstMs === 0) firstMs = performance.now() - startedMs;
      if (part.type === "finish" && i > 0)
        alone.push({
          firstMs,
          tokensPerSecond: (part.usage.outputTokens - 1) / ((performance.now() - startedMs - firstMs) / 1000),
        });
    }
  }
  await engine.dispose();

  const server = new ServerProcess();
  await server.start();
  await server.measured();
  const clients = server.clients();
  const tab = new Tab(clients.runs);
  await tab.open();
  await chat(clients, tab);
  const through: Measured[] = [];
  for (let i = 0; i < 3; i++) through.push(await chat(clients, tab));
  const many = await Promise.all(Array.from({ length: 4 }, () => chat(clients, tab)));
  await tab.close();
  await server.dispose();

  const told = (measured: Measured[]) =>
    `${ms(median(measured.map(({ firstMs }) => firstMs)))}, ${median(measured.map((m) => m.tokensPerSecond)).toFixed(1)} tokens/s`;
  row("real model, engine alone: first token, pace", told(alone));
  row("real model, through the server: first token on the stream, pace", told(through));
  row("four at once through the server: first token, pace of each", told(many));
}

/** The server's own share: a model that says 200 words as quickly as it is read. */
async function instantModel(): Promise<void> {
  const server = await TestServer.start();
  server.engine.words = Array.from({ length: 200 }, (_, i) => `word${i} `);
  const clients = server.clients();
  for (const chats of [1, 8]) {
    const rounds: { firstMs: number; wholeMs: number }[] = [];
    for (let i = 0; i < 7; i++) {
      const tab = new Tab(clients.runs);
      await tab.open();
      const startedMs = performance.now();
      const one = async () => {
        const asked = { conversationId: newId(), rootId: newId(), replyId: newId() };
        const question = { id: newId(), parentId: asked.rootId, text: story };
        await clients.runs.startRun({ ...asked, kind: RunKind.ANSWER, question });
        await tab.until(() => (tab.texts.get(asked.replyId) ?? "") !== "", "the first words");
        const firstMs = performance.now() - startedMs;
        await tab.until(() => tab.ended.has(asked.replyId), "the end");
        return { firstMs, wholeMs: performance.now() - startedMs };
      };
      const done = await Promise.all(Array.from({ length: chats }, one));
      rounds.push({
        firstMs: median(done.map(({ firstMs }) => firstMs)),
        wholeMs: Math.max(...done.map(({ wholeMs }) => wholeMs)),
      });
      await tab.close();
    }
    const warm = rounds.slice(2);
    row(
      `instant model, ${chats === 1 ? "one chat" : `${chats} chats at once`}: first words, 200 words of all`,
      `${ms(median(warm.map(({ firstMs }) => firstMs)))}, ${ms(median(warm.map(({ wholeMs }) => wholeMs)))}`,
    );
  }
  await TestServer.disposeAll();
}

row("What", "Measured");
row("---", "---");
await start();
await instantModel();
await realModel();
