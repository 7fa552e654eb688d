// Everything that must be refused, with the right code, a stable code and words that help.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { Code, ConnectError } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport } from "@connectrpc/connect-node";
import { ConversationError, type ConversationStore } from "@grok/conversation";
import { Mode, NodeStatus, Origin, Role, RunKind } from "@grok/protocol";
import { ask, ended, newId, TestServer } from "./test-server.ts";

const server = await TestServer.start();
const clients = server.clients();
const { conversations, runs, models, system } = clients;
after(() => TestServer.disposeAll());

const here = await ask(clients, "What is the answer to everything there is?");
const elsewhere = await ask(clients, "And what was the question, once more?");
await ended(clients, here.replyId);
await ended(clients, elsewhere.replyId);

const answer = { mode: Mode.REGULAR, kind: RunKind.ANSWER };
const edited = { role: Role.ASSISTANT, status: NodeStatus.DONE, origin: Origin.EDITED };
const part = (value: string) => ({ kind: { case: "text" as const, value: { text: value } } });
const question = (parentId: string, value = "Well?") => ({ id: newId(), parentId, text: value });

const refused: Record<string, [() => Promise<unknown>, Code, string, RegExp]> = {
  "an unknown conversation": [
    () => conversations.openConversation({ conversationId: newId() }),
    Code.NotFound,
    "not-found",
    /conversation/,
  ],
  "an id that is no UUIDv7": [
    () => conversations.openConversation({ conversationId: "1; DROP TABLE node" }),
    Code.InvalidArgument,
    "bad-input",
    /no UUIDv7/,
  ],
  "a node of another conversation": [
    () => conversations.getNodes({ conversationId: here.conversationId, ids: [elsewhere.replyId] }),
    Code.NotFound,
    "not-found",
    /./,
  ],
  "a question below a node of another conversation": [
    () =>
      ask(clients, "Well?", {
        conversationId: here.conversationId,
        rootId: here.rootId,
        parentId: elsewhere.replyId,
      }),
    Code.NotFound,
    "not-found",
    /./,
  ],
  "a first question that hangs from no root": [
    () => ask(clients, "Well?", { parentId: newId() }),
    Code.NotFound,
    "parent-missing",
    /root/,
  ],
  "another root for a known conversation": [
    () => ask(clients, "Well?", { conversationId: here.conversationId }),
    Code.AlreadyExists,
    "conflict",
    /root/,
  ],
  "a question below a question": [
    () =>
      ask(clients, "Well?", { ...here, questionId: newId(), replyId: newId(), parentId: here.questionId }),
    Code.InvalidArgument,
    "bad-input",
    /role/,
  ],
  "a question rewritten from one elsewhere": [
    () =>
      runs.startRun({
        ...answer,
        conversationId: here.conversationId,
        rootId: here.rootId,
        replyId: newId(),
        question: { ...question(here.rootId), editedFrom: elsewhere.questionId },
      }),
    Code.InvalidArgument,
    "wrong-place",
    /beside/,
  ],
  "an empty question": [() => ask(clients, "  \n"), Code.InvalidArgument, "bad-request", /empty/],
  "a question of over 1 MiB": [
    () => ask(clients, "x".repeat(2 ** 20 + 1)),
    Code.InvalidArgument,
    "bad-input",
    /1048576/,
  ],
  "a question with a NUL": [() => ask(clients, "a\0b"), Code.InvalidArgument, "bad-input", /NUL/],
  "a run that answers without a question": [
    () => runs.startRun({ ...answer, conversationId: newId(), rootId: newId(), replyId: newId() }),
    Code.InvalidArgument,
    "bad-input",
    /question/,
  ],
  "a run of no kind": [
    () => runs.startRun({ conversationId: newId(), rootId: newId(), replyId: newId() }),
    Code.InvalidArgument,
    "bad-message",
    /run kind/,
  ],
  "regenerating by a reply instead of its question": [
    () =>
      runs.startRun({
        ...here,
        replyId: newId(),
        kind: RunKind.REGENERATE,
        parentId: here.replyId,
      }),
    Code.InvalidArgument,
    "bad-request",
    /no question/,
  ],
  "watching an unknown run": [
    async () => {
      for await (const _ of runs.watchRun({ runId: newId() })) assert.fail("nothing is to be told");
    },
    Code.NotFound,
    "not-found",
    /./,
  ],
  "an edited reply of another conversation": [
    () =>
      conversations.addNode({
        node: {
          ...edited,
          id: newId(),
          conversationId: here.conversationId,
          editedFrom: elsewhere.replyId,
          parts: [part("x")],
        },
      }),
    Code.NotFound,
    "not-found",
    /./,
  ],
  "adding what a run should make": [
    () =>
      conversations.addNode({
        node: { ...edited, id: newId(), conversationId: here.conversationId, origin: Origin.GENERATED },
      }),
    Code.InvalidArgument,
    "bad-message",
    /edited/,
  ],
  "archiving the root": [
    () => conversations.archiveBranch({ conversationId: here.conversationId, nodeId: here.rootId }),
    Code.InvalidArgument,
    "bad-input",
    /root/,
  ],
  "a view of a leaf elsewhere": [
    () =>
      conversations.saveView({ viewId: "v", conversationId: here.conversationId, leafId: elsewhere.replyId }),
    Code.NotFound,
    "not-found",
    /./,
  ],
  "a page token that was made up": [
    () => conversations.listConversations({ pageToken: "next" }),
    Code.InvalidArgument,
    "bad-input",
    /page token/,
  ],
  "a limit beyond its own": [
    () => conversations.listConversations({ limit: 201 }),
    Code.InvalidArgument,
    "bad-message",
    /201 conversations were asked for; 1 to 200 can be/,
  ],
  "a negative number of bodies": [
    () => conversations.openConversation({ conversationId: here.conversationId, bodies: -1 }),
    Code.InvalidArgument,
    "bad-message",
    /-1 bodies/,
  ],
  "a query of over 1,000 characters": [
    () => conversations.search({ query: "x".repeat(1001) }),
    Code.InvalidArgument,
    "bad-input",
    /1000/,
  ],
  "an export in no format": [
    async () => {
      for await (const _ of conversations.exportConversation({})) assert.fail("nothing is to be told");
    },
    Code.InvalidArgument,
    "bad-message",
    /format/,
  ],
  "a theme that does not exist": [
    () => system.setSettings({ settings: { theme: "purple" } }),
    Code.InvalidArgument,
    "bad-message",
    /settings\.theme/,
  ],
  "a model that does not exist": [
    () => models.pullModel({ id: "nothing" }),
    Code.NotFound,
    "not-found",
    /nothing/,
  ],
};

