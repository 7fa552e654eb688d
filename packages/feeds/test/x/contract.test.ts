import { xFeed } from "../../src/x/x-feed.ts";
import { checkConnector } from "../connector-contract.ts";
import { startXMock } from "../x-mock.ts";
import { mockPost } from "./mock-posts.ts";

for (const mode of ["stream", "search"])
  checkConnector(`x by ${mode}`, {
    module: xFeed,
    async startPeer() {
      const x = await startXMock();
      let count = 0;
      return {
        options: { token: "key", budget: "10000", rules: "post", mode, address: x.url },
        asked: () => x.requests.length,
        open: () => x.listeners,
        say: (texts) => x.post(...texts.map((text) => mockPost(++count, text))),
        fail() {
          x.refuse("/2/tweets/search/stream", { status: 503 });
          x.refuse("/2/tweets/search/recent", { status: 503 });
          x.kick("break");
        },
        heal() {
          x.refuse("/2/tweets/search/stream", null);
          x.refuse("/2/tweets/search/recent", null);
        },
        close: () => x.close(),
      };
    },
  });
