import assert from "node:assert/strict";
import { test } from "node:test";
import { matchesPost, type Post, type PostQuery, readPostQuery } from "@grok/posts";
import { sampleNowMs, samplePost } from "../sample-post.ts";
import { find, type IndexSubject, ingestPosts, withIndex } from "./subject.ts";

type Change = Parameters<typeof samplePost>[0];

/** Posts of five languages and four sources, an hour apart. */
const changes: readonly Change[] = [
  { text: "The moon rises over the harbour at nine, bring a coat", media: ["image"] },
  {
    text: "Rust 1.90 is out: faster builds, better errors #rust #programming",
    links: ["https://blog.example/rust"],
  },
  { text: "There is rust on the garden gate again, and rain to come", handle: "ida.example" },
  { text: "I don't think the café opens before the first-quarter moon party", handle: "mira.example" },
  { text: "Thanks @mira.example, the harbour photos are wonderful", media: ["video"], source: "bluesky" },
  { text: "$ACME falls while $BOLT rises, says nobody in particular", source: "x" },
  { text: "Am Hafen regnet es, die Straße ist nass und die Möwen schreien", language: "de" },
  {
    text: "Größe und Gewicht der STRASSE: Fußgängerzone bleibt gesperrt",
    language: "de",
    source: "mastodon",
  },
  { text: "今天北京下了很大的雨，地铁站里挤满了人", language: "zh" },
  { text: "北京的月亮很圆，我们在公园里看了一晚上", language: "zh", media: ["image"] },
  { text: "東京タワーの近くで虹を見た。とてもきれいだった", language: "ja", handle: "sora.example" },
  { text: "京都は朝から雨。傘を忘れた人が多いらしい", language: "ja", source: "mastodon" },
  { text: "القمر جميل الليلة فوق المدينة والمطر توقف", language: "ar" },
  { text: "المطر غزير في المدينة والشوارع مغلقة", language: "ar", media: ["audio"] },
  {
    text: "look at this 🌕 over the hills, no filter",
    links: ["https://photos.example/1"],
    source: "bluesky",
  },
  { text: "harbour harbour harbour: a poem about boats and patience" },
  { text: "write to info@mira.example if you lost a grey umbrella", source: "rss" },
];

const corpus: readonly Post[] = changes.map((change, at) => {
  const atMs = sampleNowMs - (changes.length - at) * 3_600_000;
  return samplePost({ id: `q${at}`, handle: `author${at}`, createdAtMs: atMs, arrivedAtMs: atMs, ...change });
});

const texts = [
  "harbour",
  "HARBOUR moon",
  "rust",
  "#rust",
  "#RUST faster",
  "rust -#rust",
  "moon -harbour",
  '"moon rises"',
  '"rises moon"',
  '"first quarter"',
  "first-quarter moon",
  "cafe",
  "dont",
  "don't",
  '-"moon rises" harbour',
  "moon OR rain",
  "moon OR rain harbour",
  "rust OR umbrella OR poem",
  '"garden gate" OR "harbour photos"',
  "@mira.example",
  "mira",
  "from:mira.example",
  "from:@ida.example OR from:mira.example",
  "-from:ida.example rust",
  "$ACME",
  "$acme OR $bolt",
  "acme",
  "lang:de",
  "lang:de hafen",
  "lang:zh 雨",
  "source:mastodon",
  "source:x OR source:rss",
  "has:image",
  "has:video OR has:audio",
  "has:media moon",
  "has:links",
  "-has:links rust",
  "has:media -lang:en",
  "strasse",
  "straße",
  "STRASSE",
  "grosse",
  "größe",
  "mowen",
  "北京",
  "北京 雨",
  "下了很大",
  "月",
  "京",
  "東京",
  "京都",
  "東京タワー",
  "タワー",
  "虹",
  "雨",
  "雨 -lang:ja",
  "傘を忘れた",
  '"とてもきれい"',
  "المطر",
  "المطر المدينة",
  "القمر -المطر",
  "🌕",
  "🌕 hills",
  "since:2026-09-01",
  "until:2026-09-01T03:00:00Z moon",
  "since:2026-09-01T02:00:00Z until:2026-09-01T06:00:00Z",
  "(harbour)",
  "nothingatall",
  "harbour nothingatall",
  "-harbour",
  "",
];

