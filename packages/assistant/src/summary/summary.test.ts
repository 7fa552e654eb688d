import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { askedProvenance, type ConversationNode, continuedReply, textOf } from "@grok/conversation";
import fc from "fast-check";
import {
  ableModel,
  finish,
  id,
  noonMs,
  question,
  reply,
  root,
  runTurn,
  sampleAsk,
  smallModel,
  start,
  text,
} from "../../test/sample-turn.ts";
import type { TurnAsk } from "../turn.ts";
import { extractiveSummary } from "./extractive-summary.ts";

const first = question(1, root, "What makes tides?");
const said = reply(2, first, "The moon does.");
const other = question(3, said, "Does the sun matter for tides?");
const answer = reply(
  4,
  other,
  "Great question! The sun raises tides that are about half as high as those of the moon. " +
    "When both pull in one line, spring tides come. Cheese is made of milk. Let me know if you want more.",
);
const asking = question(10, said, "Sum up the other branch.");

function summaryAsk(change: Partial<TurnAsk> = {}): TurnAsk {
  const ask = sampleAsk({
    kind: "summarise",
    path: [root, first, said, asking],
    source: [other, answer],
    model: { ...ableModel, contextTokens: 8_192 },
    ...change,
  });
  return { ...ask, reply: { ...ask.reply, parentId: asking.id, sourceId: answer.id } };
}

