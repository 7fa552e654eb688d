import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelEntry, ModelPhase, ModelsSnapshot } from "../state/model-entry.ts";
import { standingOf } from "./models-standing.ts";
import { pickerGroups } from "./picker-groups.ts";

function model(id: string, phase: ModelPhase, more: Partial<ModelEntry> = {}): ModelEntry {
  return {
    id,
    title: id,
    kind: "answers",
    provider: "llama",
    bytes: 1e9,
    contextTokens: 2048,
    abilities: [],
    licence: "Apache-2.0",
    licenceUrl: "",
    licenceMustBeAccepted: false,
    phase,
    memoryBytes: 1e9,
    fits: true,
    download: null,
    problem: "",
    inPlace: false,
    outputTokensPerSecond: 0,
    ...more,
  };
}

function snapshot(models: ModelEntry[], more: Partial<ModelsSnapshot> = {}): ModelsSnapshot {
  return {
    models,
    grok: "",
    grokMini: "",
    grokChosen: false,
    grokEmbedding: "",
    smallModelOnly: false,
    picked: "",
    pickedReason: "",
    problem: "",
    providers: [],
    ...more,
  };
}

const download = { bytesDone: 1, bytesTotal: 2, bytesPerSecond: 1, secondsLeft: 1, phase: "downloading" };

test("the picker offers the two names first, then what is here, behind addresses, coming and to be had", () => {
  const groups = pickerGroups(
    snapshot(
      [
        model("small", "loaded"),
        model("far", "ready", { provider: "office" }),
        model("large", "downloading", { download }),
        model("other", "available"),
        model("huge", "available", { fits: false }),
        model("bad", "broken"),
      ],
      { grok: "small", grokMini: "small" },
    ),
  );
  assert.deepEqual(
    groups.map(({ kind, provider, options }) => [kind, provider, options.map(({ name }) => name)]),
    [
      ["names", "", ["grok", "grok-mini"]],
      ["here", "", ["small"]],
      ["address", "office", ["far"]],
      ["coming", "", ["large"]],
      ["available", "", ["other"]],
    ],
  );
  assert.equal(groups[0]?.options[0]?.model?.id, "small");
});

test("before the server has told of its models the two names are there", () => {
  assert.deepEqual(
    pickerGroups(null).flatMap(({ options }) => options.map(({ name }) => name)),
    ["grok", "grok-mini"],
  );
});

test("the standing tells whether something answers and what is on its way", () => {
  assert.equal(standingOf(snapshot([model("a", "available")], { problem: "Add one." })).kind, "none");
  assert.equal(standingOf(snapshot([model("a", "downloading", { download })])).kind, "first-coming");
  const small = standingOf(
    snapshot(
      [model("a", "loaded"), model("b", "paused", { download }), model("c", "downloading", { download })],
      {
        grok: "a",
        smallModelOnly: true,
      },
    ),
  );
  assert.deepEqual([small.kind, small.kind === "small" && small.coming?.id], ["small", "c"]);
  assert.equal(standingOf(snapshot([model("a", "ready")], { grok: "a" })).kind, "ready");
});

test("models for vectors and scores are no answer to a question: not in the picker, not on the first page", () => {
  const models = [
    model("vectors", "ready", { kind: "embeds" }),
    model("coming", "downloading", { kind: "embeds", download }),
    model("scores", "available", { kind: "reranks" }),
  ];
  assert.deepEqual(
    pickerGroups(snapshot(models)).map(({ kind }) => kind),
    ["names"],
  );
  assert.equal(standingOf(snapshot(models)).kind, "none");
});
