import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { askedProvenance, type ConversationNode, continuedReply, editedReply } from "@grok/conversation";
import fc from "fast-check";
import { ableModel, noonMs, question, reply, root, smallModel } from "../test/sample-turn.ts";
import { englishOpeners } from "./openers/openers-en.ts";
import { buildPrompt, type PromptOptions } from "./prompt.ts";

const options: PromptOptions = {
  model: ableModel,
  mode: "regular",
  instructions: "",
  generated: new Map(),
  continued: null,
  timeZone: "UTC",
};

const one = question(1, root, "Why is the sky blue?");
const two = reply(2, one, "Because of Rayleigh.");
const three = question(3, two, "And at night?");

function texts(path: readonly ConversationNode[], change: Partial<PromptOptions> = {}): string[] {
  return buildPrompt(path, { ...options, ...change }).map((message) => `${message.role}: ${message.text}`);
}

describe("the system prompt", () => {
  test("is the persona for a model that can keep one, and tells the modes apart", () => {
    const [regular] = buildPrompt([root, one], options);
    const [fun] = buildPrompt([root, one], { ...options, mode: "fun" });
    assert.equal(regular?.role, "system");
    assert.match(regular!.text, /You are Grok/);
    assert.match(regular!.text, /Able 8B/);
    assert.match(fun!.text, /fun mode/);
    assert.notEqual(regular?.text, fun?.text);
  });

  test("is one plain line for a model that loses facts under a persona", () => {
    const [system] = buildPrompt([root, one], { ...options, model: smallModel, mode: "fun" });
    assert.equal(system?.text, "You are a helpful AI assistant named Grok.");
  });

  test("is Chinese where the conversation began in Chinese, and stays so", () => {
    const asked = question(1, root, "天空为什么是蓝的？");
    const [first] = buildPrompt([root, asked], options);
    const [later] = buildPrompt([root, asked, reply(2, asked, "瑞利。"), question(3, two, "Why?")], options);
    assert.match(first!.text, /你是 Grok/);
    assert.equal(later?.text, first?.text);
  });

  test("asks for straight facts and straight talk in every mode and language", () => {
    for (const mode of ["regular", "fun"] as const) {
      const [english] = buildPrompt([root, one], { ...options, mode });
      const [chinese] = buildPrompt([root, question(1, root, "为什么？")], { ...options, mode });
      assert.match(english!.text, /straight/);
      assert.match(english!.text, /invent/i);
      assert.match(english!.text, /[Ss]picy/);
      assert.match(english!.text, /telephone numbers/);
      assert.match(chinese!.text, /电话号码/);
      assert.match(chinese!.text, /编/);
      assert.match(chinese!.text, /辛辣/);
    }
  });

  test("holds nothing that varies from one day or question to the next", () => {
    const monday = buildPrompt([root, one], options)[0];
    const later = buildPrompt([root, question(1, root, "Other?", noonMs + 9e9)], options)[0];
    assert.deepEqual(monday, later);
    assert.doesNotMatch(monday!.text, /20\d\d/);
  });
});

describe("the user's instructions", () => {
  const system = (change: Partial<PromptOptions>, path = [root, one]) =>
    buildPrompt(path, { ...options, ...change })[0]!.text;
  const chinese = [root, question(1, root, "为什么？")];

  test("stand in the system message behind the persona, in both languages", () => {
    for (const [path, lead] of [
      [[root, one], /the user has set these instructions/],
      [chinese, /用户为这次对话写下了以下要求/],
    ] as const) {
      const bare = system({}, [...path]);
      const said = system({ instructions: " Call me Zaphod.\n" }, [...path]);
      assert.ok(said.startsWith(bare));
      assert.match(said, lead);
      assert.ok(said.endsWith("\n\nCall me Zaphod."));
    }
  });

  test("stand behind the plain line for a small model", () => {
    const small = { model: smallModel, instructions: "Answer in one sentence." };
    assert.equal(
      system(small),
      "You are a helpful AI assistant named Grok.\n\nInstructions from the user:\n\nAnswer in one sentence.",
    );
    assert.match(system(small, chinese), /^你是名为 Grok.*\n\n用户的要求：\n\nAnswer/s);
  });

  test("change no token where there are none, and nothing but the system message where there are", () => {
    const path = [root, one, two, three];
    for (const model of [ableModel, smallModel]) {
      const bare = buildPrompt(path, { ...options, model });
      assert.deepEqual(buildPrompt(path, { ...options, model, instructions: " \n\t" }), bare);
      const told = buildPrompt(path, { ...options, model, instructions: "Be brief." });
      assert.deepEqual(told.slice(1), bare.slice(1));
      assert.equal(told.filter((message) => message.text.includes("Be brief.")).length, 1);
    }
  });
});

