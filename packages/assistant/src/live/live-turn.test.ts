import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { textOf } from "@grok/conversation";
import type { SearchAnswer } from "@grok/posts";
import { indexOf } from "../../test/live/index-of.ts";
import { type SamplePost, samplePost } from "../../test/live/sample-posts.ts";
import {
  ableModel,
  finish,
  noonMs,
  question,
  reply,
  root,
  runTurn,
  type Step,
  sampleAsk,
  smallModel,
  start,
  text,
} from "../../test/sample-turn.ts";
import type { TurnAsk, TurnInput } from "../turn.ts";

const bridge: readonly SamplePost[] = [
  { by: "mira.example", text: "The harbour bridge opens again at 18:30 today. About time." },
  { by: "tomas", text: "Lovely sunshine at the market, the cherries are in." },
];

const index = await indexOf(bridge.map(samplePost));
const bridgeOpen = await index.search({ text: "harbour bridge open", order: "top" });
const nothing = await index.search({ text: "zeppelin", order: "top" });

/** What both searches find. */
function found(answer: SearchAnswer | null): TurnInput[] {
  return [
    { type: "posts-found", answer, atMs: noonMs },
    { type: "posts-found", answer, atMs: noonMs },
  ];
}

function asking(words: string, change: Partial<TurnAsk> = {}): TurnAsk {
  return sampleAsk({ text: words, model: smallModel, postsAvailable: true, ...change });
}

const when = "When does the harbour bridge open today?";

describe("a question that posts answer", () => {
  test("is looked up first, and the posts are told before the text that cites them", () => {
    const turn = runTurn(asking(when), found(bridgeOpen));
    assert.deepEqual(
      turn.events.map(({ type }) => type),
      ["notice", "posts-read", "started", "text"],
    );
    assert.deepEqual(turn.kinds, ["emit", "search-posts", "search-posts", "emit", "emit", "emit", "end"]);
  });

  test("is answered by a quotation, word for word, with author, time of reading and the citation", () => {
    const { node } = runTurn(asking(when), found(bridgeOpen));
    assert.equal(
      textOf(node!),
      "@mira.example says: “The harbour bridge opens again at 18:30 today.” [1]\n\nAs of 12:00.",
    );
    assert.equal(node!.provenance?.answeredBy, "code");
    assert.equal(node!.provenance?.live?.asOfMs, noonMs);
    assert.deepEqual(node!.citations, [
      {
        number: 1,
        source: "sample",
        sourceId: "post-0",
        author: "mira.example",
        handle: "mira.example",
        quote: "The harbour bridge opens again at 18:30 today.",
        url: "https://posts.example/0",
        postedAtMs: noonMs - 600_000,
      },
    ]);
  });

  test("is asked of the model alone where posts are off, where there are none, and where it is timeless", () => {
    assert.deepEqual(runTurn(asking(when, { live: "off" }), []).kinds, ["ask"]);
    assert.deepEqual(runTurn(asking(when, { postsAvailable: false }), []).kinds, ["ask"]);
    assert.deepEqual(runTurn(asking("Why is the sky blue?"), []).kinds, ["ask"]);
    assert.deepEqual(runTurn(asking("Why is the sky blue?", { live: "on" }), []).kinds, [
      "emit",
      "search-posts",
    ]);
  });

  test("is searched for a second time, by any of its words and in all of time", () => {
    const { effects } = runTurn(asking(when), [{ type: "posts-found", answer: nothing, atMs: noonMs }]);
    const queries = effects.flatMap((effect) => (effect.type === "search-posts" ? [effect.query] : []));
    assert.equal(queries.length, 2);
    assert.equal(typeof queries[0]?.sinceMs, "number");
    assert.equal(queries[1]?.sinceMs, undefined);
    assert.match(queries[1]!.text, / OR /);
  });
});

