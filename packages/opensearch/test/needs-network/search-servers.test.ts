// The contract of a live index, and what only several processes can get wrong, against a real OpenSearch behind a real
// Kafka. They are fetched by Maven and started here; where that cannot be, one test says what is missing.

import { after, before, describe, test } from "node:test";
import { openOpenSearchIndex } from "@grok/opensearch";
import type { LiveIndex } from "@grok/posts";
import { checkLiveIndex } from "@grok/posts/contract";
import { whatIsMissing } from "../servers/fetch-servers.ts";
import {
  defaultHome,
  type SearchServers,
  serversAt,
  startServers,
  stopServers,
} from "../servers/search-servers.ts";
import { replayedRecords } from "./replayed-records.ts";
import { severalProcesses } from "./several-processes.ts";

const missing = whatIsMissing();

if (missing !== "") test("OpenSearch and Kafka are at hand", (t) => t.skip(missing));
else
  describe("against real servers", { timeout: 900_000 }, () => {
    const home = defaultHome();
    let servers: SearchServers;
    const opened = new Map<LiveIndex, { prefix: string; now: (() => number) | undefined }>();
    let count = 0;

    // Servers that somebody else has started are used as well, and what lies there is not ours.
    const run = Date.now().toString(36);
    const optionsFor = (name: string) => ({
      node: servers.node,
      kafka: { brokers: [servers.broker] },
      indexPrefix: `${name}-${run}`,
      partitions: 3,
    });

    async function openAs(prefix: string, now: (() => number) | undefined): Promise<LiveIndex> {
      const index = await openOpenSearchIndex({ ...optionsFor(prefix), ...(now ? { now } : {}) });
      opened.set(index, { prefix, now });
      return index;
    }

    let wereRunning = false;

    before(async () => {
      wereRunning = serversAt(home) !== null;
      servers = await startServers(home);
    });
    after(async () => {
      // What a failed test left open would keep this process from ending.
      await Promise.all([...opened.keys()].map((index) => index.close()));
      if (!wereRunning) await stopServers(home);
    });

    checkLiveIndex("the index in OpenSearch", {
      open: (options) => openAs(`test-${++count}`, options?.now),
      async reopen(index) {
        await index.close();
        const { prefix, now } = opened.get(index)!;
        return openAs(prefix, now);
      },
    });
    severalProcesses(optionsFor);
    replayedRecords(optionsFor);
  });
