import { blueskyFeed } from "../../src/bluesky/bluesky-feed.ts";
import { checkConnector } from "../connector-contract.ts";
import { startMiniJetstream } from "../mini-jetstream.ts";
import { wrote } from "./network-events.ts";

for (const wire of ["v1", "v2"] as const)
  checkConnector(`bluesky over the wire ${wire}`, {
    module: blueskyFeed,
    async startPeer() {
      const jetstream = await startMiniJetstream({ wires: [wire] });
      let count = 0;
      return {
        options: { addresses: jetstream.url },
        asked: () => jetstream.requests.length,
        open: () => jetstream.subscribers,
        say: (texts) => jetstream.push(texts.map((text) => wrote(`c${++count}`, text))),
        fail() {
          jetstream.refuse({ status: 503 });
          jetstream.kick();
        },
        heal: () => jetstream.refuse(null),
        close: () => jetstream.close(),
      };
    },
  });
