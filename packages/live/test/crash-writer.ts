// Takes in a stream that is wholly given by its numbers, from where the index left off, until it is killed. Says of each
// batch that was acknowledged which one it was.

import { openLiveIndex } from "@grok/live";
import { crashBatch, crashShards } from "./crash-stream.ts";

const index = await openLiveIndex(process.argv[2]!, { shards: crashShards });
const cursor = await index.cursor("crash");
const first = cursor === null ? 0 : Number(cursor) + 1;
/** On their way at once, as the runner of feeds does it; in order, so that each cursor covers all before it. */
const atOnce = 12;
const waiting: Promise<void>[] = [];
for (let at = first; ; at++) {
  waiting.push(index.ingest(crashBatch(at)).then(() => void process.stdout.write(`${at}\n`)));
  if (waiting.length >= atOnce) await waiting.shift();
}