describe("a summary by a model that can reword", () => {
  test("is asked for behind the branch from its root, so that what is evaluated is used again", () => {
    const [ask] = runTurn(summaryAsk(), []).effects;
    assert.ok(ask?.type === "ask");
    const messages = ask.request.messages.map((message) => `${message.role}: ${message.text}`);
    assert.deepEqual(
      messages.slice(1, 5).map((message) => message.split("\n")[0]),
      [
        "user: What makes tides?",
        "assistant: The moon does.",
        "user: Does the sun matter for tides?",
        `assistant: ${textOf(answer)}`,
      ],
    );
    assert.match(messages[5]!, /^user: Sum up the other branch\./);
    assert.match(messages[5]!, /what was asked, what was found, what stays open/);
    assert.match(messages[5]!, /from the message that begins “Does the sun matter for tides\?” on/);
    assert.match(messages[5]!, /180 words/);
    assert.equal(messages.length, 6);
  });

  test("of a whole conversation names no beginning, and is asked for in Chinese where the question is", () => {
    const chinese = question(10, said, "总结一下。");
    const ask = { ...summaryAsk({ path: [root, first, said, chinese], source: [first, said] }) };
    const [effect] = runTurn(ask, []).effects;
    assert.ok(effect?.type === "ask");
    const last = effect.request.messages.at(-1)!.text;
    assert.match(last, /^总结一下。\n\n\[把上面的对话总结给/);
    assert.doesNotMatch(last, /“/);
  });

  test("is written by the model, told like any reply", () => {
    const turn = runTurn(summaryAsk(), [start, ...text("Sun and moon pull."), finish("stop")]);
    assert.equal(textOf(turn.node!), "Sun and moon pull.");
    assert.equal(turn.node?.provenance?.answeredBy, "model");
    assert.equal(turn.node?.sourceId, answer.id);
  });

  test("goes on from where it was cut", () => {
    const cut = {
      ...summaryAsk().reply,
      status: "stopped" as const,
      parts: [{ type: "text" as const, text: "Sun" }],
    };
    const continued = continuedReply(
      { id: id(12), createdAtMs: noonMs },
      cut,
      askedProvenance({ modelAsked: "grok", mode: "regular", think: false }),
    );
    const [ask] = runTurn({ ...summaryAsk({ kind: "continue" }), reply: continued }, []).effects;
    assert.ok(ask?.type === "ask");
    assert.deepEqual(ask.request.messages.at(-1), { role: "assistant", text: "Sun" });
    assert.match(ask.request.messages.at(-2)!.text, /^Sum up the other branch\.[\s\S]*180 words/);
  });

  test("is extracted where the branch is longer than the model can hold", () => {
    const long = reply(4, other, "The sun raises tides that are half as high. ".repeat(400));
    const turn = runTurn(summaryAsk({ source: [other, long] }), [
      { type: "counted", count: { tokens: 9_000, exact: true }, atMs: noonMs + 5 },
    ]);
    assert.equal(turn.node?.status, "done");
    assert.deepEqual(turn.node?.provenance?.notes, ["extractive-summary"]);
  });
});

describe("a summary by code", () => {
  test("is given for models that would invent, marked, in no model's name", () => {
    const turn = runTurn(summaryAsk({ model: smallModel }), []);
    assert.deepEqual(turn.kinds, ["emit", "emit", "end"]);
    const { answeredBy, modelId, notes } = turn.node!.provenance!;
    assert.deepEqual([answeredBy, modelId, notes], ["code", "", ["extractive-summary"]]);
    assert.match(textOf(turn.node!), /^Taken word for word from the other branch:\n\n- The sun raises tides/);
  });

  test("says plainly where there is nothing to sum up, whatever the model", () => {
    const blank = reply(4, other, "", { status: "failed" });
    for (const model of [smallModel, ableModel])
      for (const source of [[], [blank]]) {
        const { node } = runTurn(summaryAsk({ model, source }), []);
        assert.match(textOf(node!), /nothing to sum up/);
        assert.equal(node?.provenance?.answeredBy, "code");
        assert.deepEqual(node?.provenance?.notes, []);
      }
    assert.match(extractiveSummary([], "zh").text, /没有可以总结的内容/);
  });

  const lines = (source: readonly ConversationNode[], language: "en" | "zh" = "en") =>
    extractiveSummary(source, language)
      .text.split("\n")
      .filter((line) => line.startsWith("- "));

  test("picks what answers the question, in its order, and no courtesies", () => {
    const picked = lines([other, answer]);
    assert.equal(picked[0], "- The sun raises tides that are about half as high as those of the moon.");
    assert.ok(picked.includes("- When both pull in one line, spring tides come."));
    assert.ok(picked.length <= 4);
  });

  test("groups by question where there are several, and says what was not answered", () => {
    const open = question(5, answer, "And at the **poles**?");
    const { text: summary } = extractiveSummary([first, said, other, answer, open], "en");
    assert.match(summary, /\*\*What makes tides\?\*\*\n\n- /);
    assert.match(summary, /\*\*Does the sun matter for tides\?\*\*\n\n- The sun raises/);
    assert.match(summary, /\*\*And at the poles\?\*\*\n\n- Not answered there\.$/);
  });

  test("takes no sentence from code, tables or headings, and says nearly the same thing once", () => {
    const mixed = reply(
      2,
      first,
      "# The tides of the sea are here\n\n```js\nThis sentence is code, not prose at all.\n```\n| a table | of tides |\n| --- | --- |\n" +
        "- **The moon** pulls the water of the sea. [1]\n- The moon pulls the water of the sea up.\n- Friction slows the Earth down a little.",
    );
    const picked = lines([first, mixed]);
    assert.deepEqual(picked, [
      "- The moon pulls the water of the sea.",
      "- Friction slows the Earth down a little.",
    ]);
    const code = reply(2, first, "```js\nlet a = 1;\n```");
    assert.deepEqual(lines([first, code]), [
      "- Answered there without a sentence to quote, such as in code or a table.",
    ]);
  });

  test("reads Chinese by its own marks", () => {
    const asked = question(1, root, "潮汐是怎么形成的？");
    const told = reply(
      2,
      asked,
      "潮汐主要由月球的引力造成。太阳的引力也有影响，大约是月球的一半。希望这个回答对你有帮助。",
    );
    assert.deepEqual(
      lines([asked, told], "zh"),
      [
        "- 潮汐主要由月球的引力造成。",
        "- 太阳的引力也有影响，大约是月球的一半。",
        "- 希望这个回答对你有帮助。",
      ].slice(0, 3),
    );
    assert.match(extractiveSummary([asked, told], "zh").text, /^以下句子摘自另一个分支/);
  });

  test("leaves small talk out, and openers, and stays small for many questions", () => {
    const path: ConversationNode[] = [
      question(1, root, "Hello"),
      reply(2, first, "Hello there, nice to see you."),
    ];
    for (let at = 0; at < 20; at++) {
      path.push(question(2 * at + 3, root, `What is tide number ${at}?`));
      path.push(reply(2 * at + 4, root, `Tide number ${at} rises to ${at} metres above the sea.`));
    }
    const { text: summary } = extractiveSummary(path, "en");
    assert.doesNotMatch(summary, /nice to see you/);
    assert.equal(summary.match(/^- /gm)?.length, 6);
    assert.match(summary, /14 earlier questions are left out\.$/);
  });

  test("of any texts, even a million characters long, is short and quick", () => {
    const megabyte = reply(2, first, "The sun pulls at the water. ".repeat(40_000));
    const letters = reply(2, first, "a".repeat(1_000_000));
    const fences = reply(2, first, "```\n".repeat(250_000));
    for (const long of [megabyte, letters, fences])
      assert.ok(extractiveSummary([first, long], "en").text.length < 3_000);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 300 })), (texts) => {
        const source = texts.map((said, at) => (at % 2 === 0 ? question : reply)(at + 1, root, said));
        const { text: summary } = extractiveSummary(source, "en");
        assert.ok(summary.isWellFormed() && summary.length < 4_000);
        assert.notEqual(summary.trim(), "");
      }),
    );
  });
});
