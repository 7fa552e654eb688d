// Takes in a stream that is wholly given by its numbers, from where the index left off, until it is killed. Says of each
// batch that was acknowledged which one it was. With a second argument it ends by itself after so many.

import { openLiveIndex } from "@grok/live";
import { crashBatch, crashShards } from "./crash-stream.ts";

const index = await openLiveIndex(process.argv[2]!, { shards: crashShards, readers: 1 });
const cursor = await index.cursor("crash");
const first = cursor === null ? 0 : Number(cursor) + 1;
/** On their way at once, as the runner of feeds does it; in order, so that each cursor covers all before it. */
const atOnce = 12;
const waiting: Promise<void>[] = [];
const end = process.argv[3] === undefined ? Number.POSITIVE_INFINITY : first + Number(process.argv[3]);
for (let at = first; at < end; at++) {
  waiting.push(index.ingest(crashBatch(at)).then(() => void process.stdout.write(`${at}\n`)));
  if (waiting.length >= atOnce) await waiting.shift();
}
await index.close();
