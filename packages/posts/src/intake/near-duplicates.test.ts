import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { samplePost } from "../../test/sample-post.ts";
import { NearDuplicates } from "./near-duplicates.ts";
import { createPostIntake } from "./post-intake.ts";
import { distance, fingerprintOf } from "./sim-hash.ts";

const text =
  "the harbour ferry is cancelled until noon because of the fog that came in over night from the open sea and stays";
const words = text.split(" ");

describe("near-duplicates", () => {
  test("of the same words are found, whoever says them, and counted by author", () => {
    const seen = new NearDuplicates<string>();
    assert.equal(seen.take(words, "mira", 0, "a").first, null);
    assert.deepEqual(seen.take(words, "ida", 1, "b"), { first: "a", copies: 2, copyAuthors: 2 });
    assert.deepEqual(seen.take(words, "ida", 2, "c"), { first: "a", copies: 3, copyAuthors: 2 });
  });

  test("with a word added at the end are found, with other words are not", () => {
    const seen = new NearDuplicates<string>();
    const long = Array.from({ length: 60 }, (_, at) => `word${at}`);
    seen.take(long, "mira", 0, "a");
    assert.equal(seen.take([...long, "too"], "ida", 1, "b").first, "a");
    assert.equal(seen.take(long.toReversed(), "ida", 1, "c").first, null);
  });

  test("are not made of short greetings, and are forgotten after a day", () => {
    const seen = new NearDuplicates<string>();
    seen.take(["good", "morning"], "mira", 0, "a");
    assert.equal(seen.take(["good", "morning"], "ida", 1, "b").first, null);
    seen.take(words, "mira", 0, "c");
    assert.equal(seen.take(words, "ida", 90_000_000, "d").first, null);
  });

  test("are remembered in bounded room", () => {
    const seen = new NearDuplicates<number>(50);
    for (let n = 0; n < 500; n++)
      seen.take([`a${n}`, "b", "c", `d${n}`, "e", "f", `g${n}`, "h"], "mira", n, n);
    assert.equal(seen.take(["a0", "b", "c", "d0", "e", "f", "g0", "h"], "ida", 500, -1).first, null);
    assert.equal(seen.take(["a499", "b", "c", "d499", "e", "f", "g499", "h"], "ida", 500, -1).first, 499);
  });

  test("fingerprints of equal texts are equal, of unrelated ones far apart", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 3 }), { minLength: 40, maxLength: 60 }), (all) => {
        const left = fingerprintOf(all.slice(0, 20));
        assert.equal(distance(left, fingerprintOf(all.slice(0, 20))), 0);
        assert.ok(distance(left, fingerprintOf(all.slice(20))) > 8);
      }),
    );
  });
});

describe("signs of spam", () => {
  const signs = (posts: Parameters<typeof samplePost>[0][]) => {
    const intake = createPostIntake();
    return posts.map((post, at) => intake.take(samplePost({ id: String(at), ...post }), at)).at(-1)!;
  };

  test("are none in an ordinary post", () => {
    assert.deepEqual(signs([{ text: "Rain over the harbour #weather" }]).spam, []);
  });

  test("are saying the same again and again, and flooding", () => {
    assert.deepEqual(signs(Array.from({ length: 5 }, () => ({ text: "buy my book today" }))).spam, [
      "repeats",
    ]);
    assert.ok(
      signs(Array.from({ length: 40 }, (_, at) => ({ text: `thought ${at} of many` }))).spam.includes(
        "flood",
      ),
    );
  });

  test("are tags, mentions or a link instead of words", () => {
    assert.deepEqual(signs([{ text: "#a #b #c #d #e #f #g look" }]).spam, ["many-tags"]);
    assert.deepEqual(signs([{ text: "@a @b @c @d @e @f hi" }]).spam, ["many-mentions"]);
    const link = signs([{ text: "https://example.org/x", links: ["https://example.org/x"] }]);
    assert.deepEqual(link.spam, ["link-only"]);
    assert.ok(link.quality < 1 && link.quality >= 0.1);
  });

  test("an edit is no copy of what it replaces", () => {
    const intake = createPostIntake();
    const post = samplePost({ text });
    intake.take(post, 5);
    assert.equal(intake.take(post, 5).first, null);
  });
});
