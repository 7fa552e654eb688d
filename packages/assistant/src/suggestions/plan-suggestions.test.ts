import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { askedProvenance, type ConversationNode, type PersonaMode } from "@grok/conversation";
import fc from "fast-check";
import { ableModel, conversationId, question, reply, root, smallModel } from "../../test/sample-turn.ts";
import { chineseCases, englishCases, type SuggestionCase } from "../../test/suggestion-cases.ts";
import { exactSuggestions } from "../../test/suggestion-expectations.ts";
import { buildPrompt } from "../prompt.ts";
import { planSuggestions } from "./plan-suggestions.ts";
import { isShowable, repeats } from "./suggestion-rules.ts";

const picks = [0, 0.2, 0.4, 0.6, 0.8, 0.99];
const modes = ["regular", "fun"] as const;

function pathOf({ before = [], question: asked, reply: said }: SuggestionCase): ConversationNode[] {
  const path: ConversationNode[] = [root];
  for (const [at, text] of [...before, asked, said].entries())
    path.push((at % 2 === 0 ? question : reply)(at + 1, path.at(-1)!, text));
  return path;
}

function fallback(path: readonly ConversationNode[], mode: PersonaMode = "regular", pick = 0) {
  return planSuggestions({ path, model: smallModel, mode, pick }).fallback;
}

/** What a suggestion without a question mark begins with: an order. */
const orders =
  /^(Explain|Give|Put|Turn|Make|Write|Suggest|Tell|Sum|Say|Use|Add|Rank|Redo|Rewrite|Retell|Review|Describe|Hold|Argue|Answer|Try|Now (as|in) )\b/;

const all = [...englishCases, ...chineseCases];

describe("questions by code", () => {
  test("are tried on a table of at least 120 cases", () => {
    assert.ok(all.length >= 120, `${all.length}`);
  });

  for (const found of all) {
    const name = JSON.stringify(found.question.slice(0, 60));
    test(`after ${name} ${found.none ? "are not offered" : "keep every rule"}`, () => {
      const path = pathOf(found);
      const asked = [...(found.before ?? []), found.question];
      const offered = modes.flatMap((mode) => picks.map((pick) => fallback(path, mode, pick)));
      if (found.none) return assert.deepEqual(offered.flat(), []);
      for (const three of offered) {
        assert.ok(three.length >= 1 && three.length <= 3, `${three.length} offered`);
        assert.equal(new Set(three.map((text) => text.toLowerCase())).size, three.length);
        for (const text of three) {
          const isChinese = /\p{Script=Han}/u.test(found.question) && chineseCases.includes(found);
          assert.ok(isShowable(text) && text.length <= (isChinese ? 40 : 90), text);
          assert.equal(/\p{Script=Han}.*[？]?$/u.test(text) || !isChinese, true, text);
          assert.ok(isChinese || /\?$/.test(text) || orders.test(text), text);
          assert.doesNotMatch(text, /[{}!！]|\s{2}|undefined|null/);
          for (const before of asked) assert.ok(!repeats(text, before), `${text} repeats ${before}`);
        }
      }
      const { about } = found;
      if (about !== undefined)
        assert.ok(
          offered.flat().some((text) => text.includes(about)),
          offered.flat().join(" | "),
        );
    });
  }

  for (const [asked, expected] of Object.entries(exactSuggestions)) {
    test(`after ${JSON.stringify(asked)} are exactly as expected`, () => {
      const found = all.find((candidate) => candidate.question === asked);
      assert.deepEqual(fallback(pathOf(found!)), expected.regular);
      assert.deepEqual(fallback(pathOf(found!), "fun"), expected.fun);
    });
  }

  test("are others for another pick, and wittier in fun mode", () => {
    const path = pathOf(englishCases[0]!);
    assert.notDeepEqual(fallback(path, "regular", 0), fallback(path, "regular", 0.5));
    assert.notDeepEqual(fallback(path, "regular", 0), fallback(path, "fun", 0));
    assert.deepEqual(fallback(path, "fun", 0.3), fallback(path, "fun", 0.3));
    assert.equal(fallback(path, "fun", 1).length, 3);
  });

  test("never offer again what was asked on the path", () => {
    let path = pathOf(englishCases[0]!);
    for (let round = 0; round < 4; round++) {
      const asked = path.filter((node) => node.role === "user").map((node) => node.parts[0]!.text);
      const offered = fallback(path);
      for (const text of offered) assert.ok(!asked.includes(text), text);
      if (offered[0] === undefined) break;
      const next = question(path.length, path.at(-1)!, offered[0]);
      path = [...path, next, reply(path.length + 1, next, "Photosynthesis again, told anew.")];
    }
  });

  test("are witty about nothing grave", () => {
    const grave = [
      "How did Napoleon die?",
      "What are the symptoms of flu?",
      "What caused World War I?",
      "拿破仑是怎么死的？",
    ];
    for (const found of all.filter((candidate) => grave.includes(candidate.question)))
      for (const pick of picks)
        assert.deepEqual(fallback(pathOf(found), "fun", pick), fallback(pathOf(found), "regular", pick));
  });

  for (const status of ["failed", "stopped", "interrupted", "running"] as const)
    test(`are not offered after a reply that is ${status}`, () => {
      const path = pathOf(englishCases[0]!);
      assert.deepEqual(fallback([...path.slice(0, -1), { ...path.at(-1)!, status }]), []);
    });

  test("are not offered after the scraps that a loop left", () => {
    const looped = { ...askedProvenance({ modelAsked: "", mode: "fun", think: false }), notes: ["loop-cut"] };
    const after = (said: string) => {
      const path = pathOf({ question: "How do I boil an egg?", reply: said });
      return fallback([...path.slice(0, -1), { ...path.at(-1)!, provenance: looped }]);
    };
    assert.deepEqual(after("Boil an egg:\n\nBoil an egg:"), []);
    assert.equal(after("Put the egg into boiling water for six minutes.").length, 3);
  });

  test("keep their limits for any text at all, however long", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 200 }),
      fc
        .array(
          fc.constantFrom(
            "what is",
            "how to",
            "the",
            "```",
            "\n",
            "什么是",
            "怎么",
            "和",
            "?",
            "？",
            "a",
            "cat",
            "🙂",
            '"',
          ),
        )
        .map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(text, text, fc.constantFrom(...modes), (asked, said, mode) => {
        for (const offered of fallback(pathOf({ question: asked, reply: said }), mode, 0.4)) {
          assert.ok(isShowable(offered), offered);
          assert.ok(offered.isWellFormed());
        }
      }),
    );
    fallback(pathOf({ question: `${"what is ".repeat(60_000)}?`, reply: "A word. ".repeat(60_000) }));
    fallback(pathOf({ question: "a".repeat(1_000_000), reply: "什么是".repeat(300_000) }));
  });
});

