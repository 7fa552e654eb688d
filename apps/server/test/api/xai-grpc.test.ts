// xAI's gRPC through gRPC's own client for Node, which reads our .proto files, over a whole server.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { buffer, text } from "node:stream/consumers";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { create, toBinary } from "@bufbuild/protobuf";
import { xai } from "@grok/protocol";
import {
  type Client,
  credentials,
  loadPackageDefinition,
  Metadata,
  type ServiceError,
  status,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { answerChecks } from "../answering-engine.ts";
import { TestServer } from "../test-server.ts";

const protos = fileURLToPath(new URL("../../../../packages/protocol/proto", import.meta.url));
const names = ["auth", "chat", "embed", "files", "models", "sample", "tokenize"];
const loaded = loadPackageDefinition(
  loadSync(
    names.map((name) => `xai/api/v1/${name}.proto`),
    { includeDirs: [protos], keepCase: true, longs: Number, enums: String, defaults: true },
  ),
);

// biome-ignore lint/suspicious/noExplicitAny: the client makes its types from the files as it reads them
type Loose = any;
const services = loaded.xai_api as Loose;
const server = await TestServer.start();
const engine = answerChecks(server.engine);
const clients: Client[] = [];
/** As xAI's own client has it. */
const retryPolicy = {
  maxAttempts: 5,
  initialBackoff: "0.1s",
  maxBackoff: "1s",
  backoffMultiplier: 2,
  retryableStatusCodes: ["UNAVAILABLE"],
};
const open = (service: string, address = `127.0.0.1:${server.port}`): Loose => {
  const client = new services[service](address, credentials.createInsecure(), {
    "grpc.max_send_message_length": -1,
    "grpc.max_receive_message_length": -1,
    "grpc.service_config": JSON.stringify({
      methodConfig: [{ name: [{}], retryPolicy }],
    }),
  });
  clients.push(client);
  return client;
};
after(async () => {
  for (const client of clients) client.close();
  await TestServer.disposeAll();
});
const call = (client: Loose, method: string, request: object, metadata = new Metadata()): Promise<Loose> =>
  new Promise((resolve, reject) =>
    client[method](request, metadata, (error: ServiceError | null, answer: Loose) =>
      error ? reject(error) : resolve(answer),
    ),
  );
const chat = open("Chat");
const user = (content: string) => ({ role: "ROLE_USER", content: [{ text: content }] });
const code =
  (wanted: status, details = /./) =>
  (error: unknown) => {
    const { code, details: told } = error as ServiceError;
    assert.deepEqual([code, details.test(told)], [wanted, true], `${code} ${told}`);
    return true;
  };

test("an answer comes whole, and in pieces that end with usage", async () => {
  const request = { model: "grok", messages: [user("What is it?")], max_tokens: 9 };
  const answer = await call(chat, "GetCompletion", request);
  assert.equal(answer.outputs[0].message.content, "The answer is 42.");
  assert.deepEqual(
    [answer.outputs[0].finish_reason, answer.model, answer.settings.max_tokens, answer.service_tier],
    ["REASON_STOP", "small", 9, "SERVICE_TIER_DEFAULT"],
  );
  assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + 4);
  const pieces: Loose[] = [];
  for await (const piece of chat.GetCompletionChunk(request)) pieces.push(piece);
  assert.equal(pieces.map(({ outputs }) => outputs[0].delta.content).join(""), "The answer is 42.");
  assert.deepEqual(pieces.at(-1).usage, answer.usage);
  assert.equal(engine.requests.at(-1)?.outputTokensMax, 9);
});

test("what fails before its first word is tried again by the client itself", async () => {
  const before = engine.requests.length;
  const answer = await call(chat, "GetCompletion", { messages: [user("fail twice")] });
  assert.equal(answer.outputs[0].message.content, "The answer is 42.");
  assert.equal(engine.requests.length, before + 3);
});

