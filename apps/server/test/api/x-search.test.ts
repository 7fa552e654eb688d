// The server's own search of posts, asked for as xAI's clients and OpenAI's do, over a real index.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { createXai, xai as xaiTools } from "@ai-sdk/xai";
import { generateText } from "ai";
import OpenAI from "openai";
import { TestServer } from "../test-server.ts";

const server = await TestServer.start();
after(() => TestServer.disposeAll());
const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none-needed", maxRetries: 0 });
const question = "Is the Karlsplatz underpass flooded right now?";
const tools = [{ type: "x_search" }] as never;
const url = "https://x.example/mira/1";

test("without a feed, a search finds nothing, says so, and makes no index", async () => {
  const answer = await client.responses.create({ model: "grok", input: question, tools });
  assert.match(answer.output_text, /No post that I have answers this/);
  assert.equal(existsSync(join(server.config.home, "live")), false);
});

test("a question about now is answered from posts, with what it cites", async () => {
  await server.clients().live.saveFeed({ source: "push", on: true });
  const post = {
    id: "1",
    text: "The Karlsplatz underpass is flooded, police closed it.",
    author: "mira",
    url,
  };
  const pushed = await fetch(`${server.url}/live/posts`, { method: "POST", body: JSON.stringify([post]) });
  assert.equal(pushed.status, 200);
  const stream = client.responses.stream({ model: "grok", input: question, tools });
  const types = (await Array.fromAsync(stream)).map(({ type }) => type as string);
  const answer = await stream.finalResponse();
  assert.match(answer.output_text, /“The Karlsplatz underpass is flooded, police closed it.” \[1\]/);
  const message = answer.output.find((item) => item.type === "message");
  const part = message?.content[0];
  const [citation] = part?.type === "output_text" ? part.annotations : [];
  assert.ok(citation?.type === "url_citation");
  assert.equal(citation.url, url);
  assert.equal(answer.output_text.slice(citation.start_index, citation.end_index), "[1]");
  const { citations, usage } = answer as unknown as {
    citations: string[];
    usage: { num_sources_used: number; num_server_side_tools_used: number };
  };
  assert.deepEqual(citations, [url]);
  assert.equal(usage.num_sources_used, 1);
  assert.ok(usage.num_server_side_tools_used > 0);
  assert.ok(types.includes("response.output_text.annotation.added"));
  assert.equal(server.engine.requests.length, 0, "a model without tools is not asked for what code answers");
});

test("xAI's own provider knows the search and its sources again", async () => {
  const xai = createXai({ baseURL: `${server.url}/v1`, apiKey: "none-needed" });
  const answer = await generateText({
    model: xai.responses("grok"),
    prompt: question,
    tools: { x_search: xaiTools.tools.xSearch() as never },
    maxRetries: 0,
  });
  assert.deepEqual(
    answer.sources.map((source) => source.sourceType === "url" && source.url),
    [url],
  );
  assert.ok(
    answer.toolCalls.every(({ toolName, providerExecuted }) => toolName === "x_search" && providerExecuted),
  );
});

test("live search of the chat dialect reads posts, and tells what it cannot read", async () => {
  const ask = (search_parameters: object, stream = false) =>
    fetch(`${server.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ messages: [{ role: "user", content: question }], search_parameters, stream }),
    });
  const whole = (await (await ask({ mode: "on", sources: [{ type: "web" }, { type: "x" }] })).json()) as {
    citations: string[];
  };
  assert.deepEqual(whole.citations, [url]);
  const lines = (await (await ask({ mode: "auto" }, true)).text())
    .split("\n\n")
    .filter((line) => line.startsWith("data"));
  assert.match(lines.at(-2) ?? "", new RegExp(`"citations":\\["${url}"\\]`));
  assert.equal(lines.at(-1), "data: [DONE]");
  const others = (await (
    await ask({ mode: "on", sources: [{ type: "x", excluded_x_handles: ["@Mira"] }] })
  ).json()) as {
    citations?: string[];
  };
  assert.equal(others.citations, undefined);
  // One of several authors is found, however much all others say.
  const loud = Array.from({ length: 150 }, (_, at) => ({
    id: `loud-${at}`,
    text: `Karlsplatz underpass flooded, says everybody, ${"drip ".repeat(at)}`,
    author: `loud${at}`,
    url: `https://x.example/loud/${at}`,
  }));
  const pushed = await fetch(`${server.url}/live/posts`, { method: "POST", body: JSON.stringify(loud) });
  assert.equal(pushed.status, 200);
  const rare = (await (
    await ask({ mode: "on", sources: [{ type: "x", included_x_handles: ["nobody", "Mira"] }] })
  ).json()) as { citations: string[] };
  assert.deepEqual(rare.citations, [url]);
  const refused = await ask({ sources: [{ type: "web" }] });
  assert.equal(refused.status, 400);
  assert.match(await refused.text(), /this server has \\"x\\" alone, not \\"web\\"/);
});