describe("the request for questions", () => {
  const path = pathOf(englishCases[0]!);
  const ask = { path, model: ableModel, mode: "regular", pick: 0 } as const;

  test("is for models alone that have the ability", () => {
    assert.equal(planSuggestions({ ...ask, model: smallModel }).request, null);
    assert.notEqual(planSuggestions(ask).request, null);
  });

  test("begins with the very messages that the next question would have", () => {
    const generated = new Map([[path.at(-1)!.id, { modelDigest: "d1", tokens: [1, 2] }]]);
    const { request } = planSuggestions({
      ...ask,
      generated,
      instructions: "Be brief.",
      timeZone: "Asia/Tokyo",
    });
    const next = buildPrompt([...path, question(9, path.at(-1)!, "Next?")], {
      model: ableModel,
      mode: "regular",
      instructions: "Be brief.",
      generated,
      continued: null,
      timeZone: "Asia/Tokyo",
    });
    assert.deepEqual(request!.messages.slice(0, -1), next.slice(0, -1));
    assert.match(request!.messages.at(-1)!.text, /three short questions/);
    assert.equal(request!.affinity, conversationId);
  });

  test("wants little, in a schema, without reasoning, and wit in fun mode", () => {
    const { request } = planSuggestions(ask);
    assert.ok(request!.outputTokensMax! <= 200);
    assert.equal(request!.reasoning, "off");
    assert.equal(request!.jsonSchema?.type, "object");
    const fun = planSuggestions({ ...ask, mode: "fun" }).request;
    assert.match(fun!.messages.at(-1)!.text, /wit/);
  });

  test("is not made after small talk, an empty reply or in a crisis", () => {
    for (const said of [
      { question: "Thanks!", reply: "You are welcome." },
      { question: "What is gravity?", reply: "" },
      { question: "I want to kill myself", reply: "Please talk to somebody." },
    ])
      assert.equal(planSuggestions({ ...ask, path: pathOf(said) }).request, null);
  });

  test("is made in languages without templates too", () => {
    const german = pathOf({ question: "Was ist die Hauptstadt von Frankreich?", reply: "Paris." });
    const plan = planSuggestions({ ...ask, path: german });
    assert.deepEqual(plan.fallback, []);
    assert.notEqual(plan.request, null);
    assert.deepEqual(
      plan.read('{"questions":["Wie viele Menschen wohnen in der Stadt?","How big is the city?"]}'),
      ["Wie viele Menschen wohnen in der Stadt?"],
    );
  });
});
