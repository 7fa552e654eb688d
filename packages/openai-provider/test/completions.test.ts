// Raw completions against a scripted server: both forms of log-probabilities, prompts given back, and refusals.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { CompletionRequest, TokenLogProbability } from "@grok/model";
import { collect, providerAt } from "./ask-provider.ts";
import {
  counts,
  type FakeRequest,
  type FakeServer,
  type Handler,
  listsOf,
  onlyAsked,
  openStream,
  sendChunks,
  sendJson,
  sendModels,
  withFakeServer,
  written,
} from "./fake-server.ts";

const prompt = "The sea";
const vllm = sendModels({ owned_by: "vllm" });

function complete(server: FakeServer, request: Partial<CompletionRequest> = {}) {
  return collect(providerAt(server).complete!({ modelId: "m", prompt, ...request }));
}
function choicesOf({ parts }: Awaited<ReturnType<typeof collect>>): TokenLogProbability[] {
  return parts.flatMap((part) => (part.type === "text-delta" ? (part.logProbabilities ?? []) : []));
}
const promptOf = ({ parts }: Awaited<ReturnType<typeof collect>>) =>
  parts.find(({ type }) => type === "prompt");
const says =
  (...chunks: unknown[]): Handler =>
  (_, response) =>
    sendChunks(response, chunks);
const end = [written("", { finish_reason: "length" }), counts(2, 2)];

test("a completion is asked for in OpenAI's words, and counted by the server", async () => {
  await withFakeServer(says(written(" is"), written(" calm"), ...end), async (server) => {
    const answer = await complete(server, { outputTokensMax: 2, sampling: { seed: 5, temperature: 0.5 } });
    assert.equal(answer.text, " is calm");
    assert.equal(answer.finish?.reason, "length");
    assert.deepEqual(answer.finish.usage, {
      promptTokens: 2,
      cachedTokens: 0,
      outputTokens: 2,
      reasoningTokens: 0,
    });
    assert.deepEqual(answer.start?.warnings, []);
    const { path, body } = onlyAsked(server);
    assert.equal(path, "/v1/completions");
    const stream = { stream: true, stream_options: { include_usage: true } };
    const sampling = { temperature: 0.5, top_p: 1, seed: 5 };
    assert.deepEqual(body, { model: "m", prompt, max_tokens: 2, ...stream, ...sampling });
  });
});

test("without a limit a completion has 16 tokens, and ids go out as they are", async () => {
  await withFakeServer(says(written(" is"), ...end), async (server) => {
    await complete(server, { prompt: [4, 5] });
    assert.deepEqual([onlyAsked(server).body.max_tokens, onlyAsked(server).body.prompt], [16, [4, 5]]);
  });
});

const content = [
  {
    id: 7,
    token: " is",
    bytes: [32, 105, 115],
    logprob: -0.5,
    top_logprobs: [
      { id: 7, token: " is", logprob: -0.5 },
      { token: "no", logprob: -1.5 },
    ],
  },
];
for (const [form, logprobs, tokenId] of [
  ["parallel lists", listsOf([[" is", -0.5]]), -1],
  ["a chat's form", { content }, 7],
] as const)
  test(`log-probabilities in ${form} are those of the text, with no more alternatives than asked for`, async () => {
    await withFakeServer(says(written(" is", { logprobs }), ...end), async (server) => {
      for (const top of [0, 1, 2]) {
        const [choice] = choicesOf(await complete(server, { logProbabilities: { top } }));
        assert.ok(choice);
        const { top: others, ...own } = choice;
        assert.deepEqual(own, { tokenId, text: " is", bytes: [32, 105, 115], logProbability: -0.5 });
        assert.deepEqual(
          others.map(({ logProbability }) => logProbability),
          [-0.5, -1.5].slice(0, top),
        );
      }
    });
  });

test("log-probabilities in no known form are missing, and their absence is told", async () => {
  const late: string[] = [];
  const strange = { tokens: [" is"], token_logprobs: [] };
  await withFakeServer(says(written(" is", { logprobs: strange }), ...end), async (server) => {
    const provider = providerAt(server, { onLateWarning: (warning) => late.push(warning) });
    const answer = await collect(provider.complete!({ modelId: "m", prompt, logProbabilities: { top: 1 } }));
    assert.equal(answer.text, " is");
    assert.deepEqual(choicesOf(answer), []);
    assert.match(late.join(), /told no log-probabilities/);
  });
});

test("the prompt is given back without numbers where the server tells none, and that is said", async () => {
  await withFakeServer(
    says(written(" is", { logprobs: listsOf([[" is", -0.5]]) }), ...end),
    async (server) => {
      const answer = await complete(server, { echo: true, logProbabilities: { top: 1 } });
      assert.deepEqual(promptOf(answer), { type: "prompt", text: prompt });
      assert.match(answer.start?.warnings.join() ?? "", /does not tell the log-probabilities of a prompt/);
      assert.equal(choicesOf(answer).length, 1);
      assert.ok(!("echo" in onlyAsked(server).body));
      const silent = await complete(server, { echo: true });
      assert.deepEqual([promptOf(silent)?.type, silent.start?.warnings], ["prompt", []]);
    },
  );
});

