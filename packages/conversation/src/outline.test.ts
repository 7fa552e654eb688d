import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { sampleAnswer, sampleProvenance, sampleQuestion, sampleTree } from "../test/sample-tree.ts";
import { outlineOf, previewLengthMax, previewOf } from "./outline.ts";

const { root } = sampleTree();

describe("a preview", () => {
  test("is the beginning on one line, with its Markdown", () => {
    assert.equal(previewOf("  # Tides\n\n- **two**\ta day \r\n"), "# Tides - **two** a day");
    assert.equal(previewOf(" \n "), "");
  });

  test("is one line of well-formed text within its limit, and says the words in order", () => {
    const text = fc.array(fc.constantFrom("a", "word", " ", "\n", "\u{1f600}", "字", "x".repeat(50)), {
      maxLength: 120,
    });
    fc.assert(
      fc.property(text, (pieces) => {
        const whole = pieces.join("");
        const preview = previewOf(whole);
        assert.ok(preview.length <= previewLengthMax && preview.isWellFormed());
        assert.ok(!/\n| {2}/.test(preview));
        const line = whole.trim().replace(/\s+/g, " ");
        assert.ok(line.startsWith(preview));
        assert.ok(preview.length >= Math.min(line.length, previewLengthMax - 1) - 1);
      }),
    );
  });

  test("never halves a character", () => {
    const text = `${"x".repeat(previewLengthMax - 1)}\u{1f600}`;
    assert.equal(previewOf(text), "x".repeat(previewLengthMax - 1));
  });
});

describe("an outline", () => {
  test("counts the text alone and names who wrote it", () => {
    const question = sampleQuestion(3, root, "hello \u{1f600}");
    assert.deepEqual(outlineOf(question), {
      id: question.id,
      preview: "hello \u{1f600}",
      chars: 8,
      mode: null,
      modelName: "",
      name: "",
      bookmarked: false,
    });
    const answer = sampleAnswer(4, question);
    assert.equal(outlineOf(answer).modelName, "Tiny 1");
    const untitled = { ...answer, provenance: { ...sampleProvenance, modelTitle: "" } };
    assert.equal(outlineOf(untitled).modelName, "tiny-1");
  });

  test("names nobody where code answered", () => {
    const answer = sampleAnswer(4, root);
    const byCode = { ...answer, provenance: { ...sampleProvenance, answeredBy: "code" as const } };
    assert.equal(outlineOf(byCode).modelName, "");
  });
});
