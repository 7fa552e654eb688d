import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import {
  type FeedBatch,
  type FeedConnector,
  type Ingested,
  type PostBatch,
  type PostSource,
  PostsError,
} from "@grok/posts";
import { createFeedRunner, type FeedModule, type FeedRunner, type FeedWithSecrets } from "../src/index.ts";
import { newPost } from "../src/new-post.ts";
import { pushFeed } from "../src/push/push-feed.ts";
import { testTools } from "./test-tools.ts";

/** An index that keeps ids and cursors. */
function memoryIndex() {
  const ids = new Set<string>();
  const cursors = new Map<string, string>();
  const trouble: { error: Error | null } = { error: null };
  return {
    ids,
    cursors,
    trouble,
    async ingest({ feedId, events, cursor }: PostBatch): Promise<Ingested> {
      await delay(1);
      if (trouble.error !== null) throw trouble.error;
      let indexed = 0;
      let known = 0;
      for (const event of events) {
        if (event.type !== "post") continue;
        if (ids.has(event.post.id)) known++;
        else indexed++;
        ids.add(event.post.id);
      }
      if (cursor !== null) cursors.set(feedId, cursor);
      return { indexed, known, deletes: 0, dropped: 0 };
    },
    cursor: async (id: string) => cursors.get(id) ?? null,
    forgetCursor: async (id: string) => void cursors.delete(id),
  };
}

const batchOf = (id: number): FeedBatch => ({
  events: [
    {
      type: "post",
      post: newPost({
        source: "rss",
        id: String(id),
        author: { id: "a", handle: "a", name: "" },
        text: `post ${id}`,
        createdAtMs: Date.now() - 50,
        arrivedAtMs: Date.now(),
      }),
    },
  ],
  cursor: String(id),
});

/** A module whose connectors read as a test says; how they were made is kept. */
function scripted(
  read: FeedConnector["read"],
  { source = "rss", retryMs = 5 as number | null }: { source?: PostSource; retryMs?: number | null } = {},
) {
  const made: Record<string, string>[] = [];
  const module: FeedModule = {
    kind: { source, title: "Scripted", summary: "", keyless: true, local: true, fields: [] },
    create(options) {
      made.push({ ...options });
      return { read, retryAfterMs: () => retryMs, canWait: true };
    },
  };
  return { made, modules: new Map<PostSource, FeedModule>([[source, module]]) };
}

const feed = (change: Partial<FeedWithSecrets> = {}): FeedWithSecrets => ({
  id: "rss",
  source: "rss",
  title: "R",
  on: true,
  options: {},
  secrets: {},
  ...change,
});
const until = async (done: () => boolean) => {
  while (!done()) await delay(2);
};
const stateOf = (runner: FeedRunner) => runner.health().map(({ state }) => state);

async function* countFrom(cursor: string | null, signal: AbortSignal): AsyncGenerator<FeedBatch> {
  for (let id = Number(cursor ?? 0) + 1; !signal.aborted; id++) {
    yield batchOf(id);
    await delay(2);
  }
}

