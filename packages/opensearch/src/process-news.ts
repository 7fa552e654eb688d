// What processes of one installation tell each other, by a topic of one partition that all of them read.

import { z } from "zod";
import type { Done } from "./indexer.ts";
import type { RecordDone } from "./waiting-batches.ts";

const newsSchema = z.union([
  z.object({
    type: z.literal("done"),
    to: z.string(),
    /** Batch, place, and how many were indexed, known and deleted. */
    records: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])),
  }),
  z.object({ type: z.literal("cleared"), by: z.string() }),
]);

export type ProcessNews = z.infer<typeof newsSchema>;

export function encodeNews(news: ProcessNews): Buffer {
  return Buffer.from(JSON.stringify(news));
}

/** Null for what is no news of ours. */
export function decodeNews(value: Buffer): ProcessNews | null {
  try {
    const parsed = newsSchema.safeParse(JSON.parse(value.toString()));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** What is to be told to whom; a message holds a thousand records at most. */
export function doneNews(done: readonly Done[]): ProcessNews[] {
  const news: { type: "done"; to: string; records: [number, number, number, number, number][] }[] = [];
  const open = new Map<string, (typeof news)[number]>();
  for (const { record, outcome } of done) {
    let message = open.get(record.from);
    if (message === undefined || message.records.length >= 1_000) {
      message = { type: "done", to: record.from, records: [] };
      open.set(record.from, message);
      news.push(message);
    }
    message.records.push([record.batch, record.at, outcome.indexed, outcome.known, outcome.deletes]);
  }
  return news;
}

export function recordsDone(news: Extract<ProcessNews, { type: "done" }>): RecordDone[] {
  return news.records.map(([batch, at, indexed, known, deletes]) => ({ batch, at, indexed, known, deletes }));
}
