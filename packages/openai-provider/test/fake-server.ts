import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as the fake server got it; `body` is the parsed JSON of a POST. */
export interface FakeRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

export type Handler = (request: FakeRequest, response: ServerResponse) => unknown;

export interface FakeServer {
  /** Without "/v1". */
  url: string;
  /** In order of arrival. */
  requests: readonly FakeRequest[];
  /** Those for an answer. */
  asked(): FakeRequest[];
  /** Resolves when the connection of an answer has been closed by the client before the answer was complete. */
  hungUp: Promise<void>;
  close(): Promise<void>;
}

/** One model named "m" at a server that says of itself only what is given. */
export function modelsBody(entry: Record<string, unknown> = {}): unknown {
  return { object: "list", data: [{ id: "m", object: "model", ...entry }] };
}

/** An HTTP server on a free port of 127.0.0.1. `chat` answers POST /v1/chat/completions and /v1/completions, `models` GET /v1/models, and
 * `tokens` what llama-server has besides, POST /tokenize and /detokenize. */
export async function startFakeServer(
  chat: Handler,
  models: Handler = sendModels(),
  tokens?: Handler,
): Promise<FakeServer> {
  const requests: FakeRequest[] = [];
  const hungUp = Promise.withResolvers<void>();
  const server = createServer(async (incoming, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString();
    const request: FakeRequest = {
      method: incoming.method ?? "",
      path: incoming.url ?? "",
      headers: incoming.headers,
      body: text === "" ? {} : JSON.parse(text),
    };
    requests.push(request);
    if (request.path.endsWith("/completions")) {
      response.on("close", () => {
        if (!response.writableFinished) hungUp.resolve();
      });
      await chat(request, response);
    } else if (request.path.endsWith("/models")) await models(request, response);
    else if (tokens && /^\/(de)?tokenize$/.test(request.path)) await tokens(request, response);
    else sendJson(response, 404, { error: { message: "File Not Found", code: 404 } });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    asked: () => requests.filter((request) => request.method === "POST"),
    hungUp: hungUp.promise,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export function sendModels(entry: Record<string, unknown> = {}): Handler {
  return (_, response) => sendJson(response, 200, modelsBody(entry));
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

/** Begins a stream of events; what follows is up to the caller. */
export function openStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
}

/** A whole stream: each chunk as an event, `[DONE]` at the end. */
export function sendChunks(response: ServerResponse, chunks: readonly unknown[]): void {
  openStream(response);
  response.end(eventsOf(chunks));
}

export function eventsOf(chunks: readonly unknown[], end = "data: [DONE]\n\n"): string {
  return chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("") + end;
}

/** A chunk with one choice. */
export function chunk(delta: Record<string, unknown>, finish: string | null = null): unknown {
  return { id: "c", object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: finish }] };
}

/** A chunk of a raw completion with one choice. */
export function written(text: string, more: Record<string, unknown> = {}): unknown {
  const choice = { index: 0, text, logprobs: null, finish_reason: null, ...more };
  return { id: "c", object: "text_completion", choices: [choice] };
}

/** Log-probabilities in OpenAI's first form, each token the likeliest in its place and "no" the next. */
export function listsOf(tokens: readonly (readonly [token: string, logprob: number | null])[]): unknown {
  return {
    tokens: tokens.map(([token]) => token),
    token_logprobs: tokens.map(([, logprob]) => logprob),
    top_logprobs: tokens.map(([token, logprob]) =>
      logprob === null ? null : { no: logprob - 1, [token]: logprob },
    ),
    text_offset: tokens.map(() => 0),
  };
}

/** The chunk of counts that follows the last choice. */
export function counts(prompt: number, completion: number, more: Record<string, unknown> = {}): unknown {
  return {
    choices: [],
    usage: {
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
      ...more,
    },
  };
}

/** "Hello" with counts, the least that a test of something else needs. */
export const hello: readonly unknown[] = [
  chunk({ role: "assistant", content: "" }),
  chunk({ content: "Hel" }),
  chunk({ content: "lo" }),
  chunk({}, "stop"),
  counts(9, 2),
];

/** Runs `work` against a fake server that is closed afterwards, whatever happens. */
export async function withFakeServer(
  chat: Handler,
  work: (server: FakeServer) => Promise<void>,
  models?: Handler,
  tokens?: Handler,
): Promise<void> {
  const server = await startFakeServer(chat, models, tokens);
  try {
    await work(server);
  } finally {
    await server.close();
  }
}

/** The one request for an answer that the server got. */
export function onlyAsked(server: FakeServer): FakeRequest {
  const asked = server.asked();
  assert.equal(asked.length, 1);
  return asked[0]!;
}