describe("the runner", () => {
  test("reads what is on from where it was, stores it, and tells how it stands", async () => {
    const index = memoryIndex();
    index.cursors.set("rss", "40");
    const { modules } = scripted(({ cursor, signal }) => countFrom(cursor, signal));
    const runner = createFeedRunner({ index, tools: testTools(), modules });
    runner.apply([feed(), feed({ id: "rss-2", on: false })]);
    await until(() => index.ids.size > 10);
    const [health, other] = runner.health();
    assert.ok(index.ids.has("41") && !index.ids.has("40"));
    assert.equal(health?.state, "live");
    assert.ok(health!.posts > 0 && health!.postsPerMinute === health!.posts && health!.lagMs! >= 50);
    assert.equal(other?.state, "off");
    await runner.close();
    assert.deepEqual(stateOf(runner), ["off", "off"]);
    // Everything that was told is stored, and the cursor with it.
    assert.equal(index.cursors.get("rss"), String(40 + index.ids.size));
  });

  test("starts anew what has changed and leaves alone what has not", async () => {
    const index = memoryIndex();
    const { made, modules } = scripted(({ cursor, signal }) => countFrom(cursor, signal));
    const runner = createFeedRunner({ index, tools: testTools(), modules });
    runner.apply([feed({ options: { a: "1" }, secrets: { key: "s" } })]);
    runner.apply([feed({ options: { a: "1" }, secrets: { key: "s" }, title: "Another" })]);
    await until(() => index.ids.size > 3);
    runner.apply([feed({ options: { a: "2" } })]);
    await until(() => made.length === 2);
    assert.deepEqual(made, [{ a: "1", key: "s" }, { a: "2" }]);
    const before = index.ids.size;
    await until(() => index.ids.size > before + 3);
    await runner.close();
    assert.equal(index.cursors.get("rss"), String(index.ids.size));
  });

  test("switching off ends within a second, even if a connector hangs", async () => {
    const index = memoryIndex();
    const { modules } = scripted(() => ({
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }),
    }));
    const runner = createFeedRunner({ index, tools: testTools(), modules });
    runner.apply([feed()]);
    await delay(10);
    runner.apply([feed({ on: false })]);
    assert.deepEqual(stateOf(runner), ["off"]);
    const from = performance.now();
    await runner.close();
    // A second, and what a busy machine takes for everything.
    assert.ok(performance.now() - from < 20_000);
  });

  test("tries again from the stored cursor when a source breaks off, as often as it takes", async () => {
    const index = memoryIndex();
    let reads = 0;
    const { modules } = scripted(async function* ({ cursor }) {
      reads++;
      yield batchOf(Number(cursor ?? 0) + 1);
      throw new PostsError("unreachable", "it broke off");
    });
    const runner = createFeedRunner({ index, tools: testTools(), modules });
    runner.apply([feed()]);
    await until(() => index.ids.size >= 5);
    await runner.close();
    assert.ok(reads >= 5);
    assert.ok(runner.health()[0]!.errors >= 4);
  });

  test("stops for good where trying again cannot help, and says why", async () => {
    const index = memoryIndex();
    const { made, modules } = scripted(
      // biome-ignore lint/correctness/useYield: a source that fails at once.
      async function* () {
        throw new PostsError("refused", "The key is wrong.");
      },
      { retryMs: null },
    );
    const runner = createFeedRunner({ index, tools: testTools(), modules });
    runner.apply([feed()]);
    await until(() => stateOf(runner)[0] === "failed");
    assert.equal(runner.health()[0]?.lastError, "The key is wrong.");
    runner.apply([feed({ options: { key: "right" } })]);
    await until(() => made.length === 2);
    await runner.close();
  });

  test("a feed that fails in a way it does not know is failed in clean words, and logged", async () => {
    const logged: unknown[] = [];
    // biome-ignore lint/correctness/useYield: a source that fails at once.
    const { modules } = scripted(async function* () {
      throw new TypeError("secret internals");
    });
    const runner = createFeedRunner({
      index: memoryIndex(),
      tools: testTools(),
      modules,
      log: (level, message, fields) => void logged.push([level, message, fields?.feed]),
    });
    runner.apply([feed()]);
    await until(() => stateOf(runner)[0] === "failed");
    assert.ok(!runner.health()[0]!.lastError.includes("secret"));
    assert.deepEqual(logged, [["error", "a feed failed in a way it does not know", "rss"]]);
    await runner.close();
  });

  test("an index without room is waited for, and nothing is lost", async () => {
    const index = memoryIndex();
    index.trouble.error = new PostsError("storage-full", "The disk is full.");
    const { modules } = scripted(({ cursor, signal }) => countFrom(cursor, signal), { retryMs: null });
    const runner = createFeedRunner({ index, tools: testTools(), modules });
    runner.apply([feed()]);
    await until(() => stateOf(runner)[0] === "retrying");
    assert.equal(runner.health()[0]?.lastError, "The disk is full.");
    index.trouble.error = null;
    await until(() => index.ids.size > 3);
    assert.ok(index.ids.has("1"));
    await runner.close();
  });

  test("options that cannot be make the feed fail, not the others", async () => {
    const index = memoryIndex();
    const { modules } = scripted(({ cursor, signal }) => countFrom(cursor, signal));
    const runner = createFeedRunner({ index, tools: testTools(), modules });
    runner.apply([feed({ id: "x", source: "x" }), feed()]);
    await until(() => index.ids.size > 3);
    assert.deepEqual(stateOf(runner), ["failed", "live"]);
    await runner.close();
  });

  test("a source that ends has ended", async () => {
    const index = memoryIndex();
    const { modules } = scripted(async function* () {
      yield batchOf(1);
    });
    const runner = createFeedRunner({ index, tools: testTools(), modules });
    runner.apply([feed()]);
    await until(() => stateOf(runner)[0] === "ended");
    assert.equal(index.cursors.get("rss"), "1");
    await runner.close();
  });

  test("a feed that is removed is forgotten, and one that takes its name finds no cursor", async () => {
    const index = memoryIndex();
    const asked: (string | null)[] = [];
    const { modules } = scripted(({ cursor, signal }) => {
      asked.push(cursor);
      return countFrom(cursor, signal);
    });
    const runner = createFeedRunner({ index, tools: testTools(), modules });
    runner.apply([feed()]);
    await until(() => index.ids.size > 3);
    runner.apply([]);
    runner.apply([feed()]);
    await until(() => asked.length === 2);
    assert.deepEqual(asked, [null, null]);
    await runner.close();
  });

  test("each feed has a state of its own that outlives it", async () => {
    const kept: Promise<string | null>[] = [];
    const module: FeedModule = {
      kind: { source: "rss", title: "S", summary: "", keyless: true, local: true, fields: [] },
      create: (_, { state }) => ({
        async *read({ signal }) {
          kept.push(state.get("spent"));
          await state.set("spent", "5");
          yield* countFrom(null, signal);
        },
        retryAfterMs: () => 1,
        canWait: true,
      }),
    };
    const runner = createFeedRunner({
      index: memoryIndex(),
      tools: testTools(),
      modules: new Map([["rss" as const, module]]),
    });
    runner.apply([feed()]);
    await until(() => kept.length === 1);
    await delay(5);
    runner.apply([]);
    runner.apply([feed(), feed({ id: "rss-2" })]);
    await until(() => kept.length === 3);
    assert.deepEqual((await Promise.all(kept)).sort(), ["5", null, null]);
    await runner.close();
  });
});

