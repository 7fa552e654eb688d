import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { samplePost } from "../../test/sample-post.ts";
import { CopyCounts } from "./copy-counts.ts";
import { hashText } from "./hash-text.ts";
import { NearDuplicates } from "./near-duplicates.ts";
import { createPostIntake } from "./post-intake.ts";
import { fingerprint, onesOf, print } from "./sim-hash.ts";
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

  test("are found with a word more at the end, the more surely the longer they are, and hardly ever wrongly", () => {
    const found = [10, 20, 40, 80, 160].map((length) => {
      const intake = createPostIntake();
      let right = 0;
      let wrong = 0;
      for (let round = 0; round < 200; round++) {
        const said = Array.from({ length }, (_, at) => `w${round}x${at * 7}`);
        const texts = [said, [...said, "indeed"], said.toReversed()].map((words) => ({
          text: words.join(" "),
        }));
        const [, longer, other] = take(texts, intake, round * 3);
        if (longer!.first === round * 3) right++;
        if (other!.first !== null) wrong++;
      }
      assert.ok(wrong <= 1);
      return right / 200;
    });
    console.log(`with a word more: ${found.map((share) => `${(share * 100).toFixed(0)} %`).join(", ")}`);
    assert.ok(found.at(-1)! >= 0.7 && found.at(-1)! > found[0]!);
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
          words.read(`${word} is said by ${word} and by ${word} who is ${word * 7} in ${word * 31}`);
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

  test("have fingerprints that are equal for equal texts, and far apart for unrelated ones", () => {
    const words = new WordHashes();
    const printOf = (all: readonly string[]) => {
      words.read(all.join(" "));
      fingerprint(words.hashes, words.count);
      return { ...print };
    };
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z]{4,9}$/), { minLength: 40, maxLength: 60 }),
        (all) => {
          const left = printOf(all.slice(0, 20));
          assert.deepEqual(printOf(all.slice(0, 20)), left);
          const right = printOf(all.slice(20));
          assert.ok(onesOf(left.high ^ right.high) + onesOf(left.low ^ right.low) > 8);
        },
      ),
    );
  });

  test("fingerprints have the bits that most pairs of words have", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 2, maxLength: 400 }), (all) => {
        const hashes = Int32Array.from(all);
        fingerprint(hashes, hashes.length);
        const whole = { ...print };
        const pairs = Array.from({ length: hashes.length - 1 }, (_, at) => {
          fingerprint(hashes.subarray(at), 2);
          return { ...print };
        });
        for (let bit = 0; bit < 32; bit++) {
          const set = pairs.filter(({ high }) => (high >>> bit) & 1).length;
          assert.equal((whole.high >>> bit) & 1, set * 2 > pairs.length ? 1 : 0);
        }
      }),
    );
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
