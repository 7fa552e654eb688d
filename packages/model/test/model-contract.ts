// The contract of `ModelProvider` as tests, one for every sentence of it. Every implementation runs this suite;
// nothing here depends on what a model says, only on how it is said.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { ChatMessage, GenerateRequest, JsonSubschema, ModelErrorCode, ModelProvider } from "@grok/model";
import { ModelError } from "@grok/model";
import { type CollectedAnswer, collectParts, reasonOf } from "./collect-parts.ts";
import { completionContract } from "./completion-contract.ts";
import { jsonContract } from "./json-contract.ts";
import { toolsContract } from "./tools-contract.ts";

/** One provider under test, ready to be asked. */
export interface ContractSubject {
  provider: ModelProvider;
  /**
   * A model that, asked for `LONG_PROMPT`, writes at least 40 tokens over some time, counts `outputTokensMax`,
   * and uses the letter "e".
   */
  modelId: string;
  capable: {
    /** `usage` holds real counts. */
    reportsTokens: boolean;
    /** `countTokens` is exact and equals `usage.promptTokens`. */
    exactCount: boolean;
    /** `continueLast` writes on; otherwise it must be refused as `bad-request` or warned of in `start`. */
    continuesLast: boolean;
    /** Tells log-probabilities; otherwise it warns in `start`. */
    logProbabilities?: boolean;
    /** `complete` tells those of an echoed prompt; otherwise it warns in `start`. Default true. */
    promptLogProbabilities?: boolean;
    /** `tokenize` knows this model's tokens; otherwise it is a "bad-request". Default true. */
    tokenizes?: boolean;
    /** Not every server holds its model to a call that must be made; then the answer is an error "bad-answer". Default true. */
    forcesCalls?: boolean;
  };
  /** Frees what `open` made, the provider included. */
  dispose(): Promise<void>;
}

/** The question that every subject answers at length. */
export const LONG_PROMPT = "Write a long story about the sea, the weather and the people of a small village.";

/** A value that satisfies `schema`, one of the simple sort, for fakes of models to say. */
export function exampleValue(schema: JsonSubschema): unknown {
  if (typeof schema === "boolean") return null;
  if ("const" in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives?.[0] !== undefined) return exampleValue(alternatives[0]);
  switch (typeof schema.type === "string" ? schema.type : schema.type?.[0]) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => [name, exampleValue(property)]),
      );
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => exampleValue(schema.items ?? true));
    case "string":
      return "e".repeat(schema.minLength ?? 0);
    case "boolean":
      return true;
    case "number":
    case "integer":
      return schema.minimum ?? 1;
    default:
      return null;
  }
}

const longQuestion: readonly ChatMessage[] = [{ role: "user", text: LONG_PROMPT }];
/** A hang must fail the test instead of stopping the run; it is no measure of speed. */
const timeout = 300_000;

/**
 * Registers the contract's tests under `name`.
 *
 * `open` is called once for the tests that share a subject and once for each test that ends one.
 */
