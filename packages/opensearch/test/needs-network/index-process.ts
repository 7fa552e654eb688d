// A process of its own with the index open: `node index-process.ts OPTIONS`, as JSON. Does what its parent says by
// messages, and dies when it is killed.

import { type OpenSearchIndexOptions, openOpenSearchIndex } from "@grok/opensearch";
import type { PostBatch } from "@grok/posts";

const options = JSON.parse(process.argv[2]!) as OpenSearchIndexOptions;
const index = await openOpenSearchIndex(options);

process.on("message", (message: { readonly number: number; readonly batch: PostBatch } | "close") => {
  if (message === "close") {
    void index.close().then(() => process.exit(0));
    return;
  }
  const { number, batch } = message;
  index.ingest(batch).then(
    (counted) => process.send?.({ number, counted }),
    (error) => process.send?.({ number, failed: String(error) }),
  );
});
process.send?.("open");