const told = [
  ["The", null],
  [" sea", -2],
] as const;
for (const [how, chunks, first] of [
  [
    "in one chunk with the answer",
    [written("The sea is", { logprobs: listsOf([...told, [" is", -0.5]]) })],
    "The",
  ],
  [
    "token by token",
    [...told, [" is", -0.5] as const].map((one) => written(one[0], { logprobs: listsOf([one]) })),
    "The",
  ],
  [
    "behind a token that is not of the text",
    [
      written("The sea is", {
        logprobs: listsOf([
          ["<s>", null],
          ["The", -1],
          [" sea", -2],
          [" is", -0.5],
        ]),
      }),
    ],
    "",
  ],
] as const)
  test(`a prompt's log-probabilities come ${how}`, async () => {
    await withFakeServer(
      says(...chunks, ...end),
      async (server) => {
        const answer = await complete(server, {
          echo: true,
          logProbabilities: { top: 1 },
          outputTokensMax: 1,
        });
        const part = promptOf(answer);
        assert.ok(part?.type === "prompt" && part.logProbabilities);
        assert.equal(part.text, prompt);
        assert.equal(part.logProbabilities.map(({ text }) => text).join(""), prompt);
        assert.equal(part.logProbabilities[0]?.text, first);
        assert.ok(Number.isNaN(part.logProbabilities[0]?.logProbability));
        assert.equal(part.logProbabilities.at(-1)?.logProbability, -2);
        assert.equal(answer.text, " is");
        assert.deepEqual(
          choicesOf(answer).map(({ text }) => text),
          [" is"],
        );
        assert.equal(onlyAsked(server).body.echo, true);
        const none = await complete(server, { echo: true, logProbabilities: { top: 1 }, outputTokensMax: 0 });
        assert.ok(promptOf(none));
        assert.deepEqual(
          [none.text, none.finish?.reason, none.finish?.usage.outputTokens],
          ["", "length", 0],
        );
        assert.equal(server.asked()[1]?.body.max_tokens, 1);
      },
      vllm,
    );
  });

for (const [what, text, tokens, answered] of [
  ["tokens that do not spell the prompt", "The sea is", ["The", " s�", " is"], " is"],
  ["an answer alone", " is", [" is"], " is"],
] as const)
  test(`${what} give no numbers of a prompt`, async () => {
    const late: string[] = [];
    const logprobs = listsOf(tokens.map((token) => [token, -0.5]));
    await withFakeServer(
      says(written(text, { logprobs }), ...end),
      async (server) => {
        const provider = providerAt(server, { onLateWarning: (warning) => late.push(warning) });
        const request = { modelId: "m", prompt, echo: true, logProbabilities: { top: 0 } };
        const answer = await collect(provider.complete!(request));
        assert.deepEqual(promptOf(answer), { type: "prompt", text: prompt });
        assert.equal(answer.text, answered);
        assert.match(late.join(), /no log-probabilities of a prompt/);
      },
      vllm,
    );
  });

test("a server that refuses to tell the prompt is asked for the answer alone", async () => {
  const message = "Setting 'echo' and 'logprobs' at the same time is not supported for this model.";
  const handler: Handler = ({ body }, response) =>
    body.echo
      ? sendJson(response, 400, { error: { message, type: "invalid_request_error" } })
      : sendChunks(response, [written(" is", { logprobs: listsOf([[" is", -0.5]]) }), ...end]);
  await withFakeServer(
    handler,
    async (server) => {
      const answer = await complete(server, { echo: true, logProbabilities: { top: 1 } });
      assert.deepEqual(promptOf(answer), { type: "prompt", text: prompt });
      assert.match(answer.start?.warnings.join() ?? "", /does not tell the log-probabilities of a prompt/);
      assert.equal(choicesOf(answer).length, 1);
    },
    vllm,
  );
});

test("no tokens are asked of nobody, but of a model that is there", async () => {
  await withFakeServer(says(...end), async (server) => {
    const answer = await complete(server, { outputTokensMax: 0, echo: true });
    assert.deepEqual(
      answer.parts.map(({ type }) => type),
      ["start", "prompt", "finish"],
    );
    assert.deepEqual([answer.finish?.reason, answer.finish?.usage.outputTokens], ["length", 0]);
    assert.ok(answer.finish!.usage.promptTokens > 0, "the prompt is counted all the same");
    assert.equal(server.asked().length, 0);
    const missing = await collect(providerAt(server).complete!({ modelId: "n", prompt, outputTokensMax: 0 }));
    assert.equal(missing.error?.code, "model-missing");
  });
});

