// What the contract says of raw completions, tokens and log-probabilities, of providers that have them. A part of
// `modelContract`.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { GenerateRequest, ModelPart, TokenLogProbability } from "@grok/model";
import { collectParts, reasonOf } from "./collect-parts.ts";
import type { ContractSubject } from "./model-contract.ts";

const begun = "Once upon a time, by the sea,";

/** Registers the tests. `ask` answers `LONG_PROMPT` with a small limit of tokens unless told otherwise. */
export function completionContract(
  subject: () => ContractSubject,
  ask: (request: Partial<GenerateRequest>) => AsyncIterable<ModelPart>,
): void {
  test("log-probabilities come with the text whose tokens they are of, or the lack of them is told", async () => {
    const answer = await collectParts(ask({ logProbabilities: { top: 2 }, outputTokensMax: 8 }));
    reasonOf(answer);
    const deltas = answer.parts.filter((part) => part.type === "text-delta");
    const choices = deltas.flatMap(({ logProbabilities = [] }) => logProbabilities);
    if (!subject().capable.logProbabilities) {
      assert.ok(choices.length > 0 || answer.start?.warnings.length, "a provider that has none says so");
      return;
    }
    assert.ok(choices.length > 0);
    for (const { top, ...choice } of choices) {
      assert.ok(top.length <= 2);
      for (const { logProbability, bytes } of [choice, ...top]) {
        assert.ok(logProbability <= 0.001, `${logProbability} is the logarithm of a share`);
        assert.ok(bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256));
      }
      assert.ok((top[1]?.logProbability ?? 0) <= (top[0]?.logProbability ?? 0), "likeliest first");
    }
    assert.ok(textOf(choices).includes(answer.text.trim()), "the tokens spell the text");
  });

  test("a raw text is written on, and given back first where asked for", async () => {
    const { provider, modelId } = subject();
    if (!provider.complete) return;
    const request = { modelId, prompt: begun, outputTokensMax: 4, logProbabilities: { top: 1 } };
    const answer = await collectParts(provider.complete({ ...request, echo: true }));
    assert.ok(["stop", "length"].includes(reasonOf(answer)));
    const prompt = answer.parts.find((part) => part.type === "prompt");
    assert.equal(prompt?.text, begun);
    const silent = await collectParts(provider.complete({ ...request, logProbabilities: undefined }));
    assert.ok(!silent.parts.some((part) => part.type === "prompt"));
    if (!(subject().capable.promptLogProbabilities ?? true)) {
      assert.equal(prompt.logProbabilities, undefined);
      assert.ok(answer.start?.warnings.some((warning) => /log-probabilities of a prompt/.test(warning)));
      return;
    }
    const [first, ...rest] = prompt.logProbabilities ?? [];
    assert.ok(first && Number.isNaN(first.logProbability), "nothing stands before the first token");
    assert.ok(rest.length > 0 && rest.every(({ logProbability }) => logProbability <= 0.001));
    assert.equal(textOf([first, ...rest]), begun);
  });

  test("a completion of no tokens reads the prompt and no more", async () => {
    const { provider, modelId } = subject();
    if (!provider.complete) return;
    const answer = await collectParts(provider.complete({ modelId, prompt: begun, outputTokensMax: 0 }));
    assert.equal(reasonOf(answer), "length");
    assert.equal(answer.text, "");
    if (subject().capable.reportsTokens) assert.equal(answer.finish?.usage.outputTokens, 0);
  });

  test("a completion is refused, cancelled and left like any other answer", async () => {
    const { provider, modelId } = subject();
    if (!provider.complete) return;
    const unknown = await collectParts(provider.complete({ modelId: "no-such-model", prompt: begun }));
    assert.equal(unknown.error?.code, "model-missing");
    const abort = new AbortController();
    const request = { modelId, prompt: begun, outputTokensMax: 400, signal: abort.signal };
    const answer = await collectParts(provider.complete(request), (part) => {
      if (part.type === "text-delta") abort.abort();
    });
    assert.equal(reasonOf(answer), "cancelled");
    for await (const part of provider.complete({ modelId, prompt: begun })) {
      if (part.type === "text-delta") break;
    }
  });

  test("the tokens of a text spell it", async () => {
    const { provider, modelId } = subject();
    if (!provider.tokenize) return;
    if (!(subject().capable.tokenizes ?? true)) {
      await assert.rejects(provider.tokenize(modelId, "a"), { code: "bad-request" });
      return;
    }
    const text = "naïve <|im_end|> 日本 🙂\n";
    const tokens = await provider.tokenize(modelId, text);
    assert.equal(textOf(tokens), text);
    assert.ok(tokens.every(({ tokenId }) => Number.isInteger(tokenId)));
    await assert.rejects(provider.tokenize("no-such-model", text), { code: "model-missing" });
  });
}

function textOf(tokens: readonly Pick<TokenLogProbability, "bytes">[]): string {
  return new TextDecoder().decode(Uint8Array.from(tokens.flatMap(({ bytes }) => bytes)));
}
