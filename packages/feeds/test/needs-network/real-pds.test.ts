// From a real PDS to posts: accounts write and delete through its API, its firehose comes through our Jetstream server,
// and the connector reads that. Fetches the packages of the PDS the first time; everything else stays on this machine.
import assert from "node:assert/strict";
import { test } from "node:test";
import { blueskyFeed } from "../../src/bluesky/bluesky-feed.ts";
import { patientTools, Reading } from "../feed-under-test.ts";
import { startMiniJetstream } from "../mini-jetstream.ts";
import { installNetwork } from "./real-pds/install-network.ts";
import { createAccount, startNetwork } from "./real-pds/start-network.ts";

test("what people write at a real PDS comes as posts, and goes when they delete it", async (t) => {
  const script = await installNetwork((line) => t.diagnostic(line));
  if (script === null) {
    t.skip("npm could not fetch @atproto/dev-env, so nothing was tested against a real PDS.");
    return;
  }
  const jetstream = await startMiniJetstream();
  t.after(() => jetstream.close());
  const network = await startNetwork(script, (event) => jetstream.push([event]));
  t.after(() => network.close());
  const read = (cursor: string | null) => {
    const reading = new Reading(blueskyFeed.create({ addresses: jetstream.url }, patientTools()), cursor);
    t.after(() => reading.leave());
    return reading;
  };

  const reading = read(null);
  const some = reading.posts(3);
  while (jetstream.subscribers === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  const mira = await createAccount(network.url, "mira");
  const joon = await createAccount(network.url, "joon");
  const createdAt = new Date().toISOString();
  const first = await mira.create({ text: "rain over the harbour", createdAt, langs: ["en"] });
  const ref = { uri: first.uri, cid: "bafyreib2rxk3rybloqtqwbo7qzn7yh4z3fwmbjxwd4vbgfzq2xv6pvcxmi" };
  await joon.create({ text: "here too", createdAt, reply: { root: ref, parent: ref } });
  const regretted = await joon.create({ text: "港の雨 — 🌧", createdAt, langs: ["ja"] });
  assert.deepEqual(await some, ["rain over the harbour", "here too", "港の雨 — 🌧"]);

  const posts = reading.events.flatMap((event) => (event.type === "post" ? [event.post] : []));
  assert.deepEqual(
    posts.map(({ author }) => author),
    [mira, joon, joon].map(({ did, handle }) => ({ id: did, handle, name: "" })),
  );
  assert.deepEqual(
    posts.map(({ language }) => language),
    // The second says no language; its words do.
    ["en", "en", "ja"],
  );
  assert.equal(posts[1]?.replyTo, first.uri);
  await reading.leave();

  // While nobody reads.
  await joon.remove(regretted.rkey);
  await mira.create({ text: "dry again", createdAt });
  const again = read(reading.cursor);
  await again.until(() => again.texts.includes("dry again"));
  assert.deepEqual(
    again.events.filter(({ type }) => type === "delete"),
    [{ type: "delete", ref: { source: "bluesky", id: regretted.uri } }],
  );
  await mira.deactivate();
  await again.until((events) => events.some(({ type }) => type === "delete-author"));
  assert.deepEqual(again.events.at(-1), { type: "delete-author", source: "bluesky", authorId: mira.did });
  assert.deepEqual(
    [...reading.news, ...again.news].filter(({ type }) => type !== "live"),
    [],
  );
});
