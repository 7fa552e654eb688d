// The contract of a live index, and what only several processes can get wrong, against a real OpenSearch behind a real
// Kafka. They are fetched by Maven and started here; where that cannot be, one test says what is missing.

import { after, before, describe, test } from "node:test";
import { openOpenSearchIndex } from "@grok/opensearch";
import type { LiveIndex } from "@grok/posts";
import { checkLiveIndex } from "@grok/posts/contract";
import { whatIsMissing } from "../servers/fetch-servers.ts";
import { defaultHome, type SearchServers, startServers, stopServers } from "../servers/search-servers.ts";

const missing = whatIsMissing();

if (missing !== "") test("OpenSearch and Kafka are at hand", (t) => t.skip(missing));
else
  describe("against real servers", { timeout: 900_000 }, () => {
    const home = defaultHome();
    let servers: SearchServers;
    const opened = new Map<LiveIndex, { prefix: string; now: (() => number) | undefined }>();
    let count = 0;

    async function openAs(prefix: string, now: (() => number) | undefined): Promise<LiveIndex> {
      const index = await openOpenSearchIndex({
        node: servers.node,
        kafka: { brokers: [servers.broker] },
        indexPrefix: prefix,
        partitions: 3,
        ...(now ? { now } : {}),
        log: (level, message, fields) => console.log(level, message, fields),
      });
      opened.set(index, { prefix, now });
      return index;
    }

    before(async () => {
      servers = await startServers(home);
    });
    after(async () => {
      // What a failed test left open would keep this process from ending.
      await Promise.all([...opened.keys()].map((index) => index.close()));
      if (!process.env.KEEP) await stopServers(home);
    });

    checkLiveIndex("the index in OpenSearch", {
      open: (options) => openAs(`test-${++count}`, options?.now),
      async reopen(index) {
        await index.close();
        const { prefix, now } = opened.get(index)!;
        return openAs(prefix, now);
      },
    });
  });
