import assert from "node:assert/strict";
import { test } from "node:test";
import { assumedModelList, type ModelListSettings, readModelList } from "./model-list.ts";

const here: Parameters<typeof readModelList>[1] = {
  base: "http://127.0.0.1:8000/v1",
  hostname: "127.0.0.1",
  serverHeader: null,
};

function read(data: unknown, settings: ModelListSettings = {}, answerer: Partial<typeof here> = {}) {
  const list = readModelList({ object: "list", data }, { ...here, ...answerer }, settings);
  return { kind: list.kind, models: [...list.models.values()] };
}
const contextOf = (entry: Record<string, unknown>, settings?: ModelListSettings) => {
  const [model] = read([{ id: "m", ...entry }], settings).models;
  return [model?.description.contextTokens, model?.contextKnown];
};

test("the context is taken from where each server says it", () => {
  assert.deepEqual(contextOf({ context_length: 131_072 }), [131_072, true]);
  assert.deepEqual(contextOf({ owned_by: "vllm", max_model_len: 32_768 }), [32_768, true]);
  assert.deepEqual(contextOf({ meta: { n_ctx: 1024, n_ctx_train: 8192 } }), [1024, true]);
  assert.deepEqual(contextOf({ meta: { n_ctx_train: 8192 } }), [8192, true]);
  assert.deepEqual(contextOf({ context_length: 5 }, { contextTokens: 9 }), [9, true]);
});

test("without a context there is a default, which is not passed off as known", () => {
  assert.deepEqual(contextOf({}), [4096, false]);
  assert.deepEqual(contextOf({ context_length: null, max_model_len: "many", meta: null }), [4096, false]);
  const [hosted] = read([{ id: "m" }], {}, { hostname: "api.openai.com" }).models;
  assert.equal(hosted?.description.contextTokens, 128_000);
});

test("the kind of server is told by host, header or owner, and the owner of the address knows best", () => {
  assert.equal(read([{ id: "m", owned_by: "llamacpp" }]).kind, "llama-server");
  assert.equal(read([{ id: "m", owned_by: "vllm" }]).kind, "vllm");
  assert.equal(read([{ id: "m", owned_by: "sglang" }]).kind, "sglang");
  assert.equal(read([{ id: "m", owned_by: "xai" }]).kind, "xai");
  assert.equal(read([{ id: "m", owned_by: "library" }]).kind, "other");
  assert.equal(read([{ id: "m", owned_by: "constructor" }]).kind, "other");
  assert.equal(read([{ id: "m" }], {}, { serverHeader: "llama.cpp" }).kind, "llama-server");
  assert.equal(read([{ id: "m" }], {}, { hostname: "api.x.ai" }).kind, "xai");
  assert.equal(read([{ id: "m" }], {}, { hostname: "api.x.ai.example" }).kind, "other");
  assert.equal(read([{ id: "m", owned_by: "library" }], { server: "vllm" }).kind, "vllm");
});

test("a description says what is known and no more", () => {
  const [model] = read([{ id: "org/model", name: "A Model", context_length: 10 }]).models;
  assert.deepEqual(model?.description, {
    id: "org/model",
    title: "A Model",
    contextTokens: 10,
    abilities: [],
    languages: [],
    sampling: { temperature: 0.7 },
  });
  assert.equal(read([{ id: "/models/SmolLM2.Q4_1.gguf" }]).models[0]?.description.title, "SmolLM2.Q4_1");
});

test("abilities are what the owner says of each model", () => {
  const { models } = read([{ id: "a" }, { id: "b" }], { abilities: { a: ["tools", "persona"] } });
  assert.deepEqual(
    models.map((model) => model.description.abilities),
    [["tools", "persona"], []],
  );
});

test("entries that are no models, and ids that come again, are left out", () => {
  const { models } = read([
    { id: "a" },
    {},
    null,
    { id: "" },
    { id: "a\nb" },
    { id: 7 },
    { id: "a" },
    { id: "b" },
  ]);
  assert.deepEqual(
    models.map((model) => model.description.id),
    ["a", "b"],
  );
});

test("a filter chooses and orders; what is not offered is not invented", () => {
  const { models } = read([{ id: "a" }, { id: "b" }, { id: "c" }], { models: ["c", "x", "a"] });
  assert.deepEqual(
    models.map((model) => model.description.id),
    ["c", "a"],
  );
});

test("a server without models says null", () => {
  assert.deepEqual(read(null).models, []);
});

test("something that is not a list is a bad answer", () => {
  for (const body of [undefined, null, "hello", [], {}, { data: "m" }])
    assert.throws(() => readModelList(body, here, {}), { code: "bad-answer", message: /127\.0\.0\.1:8000/ });
});

test("models can be assumed for a server that offers no list", () => {
  const list = assumedModelList(["a", "b"], "127.0.0.1", { contextTokens: 100 });
  assert.deepEqual([...list.models.keys()], ["a", "b"]);
  assert.equal(list.models.get("a")?.contextKnown, true);
});