for (const [name, [call, code, stable, message]] of Object.entries(refused))
  test(`${name} is refused`, async () => {
    const error = await call().then(
      () => assert.fail("it was taken"),
      (reason) => ConnectError.from(reason),
    );
    assert.deepEqual(
      [Code[error.code], error.metadata.get("grok-error-code")],
      [Code[code], stable],
      error.message,
    );
    assert.match(error.rawMessage, message);
  });

const post = (method: string, body: string | Uint8Array<ArrayBuffer>, contentType = "application/json") =>
  fetch(`${server.url}/grok.v1.${method}`, {
    method: "POST",
    headers: { "content-type": contentType },
    body,
  });

async function told(response: Response) {
  const body = (await response.json()) as { code: string; message: string };
  return { status: response.status, stable: response.headers.get("grok-error-code"), ...body };
}

test("a message of 10 MB is refused with its limit, and the connection stays good", async () => {
  const large = JSON.stringify({ query: "x".repeat(10_000_000) });
  const first = await told(await post("ConversationService/Search", large));
  assert.deepEqual([first.status, first.stable, first.code], [429, "too-large", "resource_exhausted"]);
  assert.match(first.message, /larger than 4194304 bytes/);
  assert.equal((await post("ConversationService/Search", '{"query":"x"}')).status, 200);
  for (const transport of [
    createConnectTransport({ baseUrl: server.url, httpVersion: "2" }),
    createGrpcTransport({ baseUrl: server.url }),
  ])
    await assert.rejects(server.clients(transport).conversations.search({ query: "x".repeat(10_000_000) }), {
      code: Code.ResourceExhausted,
    });
});

test("a message of unknown length is refused when it has become too long", async () => {
  const socket = connect(server.port, "127.0.0.1");
  socket.write(
    "POST /grok.v1.ConversationService/Search HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n",
  );
  const chunk = "x".repeat(1_000_000);
  for (let i = 0; i < 6; i++) socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
  socket.end("0\r\n\r\n");
  const said = await text(socket);
  assert.match(said, /^HTTP\/1\.1 429 /);
  assert.match(said, /grok-error-code: too-large/);
});

