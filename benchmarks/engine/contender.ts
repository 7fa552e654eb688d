// The embedded engine and llama.cpp's own server, asked the same prompts (token ids) of the same file with the same
// threads. Each in a process of its own; ours through the provider, the server's over its HTTP interface.

import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { performance } from "node:perf_hooks";
import { createLlamaProvider } from "@grok/llama";
import type { ModelSpec } from "@grok/model";
import type { ServerProgram } from "../../packages/openai-provider/test/real-server/install.ts";
import { startRealServer } from "../../packages/openai-provider/test/real-server/start.ts";

export interface Contender {
  readonly name: string;
  ask(prompt: readonly number[], outputTokens: number): Promise<Asked>;
  stop(): Promise<void>;
}

export interface Asked {
  /** From asking to the first words. */
  firstMs: number;
  /** Tokens of the prompt that were evaluated. */
  evaluated: number;
  outputTokens: number;
}

export interface Setup {
  model: ModelSpec;
  threads: number;
  sequences: number;
  contextTokens: number;
}

export async function openEngine({ model, threads, sequences, contextTokens }: Setup): Promise<Contender> {
  const provider = createLlamaProvider({ models: () => [model], threads, sequences, contextTokens });
  await provider.load(model.id);
  return {
    name: "engine",
    async ask(prompt, outputTokensMax) {
      const startedMs = performance.now();
      let firstMs = 0;
      const sampling = { temperature: 0 };
      for await (const part of provider.complete!({ modelId: model.id, prompt, outputTokensMax, sampling })) {
        if (part.type === "error") throw part.error;
        if (part.type === "text-delta") firstMs ||= performance.now() - startedMs;
        if (part.type !== "finish") continue;
        const { promptTokens, cachedTokens, outputTokens } = part.usage;
        return { firstMs, evaluated: promptTokens - cachedTokens, outputTokens };
      }
      throw new Error("the answer did not end");
    },
    stop: () => provider.dispose(),
  };
}

/** What the last event of a stream tells. */
interface Timings {
  prompt_n: number;
  predicted_n: number;
}

export async function openServer(program: ServerProgram, setup: Setup): Promise<Contender> {
  const { model, threads, sequences, contextTokens } = setup;
  const server = await startRealServer(program, {
    path: model.path,
    id: model.id,
    contextTokens,
    slots: sequences,
    threads,
  });
  return {
    name: "llama-server",
    async ask(prompt, outputTokens) {
      const startedMs = performance.now();
      const body = { prompt, n_predict: outputTokens, stream: true, cache_prompt: true, temperature: 0 };
      // Not `fetch`, which gives up on a server that is busy for five minutes.
      const asking = request(`${server.url}/completion`, {
        method: "POST",
        // A connection of its own: the server closes idle ones as they are used again.
        agent: false,
        headers: { authorization: `Bearer ${server.key}`, "content-type": "application/json" },
      });
      asking.end(JSON.stringify(body));
      const [response] = (await once(asking, "response")) as [IncomingMessage];
      if (response.statusCode !== 200) throw new Error(`the server answered ${response.statusCode}`);
      let firstMs = 0;
      let last = "";
      let text = "";
      for await (const chunk of response.setEncoding("utf8")) {
        text += chunk;
        const lines = text.split("\n");
        text = lines.pop() ?? "";
        for (const line of lines) {
          if (!line.startsWith("data: ")) continue;
          last = line.slice("data: ".length);
          if (firstMs === 0 && JSON.parse(last).content !== "") firstMs = performance.now() - startedMs;
        }
      }
      const { timings } = JSON.parse(last) as { timings: Timings };
      return { firstMs, evaluated: timings.prompt_n, outputTokens: timings.predicted_n };
    },
    stop: () => server.stop(),
  };
}
