// Applies what lies in the topic to the index: look up, apply, write, make searchable, tell who waits, and only then
// let the reader store how far it came. Whatever happens in between, the same records applied again change nothing.

import { createPostIntake, type FeedEvent } from "@grok/posts";
import type { Client } from "@opensearch-project/opensearch";
import { z } from "zod";
import { applyEvents, authorId, idsOf, nothingDone, type Outcome, Sayings } from "./apply-events.ts";
import { ask, find } from "./ask.ts";
import { type BulkBody, bulkBody } from "./bulk-body.ts";
import { decodeRecord, type PlacedRecord, sequenceOf } from "./event-record.ts";
import type { Names } from "./names.ts";
import { authorKey } from "./post-document.ts";
import {
  findGone,
  findSaid,
  findStored,
  type Gone,
  hitSchema,
  hitsMax,
  type StoredPost,
  searchStored,
} from "./stored-posts.ts";
import type { ReadRecord } from "./topic-reader.ts";
import { textHash } from "./words.ts";

const dayMs = 86_400_000;
/** Others may have changed what was looked up; somebody gives way before so many tries. */
const triesMax = 20;

type DeleteAuthor = PlacedRecord & { readonly event: Extract<FeedEvent, { type: "delete-author" }> };
type ChangePost = PlacedRecord & { readonly event: Exclude<FeedEvent, { type: "delete-author" }> };

export interface Done {
  readonly record: PlacedRecord;
  readonly outcome: Outcome;
}

export interface IndexerOptions {
  readonly client: Client;
  readonly names: Names;
  readonly generation: number;
  /** Tells that these are stored and can be found. */
  readonly tell: (done: readonly Done[]) => Promise<void>;
  readonly log: (level: "warn" | "error", message: string, fields?: Record<string, unknown>) => void;
}

