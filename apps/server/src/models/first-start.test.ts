import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type FirstStart,
  type FirstStartEvent,
  firstStartBefore,
  firstStartSchema,
  stepFirstStart,
} from "./first-start.ts";

/** Runs events through the reducer; gives the steps and effects on the way, and the last state. */
function play(events: FirstStartEvent[], from: FirstStart = firstStartBefore) {
  const story: string[] = [];
  let state = from;
  for (const event of events) {
    const next = stepFirstStart(state, event);
    state = next.state;
    story.push(next.effect === null ? state.step : `${state.step}: ${next.effect.type}`);
    assert.deepEqual(firstStartSchema.parse(structuredClone(state)), state);
  }
  return { story, state };
}

const begun: FirstStartEvent = { type: "begun", canAnswer: false };
const large: FirstStartEvent = { type: "picked", id: "large", reason: "It fits.", installed: false };

test("an empty machine gets the small model, then the best one for it, measured", () => {
  const { story, state } = play([
    begun,
    { type: "found", canAnswer: false },
    { type: "fetched" },
    { type: "warmed", tokensPerSecond: 100 },
    large,
    { type: "fetched" },
    { type: "tested", tokensPerSecond: 12 },
  ]);
  assert.deepEqual(story, [
    "finding: find",
    "fetching-small: fetch-small",
    "warming: warm",
    "choosing: pick",
    "fetching: fetch",
    "testing: test",
    "done",
  ]);
  assert.deepEqual([state.picked, state.reason, state.problem], ["large", "It fits.", ""]);
});

test("models found on the disk answer at once and spare the small one", () => {
  const { story } = play([begun, { type: "found", canAnswer: true }]);
  assert.deepEqual(story, ["finding: find", "warming: warm"]);
});

test("a model that is too slow is stepped down from, and stands for no name", () => {
  const { story, state } = play(
    [
      { type: "tested", tokensPerSecond: 2 },
      { type: "picked", id: "medium", reason: "Quicker.", installed: false },
      { type: "fetched" },
      { type: "tested", tokensPerSecond: 4.9 },
      { type: "picked", id: "small", reason: "Quickest.", installed: true },
    ],
    { ...firstStartBefore, step: "testing", picked: "large" },
  );
  assert.deepEqual(story, [
    "testing: step-down",
    "fetching: fetch",
    "testing: test",
    "testing: step-down",
    "done",
  ]);
  assert.deepEqual([state.picked, state.tooSlow], ["small", ["large", "medium"]]);
});

test("where nothing lesser is to be had, slow is better than nothing", () => {
  const { state } = play([{ type: "tested", tokensPerSecond: 2 }, { type: "nothing-else" }], {
    ...firstStartBefore,
    step: "testing",
    picked: "large",
  });
  assert.deepEqual([state.step, state.tooSlow], ["done", []]);
});

test("when the small model cannot be fetched the reason is kept, and a model from elsewhere heals it", () => {
  const { story, state } = play([
    begun,
    { type: "found", canAnswer: false },
    { type: "fetch-failed", message: "No package index answers." },
    large,
  ]);
  assert.deepEqual(story.at(-1), "fetching: fetch");
  assert.equal(state.problem, "No package index answers.");
  const later = play(
    [{ type: "begun", canAnswer: false }, { type: "found", canAnswer: false }, { type: "fetched" }],
    state,
  );
  assert.equal(later.state.problem, "");
});

test("a download that broke off waits for whoever resumes it", () => {
  const { story } = play([
    begun,
    { type: "found", canAnswer: true },
    { type: "warmed", tokensPerSecond: null },
    large,
    { type: "fetch-failed", message: "The line broke." },
    { type: "fetched" },
  ]);
  assert.deepEqual(story.slice(-2), ["fetching", "testing: test"]);
});

test("a restart goes on with the download, and with the test of what had arrived", () => {
  const fetching: FirstStart = { ...firstStartBefore, step: "fetching", picked: "large" };
  assert.deepEqual(stepFirstStart(fetching, { type: "begun", canAnswer: true }).effect, {
    type: "fetch",
    id: "large",
  });
  const testing: FirstStart = { ...fetching, step: "testing" };
  assert.deepEqual(stepFirstStart(testing, { type: "begun", canAnswer: true }).effect, {
    type: "test",
    id: "large",
  });
});

test("a download that the user paused stays so over a restart, and is tested once it has come after all", () => {
  const fetching: FirstStart = { ...firstStartBefore, step: "fetching", picked: "large" };
  const { story } = play(
    [
      { type: "held", held: true },
      { type: "begun", canAnswer: true },
      { type: "held", held: false },
      { type: "fetched" },
    ],
    fetching,
  );
  assert.deepEqual(story, ["fetching", "fetching: warm", "fetching", "testing: test"]);
});

test("later starts wake the model and ask nobody", () => {
  const { story } = play([{ type: "begun", canAnswer: true }], { ...firstStartBefore, step: "done" });
  assert.deepEqual(story, ["done: warm"]);
  assert.equal(
    stepFirstStart({ ...firstStartBefore, step: "done" }, { type: "warmed", tokensPerSecond: null }).effect,
    null,
  );
});

test("when every model is gone the start begins anew", () => {
  const { story } = play([{ type: "begun", canAnswer: false }], {
    ...firstStartBefore,
    step: "done",
    picked: "large",
  });
  assert.deepEqual(story, ["finding: find"]);
});

test("once the user has decided nothing more happens by itself", () => {
  const { state } = play([begun, { type: "found", canAnswer: true }, { type: "user-decided" }]);
  for (const event of [
    { type: "warmed", tokensPerSecond: 9 },
    large,
    { type: "fetched" },
    { type: "tested", tokensPerSecond: 1 },
  ] as const)
    assert.deepEqual(stepFirstStart(state, event), { state, effect: null });
});