describe("the messages", () => {
  test("are the path in turn, the day told behind the first question and again only when it changes", () => {
    const tomorrow = question(5, reply(4, three, "Dark."), "And tomorrow?", noonMs + 86_400_000);
    assert.deepEqual(texts([root, one, two, three, reply(4, three, "Dark."), tomorrow]).slice(1), [
      "user: Why is the sky blue?\n\n[Asked on Monday, 23 November 2026.]",
      "assistant: Because of Rayleigh.",
      "user: And at night?",
      "assistant: Dark.",
      "user: And tomorrow?\n\n[Asked on Tuesday, 24 November 2026.]",
    ]);
  });

  test("tell the day of the reader's zone", () => {
    assert.match(texts([root, one], { timeZone: "Pacific/Auckland" })[1]!, /24 November/);
  });

  test("for a small model are bare", () => {
    const edited = { ...two, origin: "edited" as const };
    assert.deepEqual(texts([root, one, edited, three], { model: smallModel }).slice(1), [
      "user: Why is the sky blue?",
      "assistant: Because of Rayleigh.",
      "user: And at night?",
    ]);
  });

  test("mark a reply that the user edited, behind the next question", () => {
    const edited = { ...two, origin: "edited" as const };
    const [, , reply, next] = texts([root, one, edited, three]);
    assert.equal(reply, "assistant: Because of Rayleigh.");
    assert.match(next!, /^user: And at night\?\n\n\[The reply above was edited by the user/);
  });

  test("mark a reply that a model wrote on after an edit, whoever asks next", () => {
    const edited = editedReply({ id: two.id, createdAtMs: noonMs }, two, "Because of Rayleigh. And");
    const provenance = askedProvenance({ modelAsked: "grok", mode: "regular", think: false });
    const begun = continuedReply({ id: "c", createdAtMs: noonMs }, edited, provenance);
    const [text] = begun.parts;
    const continued = {
      ...begun,
      status: "done" as const,
      parts: [{ ...text!, text: `${text!.text} more.` }],
    };
    const [, , said, next] = texts([root, one, continued, three]);
    assert.equal(said, "assistant: Because of Rayleigh. And more.");
    assert.match(next!, /edited by the user/);
    assert.doesNotMatch(texts([root, one, continued, three], { model: smallModel })[3]!, /edited/);
  });

  test("tell able models when the posts were read that a reply was made from", () => {
    const provenance = askedProvenance({ modelAsked: "grok", mode: "regular", think: false });
    const live = { query: "sky", asOfMs: noonMs, postsMatched: 3, searchedBackToMs: 0, complete: true };
    const quoting = { ...two, provenance: { ...provenance, live } };
    assert.match(
      texts([root, one, quoting, three])[3]!,
      /^user: And at night\?\n\n\[The reply above was made from posts as they were on 23 Nov 2026, 12:00;/,
    );
    assert.doesNotMatch(texts([root, one, quoting, three], { model: smallModel })[3]!, /posts/);
  });

  test("tell able models once that a reply sums up another branch", () => {
    const summary = { ...two, sourceId: "x" };
    const path = [root, one, summary, three, reply(4, three, "Dark."), question(5, two, "Why?")];
    assert.equal(texts(path).filter((text) => text.includes("sums up another branch")).length, 1);
    assert.match(texts(path)[3]!, /^user: And at night\?\n\n\[The reply above sums up/);
    assert.equal(texts(path, { model: smallModel }).filter((text) => text.includes("sums up")).length, 0);
    const edited = { ...summary, origin: "edited" as const };
    assert.match(texts([root, one, edited, three])[3]!, /sums up[\s\S]*edited by the user/);
  });

  test("never hold an opener, which the program wrote, as the model's own words", () => {
    const opened = reply(2, one, `${englishOpeners.why[0]}\n\nBecause of Rayleigh.`);
    for (const model of [ableModel, smallModel])
      assert.equal(texts([root, one, opened, three], { model })[2], "assistant: Because of Rayleigh.");
    const continued = { parts: opened.parts, generated: null };
    assert.equal(texts([root, one], { continued }).at(-1), "assistant: Because of Rayleigh.");
  });

  test("leave out replies without text and join the questions around them", () => {
    for (const change of [
      { status: "failed" as const },
      { status: "stopped" as const },
      { parts: [{ type: "reasoning" as const, text: "Hm", durationMs: 1 }] },
    ]) {
      const empty = reply(2, one, "", change);
      const said = texts([root, one, empty, three], { model: smallModel }).slice(1);
      assert.deepEqual(said, ["user: Why is the sky blue?\n\nAnd at night?"]);
    }
  });

  test("keep what an interrupted reply had, and never its reasoning", () => {
    const cut = reply(2, one, "", {
      status: "interrupted",
      parts: [
        { type: "reasoning", text: "secret", durationMs: 1 },
        { type: "text", text: "Half" },
      ],
    });
    assert.equal(texts([root, one, cut, three])[2], "assistant: Half");
  });

  test("carry the tokens that a reply was generated as", () => {
    const generated = new Map([[two.id, { modelDigest: "d1", tokens: [1, 2, 3] }]]);
    const messages = buildPrompt([root, one, two, three], { ...options, generated });
    assert.deepEqual(messages[2]?.generated, { modelDigest: "d1", tokens: [1, 2, 3] });
    assert.equal(messages[1]?.generated, undefined);
  });

  test("end with the text that is to be continued", () => {
    const continued = { parts: two.parts, generated: null };
    const messages = buildPrompt([root, one], { ...options, continued });
    assert.deepEqual(messages.at(-1), { role: "assistant", text: "Because of Rayleigh." });
  });
});

test("a longer path only adds messages: what was asked before is never rendered anew, and roles alternate", () => {
  const turn = fc.record({
    question: fc.string({ minLength: 1, maxLength: 20 }),
    reply: fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== ""),
    edited: fc.boolean(),
    sums: fc.boolean(),
    opener: fc.constantFrom("", `${englishOpeners.why[0]}\n\n`),
    hoursLater: fc.nat({ max: 40 }),
  });
  fc.assert(
    fc.property(fc.array(turn, { minLength: 2, maxLength: 6 }), fc.boolean(), (turns, able) => {
      const path: ConversationNode[] = [root];
      let atMs = noonMs;
      for (const [
        at,
        { question: asked, reply: said, edited, sums, opener, hoursLater },
      ] of turns.entries()) {
        atMs += hoursLater * 3_600_000;
        path.push(question(at * 2 + 1, path.at(-1)!, asked, atMs));
        const origin = edited ? "edited" : "generated";
        path.push(reply(at * 2 + 2, path.at(-1)!, opener + said, { origin, sourceId: sums ? "x" : null }));
      }
      const model = able ? ableModel : smallModel;
      const instructions = able ? "Be brief." : "";
      const whole = buildPrompt(path, { ...options, model, instructions });
      for (let length = 2; length < path.length; length += 2) {
        const before = buildPrompt(path.slice(0, length), { ...options, model, instructions });
        assert.deepEqual(whole.slice(0, before.length), before);
      }
      for (const [at, message] of whole.slice(1).entries())
        assert.equal(message.role, at % 2 === 0 ? "user" : "assistant");
    }),
  );
});
