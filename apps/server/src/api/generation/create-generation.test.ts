import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnswerPart } from "@grok/dialects";
import type { GenerateRequest, ModelPart, ModelProvider } from "@grok/model";
import type { Post, SearchAnswer } from "@grok/posts";
import type { ApiCaller } from "../api-access.ts";
import type { ApiModel, ApiModels } from "../models/api-models.ts";
import { createApiGeneration } from "./create-generation.ts";

const usage = { promptTokens: 7, cachedTokens: 3, outputTokens: 2, reasoningTokens: 0 };
const said: readonly ModelPart[] = [
  { type: "start", modelId: "m", promptTokens: 7, warnings: [] },
  { type: "text-start", id: "1" },
  { type: "text-delta", id: "1", text: "It rained [1]." },
  { type: "text-end", id: "1" },
  { type: "finish", reason: "stop", usage },
];
const searched: readonly ModelPart[] = [
  { type: "start", modelId: "m", promptTokens: 7, warnings: [] },
  { type: "tool-input-start", id: "c", name: "x_search" },
  { type: "tool-input-delta", id: "c", text: '{"search":"rain","order":"latest"}' },
  { type: "tool-input-end", id: "c" },
  { type: "finish", reason: "tool-calls", usage },
];

/** A model that gives one script an asking, and a caller that remembers what was settled. */
function scene(
  scripts: readonly (readonly ModelPart[])[],
  abilities: ApiModel["description"]["abilities"] = [],
) {
  const requests: GenerateRequest[] = [];
  const settled: unknown[] = [];
  const provider = {
    name: "test",
    countTokens: async () => ({ tokens: 7, exact: true }),
    async *generate(request: GenerateRequest) {
      requests.push(request);
      yield* scripts[requests.length - 1] ?? [];
    },
  } as unknown as ModelProvider;
  const description = {
    id: "m",
    title: "M",
    contextTokens: 100,
    abilities,
    languages: [],
    sampling: { temperature: 0 },
  };
  const model: ApiModel = { provider, description, publicId: "m", aliases: ["grok"] };
  const models: ApiModels = { resolve: async () => model, list: async () => [model] };
  const caller: ApiCaller = {
    tenant: "t",
    key: undefined,
    limits: {},
    demand: () => {},
    demandRoom: () => {},
    admit: async () => ({ limits: {}, settle: (used) => settled.push(used) }),
  };
  const queries: string[] = [];
  const generation = createApiGeneration(models, () => async (query) => {
    queries.push(query.text);
    return found;
  });
  return { generation, caller, requests, settled, queries };
}

const post = {
  source: "x",
  id: "1",
  author: { id: "a", handle: "mira", name: "Mira" },
  text: "Heavy rain floods the Karlsplatz underpass.",
  createdAtMs: Date.now() - 60_000,
  arrivedAtMs: Date.now() - 60_000,
  language: "en",
  url: "https://x.com/mira/status/1",
  replyTo: "",
  repostOf: "",
  media: [],
  links: [],
  engagement: { likes: 0, reposts: 0, replies: 0 },
} satisfies Post;
const found: SearchAnswer = {
  hits: [{ post, score: 1, copies: 1, copyAuthors: 1, spam: [] }],
  matched: 1,
  matchedIsExact: true,
  posts: 100,
  wordPosts: [],
  relaxed: false,
  searchedBackToMs: 0,
  complete: true,
  indexLagMs: 0,
  asOfMs: Date.now(),
  next: null,
};

const asks = (text: string) => ({
  model: "grok",
  endpoint: "chat",
  request: { messages: [{ role: "user" as const, text }] },
});
const signal = new AbortController().signal;
const textOf = (parts: readonly AnswerPart[]) =>
  parts.map((part) => (part.type === "text-delta" ? part.text : "")).join("");

test("an answer's parts come through, and its usage settles the budget", async () => {
  const { generation, caller, settled, requests } = scene([said]);
  const answer = await generation.start(caller, asks("Hello"), signal);
  const parts = await Array.fromAsync(answer.parts);
  assert.deepEqual(parts, said);
  assert.deepEqual(settled, [{ promptTokens: 7, outputTokens: 2 }]);
  assert.equal(requests[0]?.tenant, "t");
});

test("an answer that is left, or never read, settles all the same", async () => {
  const { generation, caller, settled } = scene([said, said]);
  const left = await generation.start(caller, asks("Hello"), signal);
  for await (const part of left.parts) if (part.type === "text-delta") break;
  assert.deepEqual(settled, [{ promptTokens: 7, outputTokens: 1 }]);
  const gone = new AbortController();
  await generation.start(caller, asks("Hello"), gone.signal);
  gone.abort();
  assert.equal(settled.length, 2);
});

