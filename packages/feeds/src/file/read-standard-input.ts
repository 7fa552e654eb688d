import type { FeedAsk, FeedBatch } from "@grok/posts";
import type { FeedTools } from "../feed-module.ts";
import { eventsOfLines } from "../lines/events-of-lines.ts";
import { LineSplitter } from "../lines/split-lines.ts";

const lineBytesMax = 2 ** 20;

/** JSON lines that are piped into the program. They come once: there is nothing to go back to, hence no cursor. */
export async function* readStandardInput(
  tools: Pick<FeedTools, "now">,
  { tell, signal }: FeedAsk,
): AsyncGenerator<FeedBatch> {
  const splitter = new LineSplitter(lineBytesMax);
  const input = process.stdin as AsyncIterable<Buffer> & { destroy(): void };
  const stop = () => input.destroy();
  signal.addEventListener("abort", stop, { once: true });
  try {
    tell({ type: "live" });
    for await (const chunk of input) {
      const events = eventsOfLines(splitter.push(chunk), "file", tools.now(), tell);
      if (events.length > 0) yield { events, cursor: null };
    }
    const last = splitter.finish();
    if (last !== null) yield { events: eventsOfLines([last], "file", tools.now(), tell), cursor: null };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
