// The contract of every provider, against a server that tells its kind and one that tells nothing.

import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonSchema } from "@grok/model";
import { type ContractSubject, exampleValue, modelContract } from "@grok/model/contract";
import { createOpenAiProvider } from "../src/index.ts";
import {
  chunk,
  counts,
  type FakeRequest,
  listsOf,
  openStream,
  sendModels,
  startFakeServer,
  written,
} from "./fake-server.ts";

/** Days differ, so that nothing passes for a loop. */
const speech = Array.from(
  { length: 20 },
  (_, day) => `On day ${day} the sea was calm and the people of the village were asleep. 🙂 `,
).flatMap((sentence) => sentence.split(/(?<= )/));

/** Says the same words each time, or an example of the schema it is given; one a tick, within the request's limit. */
async function sayWords(request: FakeRequest, response: ServerResponse): Promise<void> {
  const form = request.body.response_format as { json_schema: { schema: JsonSchema } } | undefined;
  const words = form
    ? (JSON.stringify(exampleValue(form.json_schema.schema)).match(/.{1,4}/gsu) ?? [])
    : speech;
  if (typeof request.body.max_tokens === "number" && "prompt" in request.body)
    return writeOn(request, response);
  const called = calledTool(request);
  if (called) return sendCall(response, called);
  const limit = Number(request.body.max_tokens ?? words.length);
  openStream(response);
  let said = 0;
  while (said < limit && said < words.length && !response.destroyed) {
    const word = words[said++] ?? "";
    response.write(
      `data: ${JSON.stringify(withLogProbabilities(chunk({ content: word }), word, request))}\n\n`,
    );
    await sleep(1);
  }
  response.write(`data: ${JSON.stringify(chunk({}, said === limit ? "length" : "stop"))}\n\n`);
  response.end(`data: ${JSON.stringify(counts(30, said))}\n\ndata: [DONE]\n\n`);
}

/** The speech as a raw text, with log-probabilities in the parallel lists of OpenAI's first form. */
async function writeOn({ body }: FakeRequest, response: ServerResponse): Promise<void> {
  openStream(response);
  for (const word of speech.slice(0, Number(body.max_tokens))) {
    if (response.destroyed) return;
    const logprobs = body.logprobs ? listsOf([[word, -0.5]]) : null;
    response.write(`data: ${JSON.stringify(written(word, { logprobs }))}\n\n`);
    await sleep(1);
  }
  response.write(`data: ${JSON.stringify(written("", { finish_reason: "length" }))}\n\n`);
  response.end(`data: ${JSON.stringify(counts(30, Number(body.max_tokens)))}\n\ndata: [DONE]\n\n`);
}

/** The tool that a request says must be called. */
function calledTool({ body }: FakeRequest): { name: string; parameters: JsonSchema } | undefined {
  const tools = (body.tools ?? []) as { function: { name: string; parameters: JsonSchema } }[];
  if (body.tool_choice === "required") return tools[0]?.function;
  const { function: chosen } = (body.tool_choice ?? {}) as { function?: { name: string } };
  return tools.find((tool) => tool.function.name === chosen?.name)?.function;
}

/** A call in pieces, as servers stream it; one with another beside it. */
async function sendCall(
  response: ServerResponse,
  tool: { name: string; parameters: JsonSchema },
): Promise<void> {
  const input = JSON.stringify(exampleValue(tool.parameters));
  openStream(response);
  for (const index of [0, 1]) {
    const call = (more: object) => chunk({ tool_calls: [{ index, ...more }] });
    const begin = call({
      id: `call_${index}`,
      type: "function",
      function: { name: tool.name, arguments: "" },
    });
    const rest = input.match(/.{1,5}/gsu) ?? [];
    for (const one of [begin, ...rest.map((text) => call({ function: { arguments: text } }))]) {
      response.write(`data: ${JSON.stringify(one)}\n\n`);
      await sleep(1);
    }
  }
  response.write(`data: ${JSON.stringify(chunk({}, "tool_calls"))}\n\n`);
  response.end(`data: ${JSON.stringify(counts(30, 9))}\n\ndata: [DONE]\n\n`);
}

/** A chunk as servers send it that were asked for log-probabilities, each word being one token. */
function withLogProbabilities(plain: unknown, token: string, { body }: FakeRequest): unknown {
  if (body.logprobs !== true) return plain;
  const { choices, ...rest } = plain as { choices: object[] };
  const likely = { token, logprob: -0.5, bytes: [...Buffer.from(token)] };
  const top_logprobs = [{ token: "no", logprob: -1 }, likely].slice(0, Number(body.top_logprobs));
  const logprobs = { content: [{ ...likely, top_logprobs }] };
  return { ...rest, choices: choices.map((choice) => ({ ...choice, logprobs })) };
}

function open(entry: Record<string, unknown>, continuesLast: boolean): () => Promise<ContractSubject> {
  return async () => {
    const server = await startFakeServer(sayWords, sendModels(entry));
    const provider = createOpenAiProvider({ baseUrl: server.url, apiKey: "sk-contract" });
    return {
      provider,
      modelId: "m",
      capable: {
        reportsTokens: true,
        exactCount: false,
        continuesLast,
        logProbabilities: true,
        promptLogProbabilities: false,
        tokenizes: false,
      },
      async dispose() {
        await provider.dispose();
        await server.close();
      },
    };
  };
}

modelContract(
  "openai-provider at a llama-server",
  open({ owned_by: "llamacpp", meta: { n_ctx: 4096 } }, true),
);
modelContract("openai-provider at an unknown server", open({}, false));