describe("pushed posts", () => {
  const start = () => {
    const index = memoryIndex();
    const runner = createFeedRunner({
      index,
      tools: testTools(),
      modules: new Map([["push" as const, pushFeed]]),
    });
    runner.apply([feed({ id: "push", source: "push" })]);
    return { index, runner };
  };

  test("are stored before the answer, and what cannot be read is told with its place", async () => {
    const { index, runner } = start();
    const answer = await runner.push("push", [
      { id: "1", text: "first", author: "mira" },
      { text: "no author" },
      { id: "1", text: "first", author: "mira" },
      { delete: "" },
      5,
    ]);
    assert.deepEqual([answer.indexed, answer.known, answer.refused], [1, 1, 3]);
    assert.deepEqual(
      answer.refusals.map(({ at, path }) => [at, path]),
      [
        [1, "author"],
        [3, "delete"],
        [4, ""],
      ],
    );
    assert.ok(index.ids.has("1"));
    const [health] = runner.health();
    assert.deepEqual([health?.state, health?.posts, health?.unreadable], ["live", 1, 3]);
    await runner.close();
  });

  test("are refused whole where they are too many, or where no feed takes them", async () => {
    const { index, runner } = start();
    const many = Array.from({ length: 1_001 }, (_, id) => ({ id: String(id), text: "x", author: "a" }));
    await assert.rejects(
      runner.push("push", many),
      (error) => error instanceof PostsError && error.code === "bad-input",
    );
    assert.equal(index.ids.size, 0);
    const isNotFound = (error: unknown) => error instanceof PostsError && error.code === "not-found";
    await assert.rejects(runner.push("rss", []), isNotFound);
    runner.apply([feed({ id: "push", source: "push", on: false })]);
    await assert.rejects(runner.push("push", []), isNotFound);
    await runner.close();
    await assert.rejects(runner.push("push", []), isNotFound);
  });
});
