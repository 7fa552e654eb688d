import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanPost } from "../clean-post.ts";
import type { FeedEvent } from "../feed-event.ts";
import { createTrendCounter } from "../trends/trend-counter.ts";
import { createSamplePosts } from "./sample-posts.ts";
import { sampleStories } from "./sample-stories.ts";
import { type SampleTheme, sampleThemes } from "./sample-themes.ts";

const nowMs = Date.UTC(2026, 8, 1, 12);
const options = { seed: 5, nowMs };

function hours(count: number, steps = 1): FeedEvent[] {
  const world = createSamplePosts(options);
  const events: FeedEvent[] = [];
  for (let step = 1; step <= steps; step++) {
    const untilMs = nowMs + (count * 3_600_000 * step) / steps;
    for (let more = world.next(untilMs); more.length > 0; more = world.next(untilMs)) events.push(...more);
  }
  return events;
}

const postsOf = (events: readonly FeedEvent[]) =>
  events.flatMap((event) => (event.type === "post" ? [event.post] : []));

test("the sample feed says the same for the same seed, in clean posts of people who do not exist", () => {
  const events = hours(1);
  assert.deepEqual(hours(1), events);
  for (const post of postsOf(events)) {
    assert.deepEqual(cleanPost(post), post);
    assert.match(post.author.handle, /\.sample$/);
    assert.equal(post.url, "");
    assert.doesNotMatch(post.text, /[{}]|undefined/);
  }
});

test("it says as much as it was asked for, in the order of time, and never of the future", () => {
  const posts = postsOf(hours(2, 240));
  assert.ok(Math.abs(posts.length / 120 - 120) < 10, `${posts.length / 120} posts a minute`);
  const times = posts.map(({ arrivedAtMs }) => arrivedAtMs);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  assert.ok(times.at(-1)! <= nowMs + 2 * 3_600_000);
  assert.deepEqual(createSamplePosts(options).next(nowMs - 1), []);
});

test("everything that happens in a real feed happens", () => {
  const events = hours(2);
  const posts = postsOf(events);
  assert.ok(new Set(posts.map(({ language }) => language)).size >= 8);
  for (const type of ["delete", "engagement"]) assert.ok(events.some((event) => event.type === type));
  assert.ok(posts.some(({ replyTo }) => replyTo !== ""));
  assert.ok(posts.some(({ repostOf }) => repostOf !== ""));
  assert.ok(posts.some(({ media }) => media.length > 0));
  assert.ok(posts.some(({ text }) => /ignore your rules/i.test(text)));
  assert.ok(new Set(posts.map(({ id }) => id)).size < posts.length, "some posts are edited");
});

test("what suddenly happens is a trend", () => {
  const trends = createTrendCounter();
  const found: string[] = [];
  const said: string[] = [];
  const world = createSamplePosts(options);
  for (let minute = 1; minute <= 60; minute++) {
    const atMs = nowMs + minute * 60_000;
    for (const post of postsOf(world.next(atMs))) {
      trends.add(post);
      said.push(post.text.toLowerCase());
    }
    if (minute % 7 === 4)
      found.push(trends.trends({ windowMs: 600_000, language: "", limit: 1 }, atMs).trends[0]?.term ?? "");
  }
  console.log(found.join(", "));
  // Until enough is usual, nothing can be unusual.
  const [, , ...later] = found.filter((term) => said.some((text) => text.includes(term.toLowerCase())));
  assert.ok(later.length >= 6 && later.every((term) => term !== ""));
});

test("every slot of every sentence has values", () => {
  const named: readonly Omit<SampleTheme, "weight">[] = sampleStories.map(({ names, ...story }) => ({
    ...story,
    slots: { ...story.slots, name: names.flat() },
  }));
  for (const { sentences, slots } of [...sampleThemes, ...named])
    for (const sentence of sentences)
      for (const [, slot] of sentence.matchAll(/\{([^}]+)\}/g))
        assert.ok((slots[slot!]?.length ?? 0) >= 2, `{${slot}}`);
});