test("an import may be larger than any other message, up to 64 MiB", async () => {
  const report = await conversations.importConversations({ data: Buffer.alloc(5_000_000, " ") });
  assert.deepEqual(report.problems, []);
  await assert.rejects(conversations.importConversations({ data: Buffer.alloc(65 * 2 ** 20) }), {
    code: Code.ResourceExhausted,
  });
});

test("text that is not UTF-8 is refused in every form, never replaced", async () => {
  const json = Buffer.concat([Buffer.from('{"query":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
  assert.deepEqual((await told(await post("ConversationService/Search", json))).status, 400);
  const binary = Uint8Array.of(0x0a, 0x02, 0xc3, 0x28);
  const refusal = await told(await post("ConversationService/Search", binary, "application/proto"));
  assert.deepEqual([refusal.status, refusal.code, refusal.stable], [400, "invalid_argument", "bad-message"]);
});

test("half a character in JSON is refused before it is stored", async () => {
  const { conversationId, replyId } = here;
  const body = `{"conversationId":"${conversationId}","nodeId":"${replyId}","name":"\\ud800"}`;
  const refusal = await told(await post("ConversationService/AnnotateNode", body));
  assert.equal(refusal.status, 400);
});

test("bytes that are no message, JSON that is none and fields of the wrong type are the caller's fault", async () => {
  for (const [body, type] of [
    ["{", "application/json"],
    ['{"query": 7}', "application/json"],
    [Uint8Array.of(0xff, 0xff, 0xff), "application/proto"],
  ] as const) {
    const refusal = await told(await post("ConversationService/Search", body, type));
    assert.deepEqual(
      [refusal.status, refusal.code, refusal.stable],
      [400, "invalid_argument", "bad-message"],
    );
  }
});

test("an unknown method, an unknown service and another content type are told apart from pages", async () => {
  const unknown = await told(await post("ConversationService/Explode", "{}"));
  assert.deepEqual([unknown.status, unknown.code, unknown.stable], [404, "unimplemented", "bad-message"]);
  assert.equal((await post("NoService/Call", "{}")).status, 404);
  assert.equal(
    (await post("ConversationService/Search", "query=x", "application/x-www-form-urlencoded")).status,
    415,
  );
  assert.equal((await fetch(`${server.url}/grok.v1.ConversationService/Search`)).status, 405);
});

test("a failure that nobody foresaw is told without its words, and logged without them too", async () => {
  const broken = await TestServer.start({
    store: (store) => failing(store, "search", () => new TypeError("the secret diary of the user")),
  });
  const error = await broken
    .clients()
    .conversations.search({ query: "x" })
    .then(
      () => assert.fail("it was answered"),
      (reason) => ConnectError.from(reason),
    );
  assert.deepEqual([error.code, error.metadata.get("grok-error-code")], [Code.Internal, "internal"]);
  assert.ok(!error.message.includes("diary"));
  assert.ok(!JSON.stringify(broken.log).includes("diary"));
  assert.ok(broken.log.some(({ level, message }) => level === "error" && message === "a call failed"));
});

test("a full disk is told as such, nothing of the question is stored, and with room it works again", async () => {
  let full: Error | null = new ConversationError("storage-full", "The disk is full; nothing was stored.");
  const cramped = await TestServer.start({ store: (store) => failing(store, "startRun", () => full) });
  await assert.rejects(ask(cramped.clients(), "Well?"), (error: ConnectError) => {
    assert.deepEqual(
      [error.code, error.metadata.get("grok-error-code")],
      [Code.ResourceExhausted, "storage-full"],
    );
    return true;
  });
  assert.deepEqual((await cramped.clients().conversations.listConversations({})).conversations, []);
  full = null;
  const asked = await ask(cramped.clients(), "What is the answer to everything?");
  assert.equal((await ended(cramped.clients(), asked.replyId)).status, NodeStatus.DONE);
});

/** A store one of whose methods fails for as long as `failure` gives an error. */
function failing(
  store: ConversationStore,
  method: keyof ConversationStore,
  failure: () => Error | null,
): ConversationStore {
  return new Proxy(store, {
    get(target, key) {
      const value = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      const error = key === method ? failure() : null;
      return error === null ? value.bind(target) : () => Promise.reject(error);
    },
  });
}