export class Indexer {
  readonly #options: IndexerOptions;
  readonly #sayings = new Sayings(createPostIntake);
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: IndexerOptions) {
    this.#options = options;
  }

  /** Shows the last day's posts to what finds copies, as far as it remembers any. */
  async warmUp(nowMs: number): Promise<void> {
    const { client, names } = this.#options;
    const { hits } = await find(client, names.posts, {
      size: hitsMax,
      track_total_hits: false,
      query: { range: { "@timestamp": { gte: nowMs - dayMs } } },
      sort: [{ order: "desc" }],
      seq_no_primary_term: true,
    });
    for (const { _source } of z.array(hitSchema).parse(hits.hits).reverse())
      this.#sayings.take(_source.post, _source.order, _source.said);
  }

  /** Runs `work` while nothing is indexed here. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work, work);
    this.#last = next.catch(() => {});
    return next;
  }

  forget(): void {
    this.#sayings.clear();
  }

  /** For `TopicReader`. */
  take(read: readonly ReadRecord[]): Promise<void> {
    return this.exclusively(async () => {
      const records = this.#placed(read);
      const done: Done[] = [];
      for (const run of runsOf(records)) {
        const outcomes = isDeletions(run)
          ? await this.#deleteAuthors(run)
          : await this.#change(run as ChangePost[]);
        for (const [at, record] of run.entries()) done.push({ record, outcome: outcomes[at]! });
      }
      await this.refresh();
      await this.#options.tell(done);
    });
  }

  /** Makes what was written searchable; also what a process wrote that died before it could. */
  async refresh(): Promise<void> {
    const { client, names } = this.#options;
    await ask(() => client.indices.refresh({ index: names.posts }));
  }

  #placed(read: readonly ReadRecord[]): PlacedRecord[] {
    const { generation, log } = this.#options;
    const placed: PlacedRecord[] = [];
    let unreadable = 0;
    for (const { value, partition, offset } of read) {
      const record = decodeRecord(value);
      if (record === null) unreadable++;
      else placed.push({ ...record, partition, sequence: sequenceOf(generation, offset) });
    }
    if (unreadable > 0)
      log("warn", "records of the topic could not be read and were left out", { unreadable });
    return placed;
  }

  async #change(records: readonly ChangePost[]): Promise<readonly Outcome[]> {
    for (let tries = 1; ; tries++) {
      const { stored, gone } = await this.#lookUp(records);
      const fresh = records.filter(({ event }) => event.type === "post" && event.post.repostOf === "");
      const said = await this.#saidBefore(fresh, stored);
      const applied = applyEvents(records, { stored, gone, said }, this.#sayings);
      if (await this.#write(bulkBody(applied, this.#options.names))) return applied.outcomes;
      if (tries === triesMax)
        throw new Error(`posts were changed by somebody else ${triesMax} times in a row`);
      await this.refresh();
    }
  }

  async #lookUp(records: readonly ChangePost[]) {
    const { client, names } = this.#options;
    const posts = new Set<string>();
    const others = new Set<string>();
    for (const record of records) {
      const ids = idsOf(record);
      for (const id of ids.posts) posts.add(id);
      for (const id of ids.gone) others.add(id);
    }
    const [found, gone] = await Promise.all([
      findStored(client, names, [...posts]),
      findGone(client, names, [...others]),
    ]);
    const stored = new Map<string, StoredPost>();
    for (const post of found) stored.set(post.id, post);
    return { stored, gone };
  }

  /** What other processes, or this one before it was started, have heard of the texts that are new. */
  async #saidBefore(records: readonly ChangePost[], stored: ReadonlyMap<string, StoredPost>) {
    const { client, names } = this.#options;
    const texts = new Set<string>();
    let oldestMs = Number.POSITIVE_INFINITY;
    for (const { event } of records) {
      if (event.type !== "post" || event.post.repostOf !== "") continue;
      const text = textHash(event.post);
      if (text === "") continue;
      texts.add(text);
      oldestMs = Math.min(oldestMs, event.post.arrivedAtMs);
    }
    return stored.size === records.length
      ? new Map<string, string>()
      : findSaid(client, names, [...texts], oldestMs - dayMs);
  }

  /** All posts of these authors in the partitions of the records; those of the others are their owners' to delete. */
  async #deleteAuthors(records: readonly DeleteAuthor[]): Promise<readonly Outcome[]> {
    const { client, names } = this.#options;
    await this.refresh();
    const outcomes: Outcome[] = [];
    for (const { event, partition, atMs, sequence } of records) {
      const key = authorKey(event.source, event.authorId);
      const gone = new Map<string, Gone>([
        [authorId(event.source, event.authorId), { kind: "author", atMs, sequence }],
      ]);
      let deletes = 0;
      for (;;) {
        const query = { bool: { filter: [{ term: { author: key } }, { term: { partition } }] } };
        const found = (await searchStored(client, names, query)).filter(
          ({ document }) => document.sequence < sequence,
        );
        for (const { id } of found) gone.set(id, { kind: "post", atMs, sequence });
        const posts = found.map((before) => ({ id: before.id, before, now: null, isChanged: true }));
        const isWritten = await this.#write(bulkBody({ posts, gone }, names));
        if (isWritten) deletes += found.length;
        if (found.length > 0) await this.refresh();
        if (isWritten && found.length < hitsMax) break;
      }
      outcomes.push({ ...nothingDone, deletes });
    }
    return outcomes;
  }

  /** False where others have changed what was looked up, so that it must be done again. */
  async #write({ lines, operations }: BulkBody): Promise<boolean> {
    if (operations === 0) return true;
    const { client, log } = this.#options;
    const { body } = await ask(() => client.bulk({ body: lines as object[] }));
    if (!body.errors) return true;
    const failures = bulkSchema
      .parse(body)
      .items.flatMap((item) => Object.values(item))
      .filter(({ error }) => error);
    const refused = failures.filter(({ status }) => status === 400);
    if (refused.length > 0)
      log("error", "OpenSearch refused documents, which were left out", {
        documents: refused.length,
        reason: refused[0]!.error?.type,
      });
    const busy = failures.find(({ status }) => status === 429 || status === 503 || status === 403);
    if (busy !== undefined) throw new Error(`OpenSearch did not take everything: ${busy.error?.type}`);
    // Conflicts, and indices that retention has taken away.
    return failures.length === refused.length;
  }
}

const bulkSchema = z.object({
  items: z.array(
    z.record(z.string(), z.object({ status: z.number(), error: z.object({ type: z.string() }).optional() })),
  ),
});

/** Stretches of deletions of authors, and of everything else. */
function runsOf(records: readonly PlacedRecord[]): PlacedRecord[][] {
  const runs: PlacedRecord[][] = [];
  for (const record of records) {
    const run = runs.at(-1);
    if (run !== undefined && isDeletion(run[0]!) === isDeletion(record)) run.push(record);
    else runs.push([record]);
  }
  return runs;
}

function isDeletion(record: PlacedRecord): record is DeleteAuthor {
  return record.event.type === "delete-author";
}

function isDeletions(run: readonly PlacedRecord[]): run is readonly DeleteAuthor[] {
  return isDeletion(run[0]!);
}
