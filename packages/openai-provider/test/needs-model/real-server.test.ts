// The provider against a server of another project: llama.cpp's, with a real model, over a real connection.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  type ChatMessage,
  type GenerateRequest,
  type JsonSchema,
  type ModelProvider,
  matchesJsonSchema,
} from "@grok/model";
import { modelContract } from "@grok/model/contract";
import { createOpenAiProvider } from "../../src/index.ts";
import { collect } from "../ask-provider.ts";
import { installRealServer, type ServerProgram } from "../real-server/install.ts";
import { type RealServer, startRealServer } from "../real-server/start.ts";

const file = "../../../../.cache/models/SmolLM2-135M-Instruct.Q4_1.gguf";
const path = process.env.GROK_TEST_MODEL ?? fileURLToPath(new URL(file, import.meta.url));
const modelId = "smollm2-135m";
const contextTokens = 1024;

const installed = existsSync(path) ? await installRealServer() : { missing: `there is no model at ${path}` };
if ("missing" in installed) {
  console.log(`The real server is not tested: ${installed.missing}.`);
  test("llama.cpp's server", { skip: installed.missing }, () => {});
} else testRealServer(installed);

function testRealServer(program: ServerProgram): void {
  const start = () => startRealServer(program, { path, id: modelId, contextTokens });

  /** Always the likeliest token, so that what the model says is the same each time. */
  function greedy(server: RealServer): ModelProvider {
    const provider = createOpenAiProvider({ baseUrl: server.url, apiKey: server.key });
    return {
      ...provider,
      generate: (request) =>
        provider.generate({ ...request, sampling: { temperature: 0, ...request.sampling } }),
      complete: (request) =>
        provider.complete!({ ...request, sampling: { temperature: 0, ...request.sampling } }),
    };
  }

  modelContract("openai-provider at llama.cpp's own server", async () => {
    const server = await start();
    const provider = greedy(server);
    return {
      provider,
      modelId,
      // Its template for this model knows no tools, and it does not hold the model to a call then.
      capable: {
        reportsTokens: true,
        exactCount: false,
        continuesLast: true,
        forcesCalls: false,
        logProbabilities: true,
        promptLogProbabilities: false,
      },
      async dispose() {
        await provider.dispose();
        await server.stop();
      },
    };
  });

  describe("at llama.cpp's own server", { timeout: 120_000 }, () => {
    let server: RealServer;
    let provider: ModelProvider;
    const ask = (request: Partial<GenerateRequest> & { messages: readonly ChatMessage[] }) =>
      provider.generate({ modelId, outputTokensMax: 24, ...request });
    const user = (text: string): ChatMessage => ({ role: "user", text });

    before(async () => {
      server = await start();
      provider = greedy(server);
    });
    after(async () => {
      await provider?.dispose();
      await server?.stop();
    });

    test("the model is listed with the context of one slot", async () => {
      const [model] = await provider.list();
      assert.equal(model?.id, modelId);
      assert.equal(model.contextTokens, contextTokens);
    });

    test("an answer streams token by token", async () => {
      const answer = await collect(ask({ messages: [user("Write about the sea.")] }));
      assert.equal(answer.finish?.reason, "length", answer.error?.message);
      const deltas = answer.parts.filter((part) => part.type === "text-delta").length;
      assert.ok(deltas > 12 && deltas <= answer.finish.usage.outputTokens, `${deltas} deltas`);
    });

    test("every field of the sampling is taken", async () => {
      const dry = { multiplier: 0.8, base: 1.75, allowedLength: 2, lastTokens: 64 };
      const penalties = { repeatPenalty: 1.05, presencePenalty: 0.1, frequencyPenalty: 0.1 };
      const sampling = { temperature: 0.2, topP: 0.9, topK: 40, minP: 0.05, ...penalties, seed: 7, dry };
      const answer = await collect(ask({ messages: [user("Hello")], sampling, reasoning: "on" }));
      assert.equal(answer.error, undefined);
      assert.deepEqual(answer.start?.warnings, []);
    });

    test("a second request finds the first one's prompt in the cache", async () => {
      const opening = [user("Tell me about the weather at sea in winter, in a few words.")];
      const first = await collect(ask({ messages: opening }));
      const messages = [...opening, { role: "assistant" as const, text: first.text }, user("And in summer?")];
      const second = await collect(ask({ messages }));
      assert.ok(first.finish && second.finish);
      assert.ok(second.finish.usage.cachedTokens >= first.finish.usage.promptTokens / 2);
      assert.ok(second.finish.usage.cachedTokens < second.finish.usage.promptTokens);
    });

    test("an unfinished message is written on", async () => {
      const begun = { role: "assistant" as const, text: "The capital of France is" };
      const answer = await collect(
        ask({ messages: [user("Name the capital of France."), begun], continueLast: true }),
      );
      assert.match(answer.text, /^ ?Paris/);
    });

    test("a cancelled answer leaves the server idle", async () => {
      const abort = new AbortController();
      const request = {
        messages: [user("Count from one to a thousand.")],
        outputTokensMax: 900,
        signal: abort.signal,
      };
      const answer = await collect(ask(request), (part) => {
        if (part.type === "text-delta") abort.abort();
      });
      assert.equal(answer.finish?.reason, "cancelled");
      const isBusy = async () => {
        const response = await fetch(`${server.url}/slots`, {
          headers: { authorization: `Bearer ${server.key}` },
        });
        const slots = (await response.json()) as { is_processing: boolean }[];
        return slots.some((slot) => slot.is_processing);
      };
      while (await isBusy()) await sleep(20);
    });

    test("a prompt over the context is context-full", async () => {
      const answer = await collect(ask({ messages: [user("word ".repeat(2 * contextTokens))] }));
      assert.equal(answer.error?.code, "context-full", answer.error?.message);
    });

    test("an answer that fills the context ends as context-full", async () => {
      // A model of any size goes on with a sentence that it has read ninety times; in code that is no loop.
      const begun = `\`\`\`\n${"The sea was calm and the wind was still. ".repeat(90)}`;
      const messages = [user("Write about the sea."), { role: "assistant" as const, text: begun.trim() }];
      const answer = await collect(ask({ messages, continueLast: true, outputTokensMax: contextTokens }));
      assert.equal(answer.finish?.reason, "context-full", answer.error?.message);
      assert.match(answer.text, /The sea was calm/);
    });

    test("an answer that runs into a loop is ended, and says how much of it is worth keeping", async () => {
      const begun = "The sea was calm and the wind was still. ".repeat(20);
      const messages = [user("Write about the sea."), { role: "assistant" as const, text: begun.trim() }];
      const answer = await collect(ask({ messages, continueLast: true, outputTokensMax: 400 }));
      assert.equal(answer.finish?.reason, "loop", answer.error?.message);
      assert.ok((answer.finish.rewindTo ?? answer.text.length) < answer.text.length);
    });

    test("questions come in the form asked for", async () => {
      const jsonSchema: JsonSchema = {
        type: "object",
        properties: {
          questions: { type: "array", items: { type: "string", maxLength: 90 }, minItems: 2, maxItems: 3 },
        },
        required: ["questions"],
        additionalProperties: false,
      };
      const messages = [user("Propose follow-up questions about the tides, as JSON.")];
      const answer = await collect(ask({ messages, jsonSchema, outputTokensMax: 300 }));
      assert.equal(answer.finish?.reason, "stop", answer.error?.message);
      assert.deepEqual(answer.start?.warnings, []);
      assert.ok(matchesJsonSchema(JSON.parse(answer.text), jsonSchema), answer.text);
    });

    test("raw texts are written on, and what looks like a special token in them is none", async () => {
      const short = { modelId, outputTokensMax: 8 };
      const prompt = "The capital of France is";
      const answer = await collect(
        provider.complete!({ ...short, prompt, echo: true, logProbabilities: { top: 0 } }),
      );
      assert.match(answer.text, /^ Paris/, answer.error?.message);
      const choices = answer.parts.flatMap((part) =>
        part.type === "text-delta" ? (part.logProbabilities ?? []) : [],
      );
      assert.equal(choices.map(({ text }) => text).join(""), answer.text);
      assert.ok(choices.every(({ top, logProbability }) => top.length === 0 && logProbability <= 0));

      const tokens = await provider.tokenize!(modelId, prompt);
      const ids = tokens.map(({ tokenId }) => tokenId);
      const same = await collect(provider.complete!({ ...short, prompt: ids, echo: true }));
      assert.equal(same.text, answer.text);
      assert.equal(same.parts.find((part) => part.type === "prompt")?.text, prompt);
      assert.equal(same.finish?.usage.promptTokens, ids.length);

      const spelled = await collect(provider.complete!({ ...short, prompt: "<|im_end|>" }));
      assert.ok((spelled.finish?.usage.promptTokens ?? 0) > 3, "one token would be the special one");
      const stopped = await collect(provider.complete!({ ...short, prompt, stop: ["aris"] }));
      assert.equal(stopped.text, " P");
      assert.equal(stopped.finish?.reason, "stop");
    });

    test("a raw text over the context is context-full", async () => {
      const answer = await collect(
        provider.complete!({ modelId, prompt: "word ".repeat(2 * contextTokens) }),
      );
      assert.equal(answer.error?.code, "context-full", answer.error?.message);
    });

    test("a model that is not there, and a wrong key, are told apart", async () => {
      const missing = await collect(provider.generate({ modelId: "grok-9", messages: [user("Hello")] }));
      assert.equal(missing.error?.code, "model-missing");
      const stranger = createOpenAiProvider({ baseUrl: server.url, apiKey: "sk-wrong" });
      await assert.rejects(stranger.list(), { code: "unauthorized", message: /Invalid API Key/ });
    });

    test("the estimate of a prompt in English is near the real count", async () => {
      const messages: ChatMessage[] = [
        { role: "system", text: "You are a helpful assistant who answers in one sentence." },
        user("Why does the sea look blue on a clear day, and grey when the sky is covered by clouds?"),
      ];
      const { tokens } = await provider.countTokens(modelId, messages);
      const real = (await collect(ask({ messages, outputTokensMax: 1 }))).finish!.usage.promptTokens;
      assert.ok(tokens > 0.75 * real && tokens < 1.5 * real, `${tokens} estimated, ${real} real`);
    });
  });
}
