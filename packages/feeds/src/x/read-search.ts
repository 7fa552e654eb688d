import type { FeedAsk, FeedBatch } from "@grok/posts";
import type { FeedTools } from "../feed-module.ts";
import { askX } from "./ask-x.ts";
import { fillGap } from "./fill-gap.ts";
import type { XOptions } from "./read-stream.ts";
import type { SpendingMeter } from "./spending-meter.ts";

/** X takes 450 searches in 15 minutes. */
const perSearchMs = 2_000;

/** Asks recent search every `everyMs`, or as often as X allows for so many queries. */
export async function* readSearch(
  options: XOptions & { readonly everyMs: number },
  tools: FeedTools,
  meter: SpendingMeter,
  ask: FeedAsk,
): AsyncGenerator<FeedBatch, void> {
  const { queries, names } = options;
  const api = askX(options, tools, ask.signal);
  let cursor = ask.cursor;
  while (!ask.signal.aborted) {
    for await (const batch of fillGap(cursor, { queries, names, api, meter, now: tools.now, ask })) {
      cursor = batch.cursor ?? cursor;
      yield batch;
    }
    const waitMs = Math.max(options.everyMs, queries.length * perSearchMs);
    ask.tell({ type: "waiting", untilMs: tools.now() + waitMs });
    await tools.sleep(waitMs, ask.signal);
  }
}
