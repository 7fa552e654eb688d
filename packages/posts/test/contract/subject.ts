import assert from "node:assert/strict";
import type { FeedEvent, LiveIndex, Post, PostQuery, PostsErrorCode, SearchAnswer } from "@grok/posts";
import { PostsError } from "@grok/posts";
import { sampleNowMs, samplePost } from "../sample-post.ts";

/** An implementation under test. */
export interface IndexSubject {
  /** Called once for each test; gives an empty index, whose clock is `now` where one is given. */
  open(options?: { readonly now?: () => number }): Promise<LiveIndex>;
  /** Ends `index` (which may be closed already) and opens what it stored. Absent where nothing is stored. */
  reopen?(index: LiveIndex): Promise<LiveIndex>;
}

/** A clock that stands until it is set: the index asks for the time through it. */
export interface TestClock {
  nowMs: number;
}

/** Runs `check` on an empty index at `sampleNowMs`, and closes it. */
export async function withIndex(
  subject: IndexSubject,
  check: (index: LiveIndex, clock: TestClock) => Promise<void>,
): Promise<void> {
  const clock = { nowMs: sampleNowMs };
  const index = await subject.open({ now: () => clock.nowMs });
  try {
    await check(index, clock);
  } finally {
    await index.close();
  }
}

/** Takes events in as the feed "feed". */
export function ingest(index: LiveIndex, events: readonly FeedEvent[], cursor: string | null = null) {
  return index.ingest({ feedId: "feed", events, cursor });
}

export function ingestPosts(index: LiveIndex, posts: readonly Post[], cursor: string | null = null) {
  return ingest(
    index,
    posts.map((post) => ({ type: "post", post })),
    cursor,
  );
}

/** Searches with all the time that a busy machine may need. */
export function search(index: LiveIndex, query: string | Partial<PostQuery>): Promise<SearchAnswer> {
  const fields = typeof query === "string" ? { text: query } : query;
  return index.search({ text: "", order: "latest", limit: 100, budgetMs: 20_000, ...fields });
}

/** Ids of the posts that were found, in their order. */
export async function find(index: LiveIndex, query: string | Partial<PostQuery>): Promise<string[]> {
  return (await search(index, query)).hits.map((hit) => hit.post.id);
}

/** Nothing that two of these say is alike, so none is taken for a copy of another. */
export function distinctPost(number: number, change: Parameters<typeof samplePost>[0] = {}): Post {
  const atMs = sampleNowMs - 3_600_000 + number * 1_000;
  return samplePost({
    id: `p${number}`,
    handle: `author${number}`,
    text: distinctText(number),
    createdAtMs: atMs,
    arrivedAtMs: atMs,
    ...change,
  });
}

const subjects = [
  "river",
  "tower",
  "garden",
  "engine",
  "violin",
  "harvest",
  "lantern",
  "glacier",
  "market",
  "signal",
];
const verbs = [
  "crosses",
  "follows",
  "repairs",
  "measures",
  "paints",
  "forgets",
  "visits",
  "borrows",
  "answers",
  "carries",
];
const objects = [
  "bridges",
  "letters",
  "clouds",
  "bicycles",
  "recipes",
  "shadows",
  "tickets",
  "meadows",
  "riddles",
  "kettles",
];

/** Ten words, most of which no other number below 1,000 has in the same company. */
export function distinctText(number: number): string {
  const pick = (list: readonly string[], by: number) => list[Math.floor(number / by) % 10]!;
  const own = (at: number) => `w${((number + 1) * 7_919 * (at + 3)).toString(36)}`;
  return `${pick(subjects, 1)} ${own(0)} ${pick(verbs, 10)} ${own(1)} ${pick(objects, 100)} ${own(2)} ${own(3)} ${own(4)}`;
}

/** That `promise` fails with a `PostsError` of this code, whose message tells people something. */
export async function rejectsWith(code: PostsErrorCode, promise: Promise<unknown>): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof PostsError, `a PostsError was expected, ${error} came`);
    assert.equal(error.code, code);
    assert.ok(error.message.length > 10);
    return true;
  });
}
