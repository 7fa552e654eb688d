import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { samplePost } from "../../test/sample-post.ts";
import { CopyCounts } from "./copy-counts.ts";
import { hashText } from "./hash-text.ts";
import { MinHash, sketchSize } from "./min-hash.ts";
import { NearDuplicates } from "./near-duplicates.ts";
import { createPostIntake } from "./post-intake.ts";
import { WordHashes } from "./word-hashes.ts";

const text =
  "the harbour ferry is cancelled until noon because of the fog that came in over night from the open sea and stays";

/** Posts at minute 0, 1, 2 …, with their place as number and id. */
function take(posts: readonly Parameters<typeof samplePost>[0][], intake = createPostIntake(), from = 0) {
  return posts.map((post, index) => {
    const at = from + index;
    const { first, copies, copyAuthors } = intake.take(
      samplePost({ id: String(at), arrivedAtMs: at * 60_000, ...post }),
      at,
    );
    return { first: first?.number ?? null, copies, copyAuthors };
  });
}

describe("near-duplicates", () => {
  test("of the same words are found, whoever says them, and counted by author", () => {
    assert.deepEqual(take([{ text }, { text, handle: "ida" }, { text: text.toUpperCase(), handle: "ida" }]), [
      { first: null, copies: 1, copyAuthors: 1 },
      { first: 0, copies: 2, copyAuthors: 2 },
      { first: 0, copies: 3, copyAuthors: 2 },
    ]);
  });

  test("tell what said it first", () => {
    const intake = createPostIntake();
    intake.take(samplePost({ source: "rss", id: "first", text }), 7);
    assert.deepEqual(intake.take(samplePost({ id: "second", text }), 8).first, {
      ref: { source: "rss", id: "first" },
      number: 7,
    });
  });

  test("are found whoever they speak to and wherever they point, if they are long", () => {
    const copies = [
      { text: `@ida ${text} https://a.example/1` },
      { text: `@mo ${text} https://b.example/2` },
    ];
    assert.equal(take(copies)[1]!.first, 0);
    const short = [
      { text: "read it here", links: ["https://a.example/1"] },
      { text: "read it here", links: ["https://b.example/2"] },
      { text: "read it here", links: ["https://b.example/2"] },
    ];
    assert.deepEqual(
      take(short).map(({ first }) => first),
      [null, null, 1],
    );
  });

  test("are found with one word changed, mostly, and seldom with a third of the words changed", () => {
    const share = (length: number, changed: number) => {
      const intake = createPostIntake();
      let found = 0;
      for (let round = 0; round < 200; round++) {
        const said = Array.from({ length }, (_, at) => `w${round}x${at * 7}`);
        const other = said.map((word, at) => (at < changed ? `${word}y` : word));
        const [, copy] = take([{ text: said.join(" ") }, { text: other.join(" ") }], intake, round * 2);
        if (copy!.first === round * 2) found++;
      }
      return found / 200;
    };
    const lengths = [10, 20, 40, 80];
    const one = lengths.map((length) => share(length, 1));
    const third = lengths.map((length) => share(length, Math.ceil(length / 3)));
    const percent = (shares: readonly number[]) =>
      shares.map((each) => `${(each * 100).toFixed(0)} %`).join(", ");
    console.log(
      `of ${lengths.join(", ")} words: one changed ${percent(one)}; a third changed ${percent(third)}`,
    );
    assert.ok(one[1]! >= 0.7 && one[2]! >= 0.85 && one[3]! >= 0.95);
    assert.ok(third.every((each) => each <= 0.03));
  });

  test("are found in scripts without spaces", () => {
    const said = "青浜町の花火大会は八時からに変更だそうです。駅前は混んでいるので気をつけてください。";
    assert.equal(take([{ text: said }, { text: said.replaceAll("。", "！") }])[1]!.first, 0);
  });

  test("are not made of short greetings, and are forgotten after a day", () => {
    assert.equal(take([{ text: "good morning" }, { text: "good morning" }])[1]!.first, null);
    assert.equal(take([{ text }, { text, arrivedAtMs: 90_000_000 }])[1]!.first, null);
  });

  test("are none of what a new version replaces", () => {
    const intake = createPostIntake();
    const post = samplePost({ text });
    intake.take(post, 5);
    assert.deepEqual([intake.take(post, 5).first, intake.take(post, 5).copies], [null, 1]);
  });

  test("are found in a ring as if everything within it were compared with everything", () => {
    const words = new WordHashes();
    const said = fc.array(
      fc.record({ text: fc.integer({ min: 0, max: 30 }), handle: fc.integer({ min: 0, max: 3 }) }),
      {
        maxLength: 120,
      },
    );
    fc.assert(
      fc.property(said, (posts) => {
        const seen = new NearDuplicates(16);
        const kept: { text: number; number: number }[] = [];
        posts.forEach(({ text: word, handle }, number) => {
          words.read(
            "abcdefghij"
              .split("")
              .map((letter) => `${letter}${word}`)
              .join(" "),
          );
          const { hashes, count } = words;
          const ref = { source: "push", id: String(number) } as const;
          const answer = seen.take({ hashes, count, links: 0, author: handle, atMs: 0, ref, number });
          const first = kept.slice(-16).find((each) => each.text === word)?.number ?? null;
          if (first === null) kept.push({ text: word, number });
          assert.equal(answer.first?.number ?? null, first);
        });
      }),
    );
  });

  test("have sketches that are as alike as their words", () => {
    const a = new MinHash();
    const b = new MinHash();
    for (const shared of [0, 10, 20, 30, 40]) {
      let alike = 0;
      for (let round = 0; round < 100; round++) {
        const hashes = (from: number) =>
          Int32Array.from({ length: 40 }, (_, at) => hashText(`${round} ${at < shared ? at : from + at}`));
        a.read(hashes(100), 40);
        b.read(hashes(200), 40);
        alike += a.bytes.filter((byte, at) => byte === b.bytes[at]).length / sketchSize / 100;
      }
      // Of all words that either has.
      const common = shared / (80 - shared);
      assert.ok(Math.abs(alike - common) < 0.05, `${alike} of ${common}`);
    }
  });

  test("count authors exactly while they are few, and within a tenth when they are many", () => {
    for (const authors of [1, 5, 16, 100, 500, 2_000]) {
      const counts = new CopyCounts(hashText("author 0"));
      for (let round = 0; round < 3; round++)
        for (let at = 0; at < authors; at++) counts.add(hashText(`author ${at}`));
      assert.equal(counts.copies, authors * 3 + 1);
      assert.ok(
        Math.abs(counts.authors - authors) <= (authors <= 16 ? 0 : authors / 10),
        `${counts.authors}`,
      );
    }
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
});