test("an error of the model is thrown with its code, after the parts before it", async () => {
  const { ModelError } = await import("@grok/model");
  const broken: ModelPart[] = [
    ...said.slice(0, 3),
    { type: "error", error: new ModelError("rate-limited", "later", { retryAfterMs: 500 }) },
  ];
  const { generation, caller, settled } = scene([broken]);
  const answer = await generation.start(caller, asks("Hello"), signal);
  const parts: AnswerPart[] = [];
  await assert.rejects(
    async () => {
      for await (const part of answer.parts) parts.push(part);
    },
    { name: "ApiError", code: "rate-limited", retryAfterMs: 500 },
  );
  assert.equal(parts.length, 3);
  assert.equal(settled.length, 1);
});

test("a prompt that cannot fit is refused before anybody counts it", async () => {
  const { generation, caller, settled } = scene([]);
  await assert.rejects(generation.start(caller, asks("x".repeat(10_000)), signal), {
    code: "bad-request",
    param: "messages",
  });
  assert.equal(settled.length, 0);
});

test("a model with tools searches posts when it asks to, and is told what was found, numbered", async () => {
  const { generation, caller, requests, queries, settled } = scene([searched, said], ["tools"]);
  const ask = { ...asks("Did it rain?"), serverTools: [{ type: "x_search" as const, required: true }] };
  const parts = await Array.fromAsync((await generation.start(caller, ask, signal)).parts);
  assert.deepEqual(queries, ["rain"]);
  assert.deepEqual(requests[0]?.toolChoice, { name: "x_search" });
  assert.match(requests[1]?.messages.at(-1)?.text ?? "", /"number":1,.*Heavy rain floods/);
  assert.deepEqual(
    parts.map((part) => part.type).filter((type) => type.startsWith("server-tool") || type === "finish"),
    ["server-tool-start", "server-tool-end", "finish"],
  );
  const end = parts.find((part) => part.type === "server-tool-end");
  assert.deepEqual(end?.sources, [{ number: 1, url: post.url, title: "@mira" }]);
  assert.deepEqual(settled, [{ promptTokens: 14, outputTokens: 4 }]);
});

test("a model that only ever searches is made to answer in its last turn", async () => {
  const { generation, caller, requests } = scene([searched, searched, said], ["tools"]);
  const ask = {
    ...asks("Rain?"),
    serverTools: [{ type: "x_search" as const, required: false }],
    maxTurns: 3,
  };
  await Array.fromAsync((await generation.start(caller, ask, signal)).parts);
  assert.deepEqual(
    requests.map(({ toolChoice }) => toolChoice),
    ["auto", "auto", "none"],
  );
});

test("for a model without tools code searches and quotes; a timeless question goes to the model", async () => {
  const { generation, caller, requests, queries } = scene([said]);
  const tool = { serverTools: [{ type: "x_search" as const, required: false }] };
  const now = await generation.start(
    caller,
    { ...asks("Is the Karlsplatz underpass flooded right now?"), ...tool },
    signal,
  );
  const parts = await Array.fromAsync(now.parts);
  assert.match(textOf(parts), /“Heavy rain floods the Karlsplatz underpass.” \[1\]/);
  assert.ok(queries.length > 0);
  assert.equal(requests.length, 0);
  const timeless = await generation.start(caller, { ...asks("Write a poem about cheese."), ...tool }, signal);
  assert.equal(textOf(await Array.fromAsync(timeless.parts)), "It rained [1].");
});

test("a model that can reword says it in its words where the posts bear them out, and is quoted over where not", async () => {
  const reworded = (text: string): readonly ModelPart[] =>
    said.map((part) => (part.type === "text-delta" ? { ...part, text } : part));
  const tool = { serverTools: [{ type: "x_search" as const, required: false }] };
  const ask = { ...asks("Is the Karlsplatz underpass flooded right now?"), ...tool };
  const told = async (text: string) => {
    const { generation, caller, requests, settled } = scene([reworded(text)], ["rephrase"]);
    const parts = await Array.fromAsync((await generation.start(caller, ask, signal)).parts);
    assert.match(requests[0]?.messages.at(-1)?.text ?? "", /<posts>\n1\. @mira/);
    assert.deepEqual(settled, [{ promptTokens: 7, outputTokens: 2 }]);
    return textOf(parts);
  };
  assert.match(
    await told("Heavy rain floods the Karlsplatz underpass [1]."),
    /^Heavy rain floods the Karlsplatz underpass\. \[1\]/,
  );
  assert.match(
    await told("Aliens took the mayor of Graz away [1]."),
    /“Heavy rain floods the Karlsplatz underpass.” \[1\]/,
  );
});
