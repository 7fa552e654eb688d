import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { askedProvenance, continuedReply, foldRunEvent, type NodePart, textOf } from "@grok/conversation";
import {
  ableModel,
  block,
  finish,
  id,
  noonMs,
  question,
  reasoning,
  reply,
  root,
  runTurn,
  sampleAsk,
  smallModel,
  start,
  text,
} from "../../test/sample-turn.ts";
import { chooseOpener } from "./choose-opener.ts";
import { openerOf, withoutOpener } from "./opener-text.ts";
import { englishOpeners } from "./openers-en.ts";
import { chineseOpeners } from "./openers-zh.ts";

const fun = askedProvenance({ modelAsked: "grok", mode: "fun", think: false });

function opener(
  asked: string,
  change: { pick?: number; able?: boolean; mode?: "regular" | "fun"; instructions?: string } = {},
) {
  return chooseOpener({
    path: [root, question(1, root, asked)],
    model: change.able ? ableModel : smallModel,
    mode: change.mode ?? "fun",
    instructions: change.instructions ?? "",
    pick: change.pick ?? 0,
  });
}

/** A fun turn of the small model. */
function funAsk(asked = "Why is the sky blue?", pick = 0) {
  const ask = sampleAsk({ model: smallModel, text: asked, pick });
  return { ...ask, reply: { ...ask.reply, provenance: fun } };
}

describe("an opener", () => {
  test("begins about one fun reply in two, in the language of the question", () => {
    const picks = Array.from({ length: 100 }, (_, at) => at / 100);
    const opened = picks.filter((pick) => opener("Why is the sky blue?", { pick }) !== "").length;
    assert.ok(opened >= 40 && opened <= 60, `${opened}`);
    assert.match(opener("为什么天空是蓝的？"), /\p{Script=Han}/u);
    assert.doesNotMatch(opener("Why is the sky blue?"), /\p{Script=Han}/u);
    assert.equal(
      new Set(picks.map((pick) => opener("Why is it so?", { pick }))).size,
      englishOpeners.why.length + 1,
    );
  });

  test("is for fun mode and for models without a persona of their own", () => {
    assert.equal(opener("Why is the sky blue?", { mode: "regular" }), "");
    assert.equal(opener("Why is the sky blue?", { able: true }), "");
  });

  const grave = [
    "My father died last week. Why does it hurt so much?",
    "How do I cope with cancer?",
    "I want to kill myself",
    "What are the symptoms of a stroke?",
    "Why was I fired from my job?",
    "I lost my job and can't pay my rent, what now?",
    "Why did the war begin?",
    "Should I get a divorce?",
    "What should I do about my debts?",
    "How do I know if I am depressed?",
    "我爷爷去世了，怎么办？",
    "我不想活了",
    "抑郁症有什么症状？",
    "欠债还不起怎么办？",
    "为什么会地震？",
    "失业了怎么办？",
  ];
  for (const asked of grave)
    test(`never stands before an answer to ${JSON.stringify(asked)}`, () => {
      for (const pick of [0, 0.1, 0.2, 0.3, 0.4]) assert.equal(opener(asked, { pick }), "");
    });

  test("stays away while a grave question is near", () => {
    const first = question(1, root, "My mother died.");
    const next = question(3, reply(2, first, "I am sorry to hear it."), "Why is the sky blue?");
    const path = [root, first, reply(2, first, "I am sorry to hear it."), next];
    assert.equal(chooseOpener({ path, model: smallModel, mode: "fun", instructions: "", pick: 0 }), "");
  });

  for (const asked of [
    "List three colours, only JSON",
    "Answer yes or no: is the sky blue?",
    "Translate 'good morning' into French",
    "Write an email to my landlord",
    "Why is the sky blue? No jokes.",
    "What is 17 * 23?",
    "I like trains.",
    "Warum ist der Himmel blau?",
    "天空是什么颜色？只回答一个词",
    `Why? ${"word ".repeat(200)}`,
  ])
    test(`does not spoil the form that is wanted by ${JSON.stringify(asked.slice(0, 40))}`, () => {
      assert.equal(opener(asked), "");
    });

  test("stays away where the user set instructions of their own", () => {
    assert.equal(opener("Why is the sky blue?", { instructions: "Answer in JSON." }), "");
  });

  test("is not used twice on a path", () => {
    const first = question(1, root, "Why is the sky blue?");
    const said = reply(2, first, `${opener("Why is the sky blue?")}Because.`);
    const next = question(3, said, "Why is the sea blue?");
    const again = chooseOpener({
      path: [root, first, said, next],
      model: smallModel,
      mode: "fun",
      instructions: "",
      pick: 0,
    });
    assert.notEqual(again, "");
    assert.notEqual(again, opener("Why is the sky blue?"));
  });

  test("is one distinct paragraph that shouts nothing and can be told again", () => {
    const lines = [englishOpeners, chineseOpeners].flatMap((openers) => Object.values(openers).flat());
    assert.equal(new Set(lines).size, lines.length);
    for (const line of lines) {
      assert.doesNotMatch(line, /[!！\n]|Oops/);
      assert.ok(line.length <= 160, line);
      assert.equal(openerOf(`${line}\n\nText`), `${line}\n\n`);
      assert.equal(withoutOpener(`${line}\n\nText`), "Text");
      assert.equal(withoutOpener(`${line} Text`), `${line} Text`);
    }
  });
});

