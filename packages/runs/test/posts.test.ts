import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { textOf } from "@grok/conversation";
import type { LiveIndex, PostQuery, SearchAnswer } from "@grok/posts";
import { createMemoryIndex } from "@grok/posts/memory-index";
import { samplePost } from "@grok/posts/sample-post";
import type { RunPosts } from "@grok/runs";
import { breathe } from "./manual-timers.ts";
import { openWorkbench, owner } from "./workbench.ts";

const asked = "Is the harbour bridge open right now?";

async function bridgeIndex(nowMs: number): Promise<LiveIndex> {
  const index = createMemoryIndex({ now: () => nowMs });
  const post = samplePost({
    text: "The harbour bridge is open again.",
    createdAtMs: nowMs - 60_000,
    arrivedAtMs: nowMs - 60_000,
  });
  await index.ingest({ feedId: "push", events: [{ type: "post", post }], cursor: null });
  return index;
}

function openBench(posts: Partial<RunPosts>, abilities: readonly [] | undefined = []) {
  const search = () => Promise.reject(new Error("not asked for"));
  return openWorkbench({ abilities, posts: { available: () => true, search, ...posts } });
}

describe("a question that posts answer", () => {
  test("is answered from them without the model; the node and the events carry what is cited", async () => {
    const plain = openWorkbench();
    const index = await bridgeIndex(plain.timers.nowMs);
    const bench = openBench({ search: (query) => index.search(query) });
    const { nodes } = await bench.begin(bench.ask(asked));
    await bench.manager.idle();
    const reply = await bench.node(nodes[1]!.id);
    assert.match(textOf(reply), /^@mira says: “The harbour bridge is open again\.” \[1\]/);
    assert.equal(reply.citations[0]?.quote, "The harbour bridge is open again.");
    assert.equal(reply.provenance?.answeredBy, "code");
    assert.deepEqual(
      bench.eventsOf(reply.id).map(({ type }) => type),
      ["notice", "posts-read", "started", "text", "ended"],
    );
    assert.equal(bench.model.answers.length, 0);
  });

  test("is answered by the model where posts are off for it, or none are there", async () => {
    const bench = openBench({ available: async () => false });
    await bench.begin(bench.ask(asked));
    assert.equal(bench.model.answers.length, 1);
    const off = openBench({});
    await off.begin({ ...off.ask(asked), live: "off" });
    assert.equal(off.model.answers.length, 1);
  });

  test("gets posts whatever it is where they are asked for", async () => {
    const queries: PostQuery[] = [];
    const bench = openBench({
      search: (query) => {
        queries.push(query);
        return Promise.reject(new Error("gone"));
      },
    });
    await bench.begin({ ...bench.ask("Why is the sky blue?"), live: "on" });
    assert.equal(queries.length, 1);
  });
});

describe("an index that fails", () => {
  const notLooked = "I could not search the posts just now. Ask again in a moment.";

  test("is told of where the question is about now, and logged", async () => {
    const bench = openBench({ search: () => Promise.reject(new Error("shard gone")) });
    const { nodes } = await bench.begin(bench.ask(asked));
    await bench.manager.idle();
    assert.equal(await bench.text(nodes[1]!.id), notLooked);
    assert.ok(bench.logged.some((line) => line.includes("posts could not be searched")));
  });

  test("does not keep a reply waiting for more than three seconds, and is told to stop", async () => {
    let signal: AbortSignal | undefined;
    const bench = openBench({
      search: (_, given) => {
        signal = given;
        return new Promise<SearchAnswer>(() => {});
      },
    });
    const { nodes } = await bench.begin(bench.ask(asked));
    await bench.timers.advance(2_900);
    assert.equal(signal?.aborted, false);
    await bench.timers.advance(200);
    await bench.manager.idle();
    assert.equal(signal?.aborted, true);
    assert.equal(await bench.text(nodes[1]!.id), notLooked);
  });

  test("that cannot say whether it holds anything is left alone", async () => {
    const bench = openBench({ available: () => Promise.reject(new Error("closed")) });
    await bench.begin(bench.ask(asked));
    assert.equal(bench.model.answers.length, 1);
  });

  test("is no obstacle to stopping", async () => {
    let signal: AbortSignal | undefined;
    const bench = openBench({
      search: (_, given) => {
        signal = given;
        return new Promise<SearchAnswer>(() => {});
      },
    });
    const { nodes } = await bench.begin(bench.ask(asked));
    await bench.manager.stop(owner, nodes[1]!.id);
    assert.equal((await bench.node(nodes[1]!.id)).status, "stopped");
    assert.equal(signal?.aborted, true);
  });
});

test("a model that plans is asked for other searches, one after the other, and no more than twice", async () => {
  const plain = openWorkbench();
  const index = await bridgeIndex(plain.timers.nowMs);
  const bench = openWorkbench({
    abilities: ["plan", "rephrase"],
    posts: { available: () => true, search: (query) => index.search(query) },
  });
  const { nodes } = await bench.begin(bench.ask("When does the harbour bridge close tonight?"));
  assert.match(bench.model.last.request.messages[0]!.text, /x_search/);
  bench.model.last.start().say('{"search": "bridge open", "order": "latest"}').finish();
  await breathe();
  assert.equal(bench.model.answers.length, 2);
  bench.model.last.start().say('{"search": "bridge open", "order": "latest"}').finish();
  await breathe();
  await bench.manager.idle();
  assert.match(await bench.text(nodes[1]!.id), /^No post that I have answers this/);
});

test("whoever comes while the reply is being written is told what it cites so far", async () => {
  const plain = openWorkbench();
  const index = await bridgeIndex(plain.timers.nowMs);
  const bench = openWorkbench({
    abilities: ["rephrase"],
    posts: { available: () => true, search: (query) => index.search(query) },
  });
  const { nodes } = await bench.begin(bench.ask(asked));
  await breathe();
  bench.model.last.start().say("The harbour bridge is open again [1]. And ");
  await bench.timers.advance(100);
  const [running] = bench.manager.snapshot(owner);
  assert.equal(running?.node.id, nodes[1]!.id);
  assert.equal(running?.node.status, "running");
  const read = bench.eventsOf(nodes[1]!.id).findLast((event) => event.type === "posts-read");
  assert.equal(read?.citations.length, 1);
  assert.deepEqual(running?.node.citations, read?.citations);
  assert.deepEqual(running?.node.provenance?.live, read?.reading);
});

test("a reply that is continued keeps its citations and the time of its reading, and reads no posts", async () => {
  const plain = openWorkbench();
  const index = await bridgeIndex(plain.timers.nowMs);
  const bench = openBench({ search: (query) => index.search(query) });
  const { nodes } = await bench.begin(bench.ask(asked));
  await bench.manager.idle();
  const first = await bench.node(nodes[1]!.id);
  const { nodes: more } = await bench.begin(bench.again("continue", first.id));
  bench.model.last.start().say(" And more.").finish();
  await bench.manager.idle();
  const continued = await bench.node(more[0]!.id);
  assert.deepEqual(continued.citations, first.citations);
  assert.deepEqual(continued.provenance?.live, first.provenance?.live);
});