test("on the same port HTTP/1.1 is answered, and what is no gRPC is told where to go", async () => {
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  const wrong = await fetch(`${server.url}/xai_api.Chat/GetCompletion`, { method: "POST", body: "{}" });
  assert.equal(wrong.status, 415);
  assert.match(await wrong.text(), /\/v1/);
});

test("who cancels, and who set a deadline, ends the work", async () => {
  const left = engine.left;
  const stream = chat.GetCompletionChunk({ messages: [user("go on for ever")] });
  await once(stream, "data");
  stream.cancel();
  const [error] = await once(stream, "error");
  assert.equal(error.code, status.CANCELLED);
  await assert.rejects(
    new Promise((resolve, reject) =>
      chat.GetCompletion(
        { messages: [user("go on for ever")] },
        { deadline: Date.now() + 1_500 },
        (error: ServiceError | null) => (error ? reject(error) : resolve(null)),
      ),
    ),
    code(status.DEADLINE_EXCEEDED),
  );
  for (let tries = 0; engine.left < left + 2 && tries < 3_000; tries++) await sleep(20);
  assert.equal(engine.left, left + 2);
});

test("a client that reads slowly holds up nobody: the model is done before it", async () => {
  const done = engine.done;
  const session = connectHttp2(server.url);
  const path = "/xai_api.Chat/GetCompletionChunk";
  const stream = session.request({ ":method": "POST", ":path": path, "content-type": "application/grpc" });
  const content = { case: "text" as const, value: "go on for long" };
  const request = create(xai.GetCompletionsRequestSchema, {
    messages: [{ role: xai.MessageRole.ROLE_USER, content: [{ content }] }],
  });
  const message = toBinary(xai.GetCompletionsRequestSchema, request);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  stream.end(Buffer.concat([head, message]));
  // 64 KiB of the answer are let through, and taken no further.
  await once(stream, "response");
  for (let tries = 0; engine.done === done && tries < 3_000; tries++) await sleep(20);
  assert.equal(engine.done, done + 1);
  assert.ok((await buffer(stream)).length > 2 * 65_536);
  session.close();
});

test("messages of more than 4 MiB are taken, up to 20, and files in pieces", async () => {
  const words = "a".repeat(5 * 2 ** 20);
  await assert.rejects(
    call(chat, "GetCompletion", { messages: [user(words)] }),
    code(status.INVALID_ARGUMENT, /8192/),
  );
  await assert.rejects(
    call(chat, "GetCompletion", { messages: [user("a".repeat(21 * 2 ** 20))] }),
    code(status.RESOURCE_EXHAUSTED),
  );
  const files = open("Files");
  const send = (pieces: number) =>
    new Promise<Loose>((resolve, reject) => {
      const upload = files.UploadFile((error: ServiceError | null, file: Loose) =>
        error ? reject(error) : resolve(file),
      );
      upload.write({ init: { name: "words.txt" } });
      const data = Buffer.from(words.slice(0, 2 ** 20));
      for (let piece = 0; piece < pieces; piece++) upload.write({ data });
      upload.end();
    });
  await assert.rejects(send(51), code(status.RESOURCE_EXHAUSTED, /52428800 bytes; this one/));
  const sent = await send(5);
  assert.equal(sent.size, words.length);
  let bytes = 0;
  for await (const { data } of files.RetrieveFileContent({ file_id: sent.id })) bytes += data.length;
  assert.equal(bytes, words.length);
  await assert.rejects(
    new Promise((_, reject) => {
      const broken = files.UploadFile(reject);
      broken.write({ data: Buffer.from("no name") });
      broken.end();
    }),
    code(status.INVALID_ARGUMENT, /init/),
  );
});

test("words of an error come as they were written, whatever they quote", async () => {
  const model = `${"x".repeat(99)}🙂, 100% sure`;
  const words = code(status.NOT_FOUND, /^The model "x{99}\uFFFD" does not exist here\. .*; "grok" and/);
  const ask = { model, messages: [user("x")] };
  await assert.rejects(call(chat, "GetCompletion", ask), words);
  const stream = chat.GetCompletionChunk({ ...ask, model: "a, b; 100% 🙂" });
  const [error] = await once(stream, "error");
  code(status.NOT_FOUND, /"a, b; 100% 🙂"/)(error);
});