const fields: readonly Partial<PostQuery>[] = [
  { language: "de" },
  { source: "mastodon" },
  { source: "bluesky", text: "harbour" },
  { authors: ["mira.example"] },
  { authors: ["@ida.example"], text: "rust" },
  { authors: ["@ida.example", "mira.example"], text: "rust" },
  { excludedAuthors: ["@ida.example", "mira.example"], text: "rust" },
  { excludedAuthors: ["mira.example"] },
  { media: "image" },
  { media: "link" },
  { sinceMs: sampleNowMs - 4 * 3_600_000 },
  { untilMs: sampleNowMs - 12 * 3_600_000, text: "rust" },
  { sinceMs: sampleNowMs - 9 * 3_600_000, untilMs: sampleNowMs - 6 * 3_600_000 },
  { text: "from:ida.example", authors: ["mira.example"] },
  { text: "雨", language: "ja", source: "mastodon" },
];

/** What must be found, newest first. */
function expected(query: Partial<PostQuery>, posts: readonly Post[]): string[] {
  const parsed = readPostQuery({ text: "", order: "latest", ...query });
  return posts
    .filter((post) => matchesPost(parsed, post))
    .map((post) => post.id)
    .reverse();
}

export function queryContract(subject: IndexSubject): void {
  test("every operator finds what it means, in five languages", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, corpus);
      const queries = [...texts.map((text) => ({ text })), ...fields];
      let withHits = 0;
      for (const query of queries) {
        const answer = await index.search({
          text: "",
          order: "latest",
          limit: 100,
          budgetMs: 20_000,
          ...query,
        });
        const wanted = expected(query, corpus);
        if (wanted.length > 0) withHits++;
        // Where no post has all the words, some of them are enough; how well they are chosen is another test's matter.
        const found = answer.relaxed ? [] : answer.hits.map((hit) => hit.post.id);
        assert.deepEqual(found, wanted, JSON.stringify(query));
      }
      assert.ok(withHits > queries.length * 0.8);
    }));

  test("both orders find the same posts", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, corpus);
      for (const text of ["harbour", "moon OR rain", "雨", "has:media", ""]) {
        const top = await find(index, { text, order: "top" });
        assert.deepEqual(top.toSorted(), expected({ text }, corpus).toSorted(), text);
      }
    }));

  test("nothing that is typed breaks a search", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, corpus);
      const hostile = [
        '"',
        '""',
        "'",
        "\\",
        "*",
        "har*",
        "NEAR(moon harbour)",
        "words:moon",
        "moon AND harbour",
        "moon NOT rust",
        "^moon",
        "{moon}",
        "moon)",
        "((((",
        "-",
        "--",
        "OR",
        "OR OR",
        "-OR",
        "#",
        "@",
        "$",
        "#-",
        ":",
        "from:",
        "lang:",
        '-"',
        "a".repeat(512),
        "雨".repeat(170),
        "🌕".repeat(80),
        "\u0000moon",
        "moon; DROP TABLE posts",
        "%",
        "_",
        "<b>",
        "\u202e",
        "\ud800",
        "has:",
        "since:9999-99-99",
        "+moon",
        "moon~2",
        "/moon/",
        "[1 TO 2]",
        "_exists_:text",
      ];
      for (const text of hostile) {
        const answer = await index.search({ text, order: "top", limit: 100, budgetMs: 20_000 });
        assert.ok(answer.hits.length <= corpus.length, text);
      }
    }));
}
