// The contract of `Embedder` as tests, one for every sentence of it. Every implementation runs this suite.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Embedder, type EmbeddingModel, ModelError, type ModelErrorCode } from "@grok/model";

/** One embedder under test, ready to be asked. */
export interface EmbedderSubject {
  embedder: Embedder;
  /** A model that makes vectors and cuts a text of 20,000 words. */
  embeddingId: string;
  /** A model that reranks; undefined where the implementation has none. */
  rerankingId: string | undefined;
  capable: {
    /** `cut` names the texts that were too long; otherwise a long text is refused as `context-full`. */
    cuts: boolean;
    /** The same text has the same vector to the last bit; otherwise to 1e-3 of cosine. */
    exact: boolean;
  };
  /** Frees what `open` made, the embedder included. */
  dispose(): Promise<void>;
}

/** A hang must fail the test instead of stopping the run; it is no measure of speed. */
const timeout = 120_000;

/** Registers the contract's tests under `name`. `open` is called once for all, and once for each test that ends one. */
export function embedderContract(name: string, open: () => Promise<EmbedderSubject>): void {
  describe(`${name} keeps the embedder contract`, { timeout }, () => {
    let subject: EmbedderSubject;
    const embed = (texts: readonly string[], signal?: AbortSignal) =>
      subject.embedder.embed({ modelId: subject.embeddingId, texts, ...(signal && { signal }) });
    const same = (a: Float32Array | undefined, b: Float32Array | undefined) => {
      if (subject.capable.exact) assert.deepEqual(a, b);
      else assert.ok(cosine(a!, b!) > 0.999, `cosine ${cosine(a!, b!)}`);
    };

    before(async () => {
      subject = await open();
    });
    after(() => subject?.dispose());

    test("list names the models, with unique ids", async () => {
      const models = await subject.embedder.list();
      assert.equal(new Set(models.map(({ id }) => id)).size, models.length);
      const model = models.find(({ id }) => id === subject.embeddingId) as EmbeddingModel;
      assert.ok(model.title !== "" && model.tokensMax > 0);
      if (subject.rerankingId !== undefined)
        assert.equal(models.find(({ id }) => id === subject.rerankingId)?.reranks, true);
    });

    test("vectors come one for each text, in order, of length 1 and of the size that is told", async () => {
      const texts = ["The cat sleeps on the sofa.", "Interest rates rose again.", "Кошка спит на диване."];
      const { vectors, promptTokens, cut } = await embed(texts);
      assert.equal(vectors.length, texts.length);
      for (const vector of vectors) {
        assert.ok(vector instanceof Float32Array);
        assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-4);
      }
      assert.ok(promptTokens > 0);
      assert.deepEqual(cut, []);
      const model = (await subject.embedder.list()).find(({ id }) => id === subject.embeddingId);
      if (model?.dimensions !== undefined) assert.equal(vectors[0]?.length, model.dimensions);
      same((await embed([texts[1]!])).vectors[0], vectors[1]);
    });

    test("one text gives one vector whatever else is asked beside it", async () => {
      const text = "A text among others.";
      const [alone] = (await embed([text])).vectors;
      const many = await Promise.all([
        embed(["short", text]),
        embed([text, "something much longer than the others, about ships and the sea"]),
        embed(["", text, ""]),
      ]);
      same(many[0]?.vectors[1], alone);
      same(many[1]?.vectors[0], alone);
      same(many[2]?.vectors[1], alone);
    });

    test("the empty text has a vector, and no texts have none", async () => {
      const { vectors } = await embed([""]);
      assert.ok(Math.abs(Math.hypot(...vectors[0]!) - 1) < 1e-4);
      assert.deepEqual((await embed([])).vectors, []);
    });

    test("a text that is too long is cut, and the answer says so, or it is refused", async () => {
      const long = "The sea was calm that day. ".repeat(4_000);
      if (!subject.capable.cuts) return refuses(() => embed(["short", long]), "context-full");
      const { cut, vectors } = await embed(["short", long]);
      assert.deepEqual(cut, [1]);
      assert.equal(vectors.length, 2);
    });

    test("text is data: control characters, lone surrogates and marks of the vocabulary do no harm", async () => {
      const { vectors } = await embed([
        "\u0000\u0007\u200b",
        "\ud800 alone",
        "[CLS] [SEP] <s> </s>",
        "\n\n\n",
      ]);
      for (const vector of vectors) assert.ok(vector.every(Number.isFinite));
    });

    test("an unknown model is refused", () =>
      refuses(() => subject.embedder.embed({ modelId: "no such model", texts: ["a"] }), "model-missing"));

    test("a model that only makes vectors refuses to rerank", () =>
      refuses(
        () => subject.embedder.rerank({ modelId: subject.embeddingId, query: "a", texts: ["b"] }),
        "bad-request",
      ));

    test("reranking scores every text, in order, whatever else is asked beside it", async (context) => {
      const { rerankingId } = subject;
      if (rerankingId === undefined) return context.skip("it has no model that reranks");
      const texts = ["Paris is the capital of France.", "Bananas are yellow.", ""];
      const ask = (all: readonly string[]) =>
        subject.embedder.rerank({
          modelId: rerankingId,
          query: "What is the capital of France?",
          texts: all,
        });
      const { scores, promptTokens } = await ask(texts);
      assert.equal(scores.length, texts.length);
      assert.ok(scores.every(Number.isFinite));
      assert.ok(promptTokens > 0);
      const [alone] = (await ask([texts[1]!])).scores;
      assert.ok(Math.abs(alone! - scores[1]!) < 1e-3);
      assert.deepEqual((await ask([])).scores, []);
    });

    test("an aborted request is cancelled, before it begins and in the middle, and others go on", async () => {
      await refuses(() => embed(["a"], AbortSignal.abort()), "cancelled");
      const abort = new AbortController();
      const texts = Array.from(
        { length: 200 },
        (_, index) => `${index} ${"and a long way home ".repeat(10)}`,
      );
      const long = embed(texts, abort.signal);
      const other = embed(["meanwhile"]);
      setTimeout(() => abort.abort(), 20);
      await refuses(() => long, "cancelled");
      assert.equal((await other).vectors.length, 1);
    });

    test("requests may run at once, and a short one does not wait for a long one", async () => {
      const ended: string[] = [];
      const texts = Array.from({ length: 60 }, (_, index) => `${index} ${"about the weather ".repeat(20)}`);
      const abort = new AbortController();
      const long = embed(texts, abort.signal).then(
        () => ended.push("long"),
        () => ended.push("cancelled"),
      );
      await embed(["short"]);
      ended.push("short");
      abort.abort();
      await long;
      assert.equal(ended[0], "short");
    });

    test("what was disposed of refuses, and disposing again does nothing", async () => {
      const own = await open();
      await own.embedder.dispose();
      await own.embedder.dispose();
      await assert.rejects(
        async () => own.embedder.embed({ modelId: own.embeddingId, texts: ["a"] }),
        (error) => error instanceof ModelError,
      );
      await own.dispose();
    });
  });
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}

async function refuses(act: () => Promise<unknown>, code: ModelErrorCode): Promise<void> {
  await assert.rejects(act, (error) => {
    assert.ok(error instanceof ModelError, String(error));
    assert.equal(error.code, code, error.message);
    assert.ok(error.message.length > 10);
    return true;
  });
}
