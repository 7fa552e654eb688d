import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { feedModules } from "@grok/feeds";
import { openFeedFile } from "./feed-file.ts";
import { createFeeds } from "./feeds.ts";

const home = mkdtempSync(join(tmpdir(), "grok-feeds-"));
after(() => rmSync(home, { recursive: true, force: true }));

test("a feed that is removed while none is on and the index is away is forgotten once it is back", async () => {
  const cursors = new Set(["rss"]);
  let away = true;
  const open = () =>
    createFeeds({
      file: openFeedFile(home),
      modules: feedModules,
      listen: true,
      runner: () => Promise.reject(new Error("no feed is on")),
      running: () => null,
      forgetCursor: async (id) => {
        if (away) throw new Error("away");
        cursors.delete(id);
      },
      log: () => {},
      check: () => {},
      now: () => 0,
    });
  const options = { addresses: "https://example.org/feed.xml" };
  const feed = { id: "", source: "rss", title: "News", on: false, options };
  const feeds = open();
  const { id } = await feeds.save(feed);
  await feeds.remove(id);
  assert.deepEqual(feeds.list(), []);
  assert.ok(!readFileSync(join(home, "feeds.json"), "utf8").includes("example.org"));
  await assert.rejects(feeds.remove(id), /There is no feed/);
  // Its name must not be taken again before: the new feed would go on where the old one stopped.
  assert.equal((await feeds.save(feed)).id, "rss-2");

  away = false;
  const later = open();
  await later.forgetGone();
  assert.deepEqual([...cursors], []);
  assert.deepEqual(
    later.list().map((record) => record.id),
    ["rss-2"],
  );
  assert.equal((await later.save(feed)).id, "rss");
});