export function modelContract(name: string, open: () => Promise<ContractSubject>): void {
  describe(`${name} keeps the model contract`, { timeout }, () => {
    let subject: ContractSubject;
    const ask = (request: Partial<GenerateRequest>) =>
      subject.provider.generate({
        modelId: subject.modelId,
        messages: longQuestion,
        outputTokensMax: 16,
        ...request,
      });

    before(async () => {
      subject = await open();
    });
    after(() => subject?.dispose());

    test("list names the model, with unique ids and a context", async () => {
      const models = await subject.provider.list();
      assert.ok(models.some((model) => model.id === subject.modelId));
      assert.equal(new Set(models.map((model) => model.id)).size, models.length);
      for (const model of models) assert.ok(model.contextTokens > 0, `${model.id} has a context`);
    });

    test("an answer is start, text and one finish", async () => {
      const answer = await collectParts(ask({}));
      assert.ok(["stop", "length"].includes(reasonOf(answer)));
      assert.equal(answer.start?.modelId, subject.modelId);
      assert.ok(answer.text.length > 0);
    });

    test("usage counts the prompt and the output", async () => {
      const answer = await collectParts(ask({ outputTokensMax: 12 }));
      reasonOf(answer);
      const usage = answer.finish!.usage;
      assert.ok(usage.outputTokens <= 12);
      if (!subject.capable.reportsTokens) return;
      assert.ok(usage.promptTokens > 0);
      assert.ok(usage.outputTokens > 0);
      const tokens = answer.finish?.tokens;
      if (tokens) assert.ok(tokens.length <= usage.outputTokens && tokens.every(Number.isInteger));
    });

    test("outputTokensMax ends an answer with reason length", async () => {
      const answer = await collectParts(ask({ outputTokensMax: 3 }));
      assert.equal(reasonOf(answer), "length");
      if (subject.capable.reportsTokens) assert.equal(answer.finish?.usage.outputTokens, 3);
    });

    test("a stop text ends an answer and is not part of it", async () => {
      const answer = await collectParts(ask({ stop: ["e"], outputTokensMax: 64 }));
      assert.equal(reasonOf(answer), "stop");
      assert.ok(!answer.text.includes("e"));
    });

    test("a stop text that never comes takes nothing away", async () => {
      const answer = await collectParts(ask({ stop: ["e\u0001", "the never"], outputTokensMax: 24 }));
      assert.ok(["stop", "length"].includes(reasonOf(answer)));
      assert.ok(answer.text.includes("e"));
    });

    test("no delta is empty or splits a character", async () => {
      const messages: ChatMessage[] = [
        { role: "user", text: `Repeat: 👩‍🚀🙂🇪🇺 日本語 naïve. ${LONG_PROMPT}` },
      ];
      const answer = await collectParts(ask({ messages, outputTokensMax: 40 }));
      reasonOf(answer);
      for (const part of answer.parts) {
        if (part.type !== "text-delta" && part.type !== "reasoning-delta") continue;
        assert.ok(part.text.length > 0);
        assert.ok(part.text.isWellFormed(), `no half surrogate pair in ${JSON.stringify(part.text)}`);
      }
    });

    test("a system message at the head is taken", async () => {
      const messages: ChatMessage[] = [{ role: "system", text: "Answer briefly." }, ...longQuestion];
      assert.ok(["stop", "length"].includes(reasonOf(await collectParts(ask({ messages })))));
    });

    test("a conversation of several turns is taken", async () => {
      const messages: ChatMessage[] = [
        { role: "user", text: "Hello" },
        { role: "assistant", text: "Good day." },
        ...longQuestion,
      ];
      assert.ok(["stop", "length"].includes(reasonOf(await collectParts(ask({ messages })))));
    });

    test("continueLast writes on from the assistant's text and yields only what is new", async () => {
      const begun = "Once upon a time, by the sea, there was a small village. In this village";
      const messages: ChatMessage[] = [...longQuestion, { role: "assistant", text: begun }];
      const answer = await collectParts(ask({ messages, continueLast: true }));
      if (!subject.capable.continuesLast) {
        const refused = answer.error?.code === "bad-request";
        assert.ok(refused || answer.start?.warnings.length, "a provider that cannot continue says so");
        return;
      }
      assert.ok(["stop", "length"].includes(reasonOf(answer)));
      assert.ok(!answer.text.startsWith(begun));
    });

    test("an unknown model is an error part, not an exception", async () => {
      const answer = await collectParts(ask({ modelId: "no-such-model" }));
      assertFailed(answer, "model-missing");
      assert.match(answer.error!.message, /no-such-model/);
    });

    const refused: [what: string, request: Partial<GenerateRequest>][] = [
      ["no messages", { messages: [] }],
      [
        "two system messages",
        {
          messages: [
            { role: "system", text: "One." },
            { role: "system", text: "Two." },
            { role: "user", text: "Hello" },
          ],
        },
      ],
      [
        "a system message after the head",
        {
          messages: [
            { role: "user", text: "Hello" },
            { role: "system", text: "Be kind." },
          ],
        },
      ],
      [
        "continueLast without an assistant's message at the end",
        { messages: longQuestion, continueLast: true },
      ],
    ];
    for (const [what, request] of refused) {
      test(`${what}: refused as bad-request`, async () => {
        assertFailed(await collectParts(ask(request)), "bad-request");
      });
    }

    test("an abort in mid-answer ends it as cancelled before its limit", async () => {
      const abort = new AbortController();
      const answer = await collectParts(ask({ signal: abort.signal, outputTokensMax: 400 }), (part) => {
        if (part.type === "text-delta") abort.abort();
      });
      assert.equal(reasonOf(answer), "cancelled");
      assert.ok(answer.finish!.usage.outputTokens < 400);
    });

    test("a signal aborted before asking ends the answer as cancelled without text", async () => {
      const answer = await collectParts(ask({ signal: AbortSignal.abort() }));
      assert.equal(reasonOf(answer), "cancelled");
      assert.equal(answer.text, "");
    });

    test("leaving the loop frees what the answer held, again and again", async () => {
      for (let round = 0; round < 10; round++) {
        for await (const part of ask({ outputTokensMax: 400 })) if (part.type === "text-delta") break;
      }
      reasonOf(await collectParts(ask({ outputTokensMax: 4 })));
    });

    test("a stream that is never read, or given back unread, holds nothing", async () => {
      for (let round = 0; round < 10; round++) {
        ask({});
        await ask({})[Symbol.asyncIterator]().return?.();
      }
      reasonOf(await collectParts(ask({ outputTokensMax: 4 })));
    });

    test("many answers at once all finish", async () => {
      const answers = await Promise.all(
        Array.from({ length: 9 }, (_, index) =>
          collectParts(
            ask({
              messages: [{ role: "user", text: `${index}. ${LONG_PROMPT}` }],
              outputTokensMax: 6,
              affinity: `conversation-${index}`,
            }),
          ),
        ),
      );
      for (const answer of answers) {
        assert.ok(["stop", "length"].includes(reasonOf(answer)));
        assert.ok(answer.text.length > 0);
      }
    });

    test("one aborted answer leaves its neighbours alone", async () => {
      const abort = new AbortController();
      const [stopped, kept] = await Promise.all([
        collectParts(ask({ signal: abort.signal, outputTokensMax: 400 }), (part) => {
          if (part.type === "text-delta") abort.abort();
        }),
        collectParts(ask({ outputTokensMax: 24 })),
      ]);
      assert.equal(reasonOf(stopped), "cancelled");
      assert.ok(["stop", "length"].includes(reasonOf(kept)));
    });

    jsonContract(ask);
    completionContract(() => subject, ask);
    toolsContract(() => subject, ask);

    test("countTokens grows with the messages and agrees with usage where it is exact", async () => {
      const short = await subject.provider.countTokens(subject.modelId, [{ role: "user", text: "Hello" }]);
      const long = await subject.provider.countTokens(subject.modelId, longQuestion);
      assert.ok(short.tokens > 0 && long.tokens > short.tokens);
      assert.equal(long.exact, subject.capable.exactCount);
      if (!long.exact) return;
      const answer = await collectParts(ask({ outputTokensMax: 1 }));
      assert.equal(answer.finish?.usage.promptTokens, long.tokens);
    });

    test("countTokens of an unknown model fails with model-missing", async () => {
      await assert.rejects(subject.provider.countTokens("no-such-model", longQuestion), {
        name: "ModelError",
        code: "model-missing",
      });
    });
  });

  describe(`${name} can be disposed of`, { timeout }, () => {
    test("dispose ends running answers, may be repeated, and later answers fail without throwing", async () => {
      const subject = await open();
      const request: GenerateRequest = {
        modelId: subject.modelId,
        messages: longQuestion,
        outputTokensMax: 400,
      };
      let disposed: Promise<void> | undefined;
      const answer = await collectParts(subject.provider.generate(request), (part) => {
        if (part.type === "text-delta") disposed ??= subject.provider.dispose();
      });
      assert.ok(answer.error ?? answer.finish?.reason === "cancelled");
      await disposed;
      await subject.provider.dispose();
      const late = await collectParts(subject.provider.generate(request));
      assert.ok(late.error instanceof ModelError);
      await subject.dispose();
    });
  });
}

function assertFailed(answer: CollectedAnswer, code: ModelErrorCode): void {
  assert.ok(answer.error instanceof ModelError, "the answer ends with an error part");
  assert.equal(answer.error.code, code);
  assert.ok(answer.error.message.length > 0);
}