test("what is not served is refused by its name, before its body is read", async () => {
  const session = connectHttp2(server.url);
  const ask = async (path: string) => {
    const stream = session.request({ ":method": "POST", ":path": path, "content-type": "application/grpc" });
    // The body never ends.
    stream.write(Buffer.alloc(10));
    const [headers] = await once(stream, "response");
    await text(stream);
    stream.close();
    return headers;
  };
  const image = await ask("/xai_api.Image/GenerateImage");
  assert.deepEqual([image[":status"], image["grpc-status"]], [200, String(status.UNIMPLEMENTED)]);
  assert.match(
    decodeURIComponent(String(image["grpc-message"])),
    /^xai_api\.Image\.GenerateImage is not served/,
  );
  assert.equal((await ask("/collections.Collections/ListCollections"))["grpc-status"], "12");
  session.close();
});

test("where there are keys, a call without one is refused, and one with it sees its budgets and its key alone", async () => {
  const { keys } = server.clients();
  const limits = { requests: { minute: 2n } };
  const { secret } = await keys.createKey({ name: "two a minute", userId: "ada", limits });
  await assert.rejects(call(chat, "GetCompletion", {}), code(status.UNAUTHENTICATED, /API key/));
  const metadata = new Metadata();
  metadata.set("authorization", `Bearer ${secret}`);
  const request = { messages: [user("x")], store_messages: true };
  const told = await new Promise<Loose>((resolve) => {
    const one = chat.GetCompletion(request, metadata, (_error: unknown, answer: Loose) =>
      one.metadata.then((headers: Metadata) => resolve({ headers, answer })),
    );
    one.metadata = once(one, "metadata").then(([headers]) => headers);
  });
  assert.deepEqual(told.headers.get("x-ratelimit-remaining-requests"), ["1"]);
  const other = new Metadata();
  other.set("authorization", `Bearer ${(await keys.createKey({ name: "other", userId: "bob" })).secret}`);
  const stored = { response_id: told.answer.id };
  assert.equal((await call(chat, "GetStoredCompletion", stored, metadata)).id, told.answer.id);
  await assert.rejects(call(chat, "GetStoredCompletion", stored, other), code(status.NOT_FOUND));
  await call(chat, "GetCompletion", request, metadata);
  await assert.rejects(call(chat, "GetCompletion", request, metadata), (error: ServiceError) => {
    code(status.RESOURCE_EXHAUSTED)(error);
    assert.ok(Number(error.metadata.get("retry-after")[0]) >= 1);
    return true;
  });
  assert.equal((await call(open("Auth"), "get_api_key_info", {}, metadata)).name, "two a minute");
});

test("where a password is set, gRPC's calls are asked for a key and not for it", async () => {
  const guarded = await TestServer.start({ config: { password: "correct horse battery" } });
  const address = `127.0.0.1:${guarded.port}`;
  await assert.rejects(
    call(open("Models", address), "ListLanguageModels", {}),
    code(status.UNAUTHENTICATED, /API key is needed/),
  );
});

test("no cut answer passes for a whole one when the server goes down", async () => {
  const going = await TestServer.start();
  answerChecks(going.engine);
  const there = open("Chat", `127.0.0.1:${going.port}`);
  const request = { messages: [user("go on for ever")] };
  const stream = there.GetCompletionChunk(request);
  await once(stream, "data");
  stream.on("data", () => {});
  const whole = call(there, "GetCompletion", { ...request, n: 2 });
  await sleep(50);
  const down = code(status.UNAVAILABLE, /going down/);
  const told = Promise.all([assert.rejects(once(stream, "end"), down), assert.rejects(whole)]);
  await going.close();
  await told;
});