describe("a reply with an opener", () => {
  const line = opener("Why is the sky blue?");
  const parts = [start, ...text("Because ", "of Rayleigh."), finish("stop", { tokens: [5, 6] })];

  test("tells it with the model's first word, marks it, and keeps the tokens of what follows", () => {
    const turn = runTurn(funAsk(), parts);
    assert.equal(textOf(turn.node!), `${line}Because of Rayleigh.`);
    assert.deepEqual(turn.node?.provenance?.notes, ["opener-by-code", "small-model-unchecked"]);
    assert.equal(turn.node?.provenance?.answeredBy, "model");
    assert.deepEqual(turn.generated?.tokens, [5, 6]);
    const folded = turn.events.reduce<readonly NodePart[]>(foldRunEvent, []);
    assert.deepEqual(folded, turn.node?.parts);
  });

  test("has none where the pick says so, and then no mark", () => {
    const turn = runTurn(funAsk("Why is the sky blue?", 0.7), parts);
    assert.equal(textOf(turn.node!), "Because of Rayleigh.");
    assert.deepEqual(turn.node?.provenance?.notes, ["small-model-unchecked"]);
  });

  test("never consists of it alone", () => {
    for (const end of [finish("stop"), finish("length"), finish("loop", { rewindTo: 0 })]) {
      const turn = runTurn(funAsk(), [start, ...text(" \n"), end]);
      assert.equal(turn.node?.status, "failed");
      assert.equal(textOf(turn.node!).trim(), "");
    }
    const cut = runTurn(funAsk(), [start, ...text("So so so so"), finish("loop", { rewindTo: 0 })]);
    assert.equal(cut.node?.status, "failed");
    assert.deepEqual(cut.node?.parts, []);
    const stopped = runTurn(funAsk(), [
      start,
      { type: "stop", by: "user", atMs: noonMs + 5_000 },
      finish("cancelled"),
    ]);
    assert.deepEqual(stopped.node?.parts, []);
  });

  test("counts a loop's cut behind it", () => {
    const turn = runTurn(funAsk(), [start, ...text("Good. Bad bad bad"), finish("loop", { rewindTo: 5 })]);
    assert.equal(textOf(turn.node!), `${line}Good.`);
    assert.deepEqual(turn.node?.provenance?.notes, ["opener-by-code", "loop-cut", "small-model-unchecked"]);
  });

  test("that is stopped or breaks off says of it too", () => {
    const turn = runTurn(funAsk(), [
      start,
      ...text("Half").slice(0, 2),
      { type: "stop", by: "user", atMs: noonMs + 5_000 },
      finish("cancelled"),
    ]);
    assert.equal(textOf(turn.node!), `${line}Half`);
    assert.deepEqual(turn.node?.provenance?.notes, ["opener-by-code"]);
  });

  test("has it before the answer, not before the reasoning", () => {
    const turn = runTurn(funAsk(), [
      start,
      ...reasoning("Hm."),
      ...block("text", "a", ["One."]),
      ...block("text", "b", ["Two."]),
      finish("stop"),
    ]);
    assert.deepEqual(
      turn.node?.parts.map((part) => [part.type, part.text]),
      [
        ["reasoning", "Hm."],
        ["text", `${line}One.Two.`],
      ],
    );
  });

  test("is written on without it in the prompt, and keeps it and its mark", () => {
    const asked = question(1, root, "Why is the sky blue?");
    const cut = reply(2, asked, `${line}Because`, { status: "stopped" });
    const continued = continuedReply({ id: id(3), createdAtMs: noonMs }, cut, fun);
    const ask = sampleAsk({
      kind: "continue",
      model: smallModel,
      reply: continued,
      path: [root, asked],
      generated: new Map([[cut.id, { modelDigest: "d1", tokens: [7] }]]),
    });
    const turn = runTurn(ask, [start, ...text(" of Rayleigh."), finish("stop", { tokens: [8] })]);
    assert.ok(turn.effects[0]?.type === "ask");
    assert.equal(turn.effects[0].request.messages.at(-1)?.text, "Because");
    assert.equal(textOf(turn.node!), `${line}Because of Rayleigh.`);
    assert.deepEqual(turn.node?.provenance?.notes, ["opener-by-code", "small-model-unchecked"]);
    assert.deepEqual(turn.generated?.tokens, [7, 8]);
  });
});