describe("a question that no post answers", () => {
  const none: TurnInput = { type: "posts-found", answer: nothing, atMs: noonMs };

  test("about now is told so, with how far was looked", () => {
    const { node } = runTurn(asking(when), [none, none]);
    assert.equal(textOf(node!), "No post that I have answers this. I looked back to 11:50, as of 12:00.");
    assert.deepEqual(node!.citations, []);
    assert.equal(node!.provenance?.live?.postsMatched, 0);
  });

  test("that need not be about now goes on to the model, without posts", () => {
    const turn = runTurn(asking("Did the rocket land?"), [
      none,
      none,
      start,
      ...text("It did."),
      finish("stop"),
    ]);
    assert.equal(textOf(turn.node!), "It did.");
    assert.equal(turn.node!.provenance?.live, undefined);
  });

  test("because the index could not be asked is told so where it is about now, else left to the model", () => {
    const lost: TurnInput = { type: "posts-found", answer: null, atMs: noonMs };
    assert.equal(
      textOf(runTurn(asking(when), [lost]).node!),
      "I could not search the posts just now. Ask again in a moment.",
    );
    assert.equal(runTurn(asking("Did the rocket land?"), [lost]).kinds.at(-1), "ask");
  });
});

describe("a model that can reword", () => {
  const able = (steps: readonly Step[]) =>
    runTurn(asking(when, { model: { ...ableModel, contextTokens: 8_192 } }), [
      ...found(bridgeOpen),
      ...steps,
    ]);

  test("is given the posts as numbered data behind the question", () => {
    const [ask] = able([]).effects.flatMap((effect) => (effect.type === "ask" ? [effect.request] : []));
    const said = ask!.messages.at(-1)!.text;
    assert.match(said, /<posts>\n1\. @mira\.example, 11:50: "The harbour bridge opens again/);
    assert.match(said, /<\/posts>/);
    assert.ok(said.startsWith(when));
  });

  test("is shown sentence by sentence, each checked, and renumbered", () => {
    const turn = able([start, ...text("The harbour bridge opens ", "again at 18:30 [1]."), finish("stop")]);
    assert.equal(textOf(turn.node!), "The harbour bridge opens again at 18:30. [1]\n\nAs of 12:00.");
    assert.equal(turn.node!.provenance?.answeredBy, "model");
    assert.equal(turn.node!.citations[0]?.quote, "The harbour bridge opens again at 18:30 today.");
    assert.equal(turn.generated, null);
  });

  test("that invents is not shown: the posts' own words stand there instead", () => {
    for (const said of [
      "It opens at 19:45 [1].",
      "It opens at 18:30.",
      "The bridge opens at 18:30 [7].",
      "NOTHING",
    ]) {
      const { node } = able([start, ...text(said), finish("stop")]);
      assert.match(
        textOf(node!),
        /^@mira\.example says: “The harbour bridge opens again at 18:30 today\.” \[1\]/,
      );
      assert.equal(node!.citations.length, 1);
    }
  });

  test("that breaks or says nothing leaves the posts' own words", () => {
    assert.match(textOf(able([start, finish("stop")]).node!), /“The harbour bridge/);
    const lost = able([start, { type: "stream-lost", atMs: noonMs }]);
    assert.equal(lost.node!.status, "done");
  });

  test("that is stopped keeps what was checked", () => {
    const turn = able([
      start,
      ...text("The harbour bridge opens again at 18:30 [1]. It is"),
      { type: "stop", by: "user", atMs: noonMs },
      finish("cancelled"),
    ]);
    assert.equal(turn.node!.status, "stopped");
    assert.equal(textOf(turn.node!), "The harbour bridge opens again at 18:30. [1]");
    assert.equal(turn.node!.citations.length, 1);
  });
});

describe("a model that can plan", () => {
  const planner = { ...smallModel, abilities: ["plan" as const] };
  const none: TurnInput = { type: "posts-found", answer: nothing, atMs: noonMs };
  const wish = [start, ...text('{"search": "bridge traffic", "order": "latest"}'), finish("stop")];

  test("may ask for two more searches, and no more", () => {
    const again = [start, ...text('{"search": "crossing", "order": "top"}'), finish("stop")];
    const turn = runTurn(asking(when, { model: planner }), [none, none, ...wish, none, ...again, none]);
    const searches = turn.effects.flatMap((effect) =>
      effect.type === "search-posts" ? [effect.query.text] : [],
    );
    assert.deepEqual(searches.slice(2), ["bridge traffic", "crossing"]);
    assert.match(textOf(turn.node!), /^No post that I have answers this/);
  });

  test("that writes something else is not asked again", () => {
    const turn = runTurn(asking(when, { model: planner }), [
      none,
      none,
      start,
      ...text("Sure!"),
      finish("stop"),
    ]);
    assert.match(textOf(turn.node!), /^No post that I have answers this/);
  });

  test("is stopped while it plans, and while posts are searched", () => {
    const stop: TurnInput = { type: "stop", by: "user", atMs: noonMs };
    assert.equal(runTurn(asking(when), [stop]).node!.status, "stopped");
    const planning = runTurn(asking(when, { model: planner }), [
      none,
      none,
      start,
      stop,
      finish("cancelled"),
    ]);
    assert.equal(planning.node!.status, "stopped");
  });
});

test("a reply that is continued never searches and keeps what it cites", () => {
  const { citations } = runTurn(asking(when), found(bridgeOpen)).node!;
  const ask = asking(when, { kind: "continue", live: "on" });
  const turn = runTurn({ ...ask, reply: { ...ask.reply, citations } }, [
    start,
    ...text(" More."),
    finish("stop"),
  ]);
  assert.deepEqual(turn.node!.citations, citations);
  assert.ok(!turn.kinds.includes("search-posts"));
});

test("what a model writes on cites nothing, however its marks are split", () => {
  const { citations } = runTurn(asking(when), found(bridgeOpen)).node!;
  const ask = asking(when, { kind: "continue" });
  for (const pieces of [
    [" It is closed [1]. So"],
    [" It is closed ", "[", "1", "]. So"],
    [" It is closed [[2]", "1]. So"],
  ]) {
    const turn = runTurn({ ...ask, reply: { ...ask.reply, citations } }, [
      start,
      ...text(...pieces),
      finish("stop", { tokens: [1, 2] }),
    ]);
    assert.match(textOf(turn.node!), /^ It is closed ?\. So$/);
    assert.equal(turn.generated, null);
  }
});

test("a planning model whose stream is lost leaves the answer to the program", () => {
  const planner = { ...smallModel, abilities: ["plan" as const] };
  const lost: TurnInput = { type: "stream-lost", atMs: noonMs };
  const turn = runTurn(asking(when, { model: planner }), [...found(nothing), start, lost]);
  assert.match(textOf(turn.node!), /^No post that I have answers this/);
});

test("a follow-up borrows its subject from the question before", () => {
  const first = question(1, root, "Did the storm hit Germany today?");
  const path = [root, first, reply(2, first, "It did.")];
  const next = question(3, path[2]!, "And in Poland?");
  const turn = runTurn(asking("", { path: [...path, next] }), []);
  const [search] = turn.effects.flatMap((effect) => (effect.type === "search-posts" ? [effect.query] : []));
  assert.equal(search?.text, "storm hit Poland");
});

test("what is suggested after a reply from posts is about the same", () => {
  const first = question(1, root, "Is the harbour bridge open right now?");
  const answer = reply(2, first, "@mira says so. [1]");
  const queries = ["What do others say?", "Only posts of the last hour", "Is there any news on that?"].map(
    (text) => {
      const next = question(3, answer, text);
      const turn = runTurn(asking("", { path: [root, first, answer, next] }), []);
      return turn.effects.flatMap((effect) => (effect.type === "search-posts" ? [effect.query] : []))[0];
    },
  );
  assert.deepEqual(
    queries.map((query) => query?.text),
    ["harbour bridge open", "harbour bridge open", "harbour bridge open"],
  );
  assert.equal(queries[1]?.sinceMs, noonMs - 3_600_000);
});