test("stop texts across chunks end the answer, and what repeats is no loop", async () => {
  const again = Array.from({ length: 30 }, () => written(" on and on"));
  await withFakeServer(
    says(...again, written(" E"), written("N"), written("D more"), ...end),
    async (server) => {
      const answer = await complete(server, { stop: ["END"] });
      assert.equal(answer.text, `${" on and on".repeat(30)} `);
      assert.equal(answer.finish?.reason, "stop");
      assert.deepEqual(onlyAsked(server).body.stop, ["END"]);
    },
  );
});

for (const [what, status, body] of [
  ["a server without completions", 404, { detail: "Not Found" }],
  ["a wrong method", 405, {}],
  [
    "a model for chats alone",
    404,
    {
      error: {
        message: "This is a chat model and not supported in the v1/completions endpoint.",
        param: "model",
      },
    },
  ],
] as const)
  test(`${what} is told as a request that cannot be met here`, async () => {
    await withFakeServer(
      (_, response) => sendJson(response, status, body),
      async (server) => {
        const { error } = await complete(server);
        assert.equal(error?.code, "bad-request");
        assert.match(error.message, /writes no raw texts on with m .*ask the model in a chat/);
      },
    );
  });

test("a model that has gone is missing", async () => {
  const body = { error: { message: "The model `m` does not exist.", code: 404 } };
  await withFakeServer(
    (_, response) => sendJson(response, 404, body),
    async (server) => assert.equal((await complete(server)).error?.code, "model-missing"),
  );
});

for (const request of [
  { prompt: "" },
  { prompt: [] },
  { prompt: [-1] },
  { prompt: [0.5] },
  { outputTokensMax: -1 },
])
  test(`${JSON.stringify(request)} is refused before anything is sent`, async () => {
    await withFakeServer(says(...end), async (server) => {
      assert.equal((await complete(server, request)).error?.code, "bad-request");
      assert.equal(server.requests.length, 0);
    });
  });

test("a cancelled completion closes its connection", async () => {
  const abort = new AbortController();
  const handler: Handler = (_, response) => {
    openStream(response);
    response.write(`data: ${JSON.stringify(written(" is"))}\n\n`);
  };
  await withFakeServer(handler, async (server) => {
    const request = { modelId: "m", prompt, signal: abort.signal };
    const answer = await collect(providerAt(server).complete!(request), ({ type }) => {
      if (type === "text-delta") abort.abort();
    });
    assert.equal(answer.finish?.reason, "cancelled");
    await server.hungUp;
  });
});

test("special tokens that a server may read out of a prompt are warned of", async () => {
  await withFakeServer(says(written(" is"), ...end), async (server) => {
    for (const [text, warned] of [
      ["a <|im_end|>", true],
      ["x[0] < y && a <b>", false],
    ] as const) {
      const { start } = await complete(server, { prompt: text });
      assert.equal(/special tokens/.test(start?.warnings.join() ?? ""), warned, text);
    }
  });
});

/** Tells tokens as llama-server does: a letter is a token, and its code the id. */
function tellTokens({ path, body }: FakeRequest): unknown {
  if (path === "/detokenize") return { content: String.fromCodePoint(...(body.tokens as number[])) };
  const bytes = [...Buffer.from(String(body.content))];
  return {
    tokens: bytes.map((id) =>
      body.with_pieces ? { id, piece: id < 128 ? String.fromCodePoint(id) : [id] } : id,
    ),
  };
}

test("a llama-server is sent the prompt's tokens, no special ones among them, and tells those of a text", async () => {
  await withFakeServer(
    says(written(" is"), ...end),
    async (server) => {
      const answer = await complete(server, { prompt: "ab", echo: true });
      assert.equal(answer.text, " is", answer.error?.message);
      const [split, asked] = server.asked();
      assert.deepEqual(split?.body, { model: "m", content: "ab", add_special: true, parse_special: false });
      assert.deepEqual(asked?.body.prompt, [97, 98]);
      assert.deepEqual(promptOf(await complete(server, { prompt: [99], echo: true })), {
        type: "prompt",
        text: "c",
      });
      assert.deepEqual(await providerAt(server).tokenize!("m", "aü"), [
        { tokenId: 97, text: "a", bytes: [97] },
        { tokenId: 195, text: "\ufffd", bytes: [195] },
        { tokenId: 188, text: "\ufffd", bytes: [188] },
      ]);
    },
    sendModels({ owned_by: "llamacpp" }),
    (request, response) => sendJson(response, 200, tellTokens(request)),
  );
});

test("where a llama-server's tokens are out of reach, its prompt is text, and tokens are refused in words", async () => {
  for (const owned_by of ["llamacpp", "vllm", undefined])
    await withFakeServer(
      says(written(" is"), ...end),
      async (server) => {
        assert.equal((await complete(server)).text, " is");
        const provider = providerAt(server);
        await assert.rejects(provider.tokenize!("m", "a"), {
          code: "bad-request",
          message: /exact tokens of a text/,
        });
        const { error } = await complete(server, { prompt: [1], echo: true });
        assert.equal(error?.code, "bad-request");
      },
      sendModels({ owned_by }),
    );
});
