// What `FeedConnector` promises, as tests. Every connector runs them against a peer of its own.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type FeedOptions, PostsError } from "@grok/posts";
import type { FeedModule } from "../src/index.ts";
import { type Reading, startReading, testTools } from "./test-tools.ts";

/** The other side of a connector, in the hands of a test. */
export interface ConnectorPeer {
  readonly options: FeedOptions;
  /** How often it was asked for anything: requests, connections. */
  asked(): number;
  /** What is held open of it. */
  open(): number;
  /** Publishes posts with these texts, which no post had before. */
  say(texts: readonly string[]): void;
  /** Breaks what is open and refuses whatever comes, until it heals. */
  fail(): void;
  heal(): void;
  close(): Promise<void>;
}

export interface ConnectorCase {
  readonly module: FeedModule;
  startPeer(): Promise<ConnectorPeer>;
}

/** A second is what it may take; this tells one that hangs from a machine that is busy. */
const hangsMs = 10_000;

export function checkConnector(name: string, { module, startPeer }: ConnectorCase): void {
  describe(`${name} keeps the contract of connectors:`, () => {
    let peer: ConnectorPeer;
    let said = 0;
    before(async () => {
      peer = await startPeer();
    });
    after(() => peer.close());

    const sayMore = (count: number) => {
      const texts = Array.from({ length: count }, () => `post number ${++said} of the peer`);
      peer.say(texts);
      return texts;
    };
    const hasAll = (reading: Reading, texts: readonly string[]) => () => {
      const told = new Set(reading.texts());
      return texts.every((text) => told.has(text));
    };
    /** Reading, and connected: what is said from now on comes. */
    const connect = async (cursor: string | null = null) => {
      const reading = startReading(module, peer.options, cursor);
      const coming = reading.until(() => reading.texts().length > 0);
      // A source that begins with now misses what is said while it is connecting.
      while (!(await Promise.race([coming.then(() => true), delay(100, false)]))) sayMore(1);
      return reading;
    };

    test("it asks for nothing before its first next", async () => {
      const before = peer.asked();
      const connector = module.create(peer.options, testTools());
      connector
        .read({ cursor: null, signal: new AbortController().signal, tell() {} })
        [Symbol.asyncIterator]();
      await delay(30);
      assert.equal(peer.asked(), before);
    });

    test("reading again from any cursor misses nothing that was said after it", async () => {
      const reading = await connect();
      for (let round = 0; round < 3; round++) await reading.until(hasAll(reading, sayMore(2)));
      await reading.stop();
      const missed = sayMore(5);
      const cursors = reading.batches.flatMap(({ cursor }, at) => (cursor === null ? [] : [{ cursor, at }]));
      assert.ok(cursors.length > 0);
      const steps = [cursors.at(0)!, cursors.at(Math.floor(cursors.length / 2))!, cursors.at(-1)!];
      for (const { cursor, at } of steps) {
        const after = reading.batches.slice(at + 1).flatMap(({ events }) => events);
        const due = after.flatMap((event) => (event.type === "post" ? [event.post.text] : []));
        const again = startReading(module, peer.options, cursor);
        await again.until(hasAll(again, [...due, ...missed]));
        await again.stop();
      }
    });

    test("what cannot be a cursor of it is read as none, or refused as too old", async () => {
      const reading = startReading(module, peer.options, '{"no":"cursor"}');
      const coming = reading.until(() => reading.texts().length > 0).catch((error) => error);
      let outcome: unknown = "slow";
      while (outcome === "slow") {
        sayMore(1);
        outcome = await Promise.race([coming, delay(100, "slow")]);
      }
      if (outcome !== undefined) assert.ok(outcome instanceof PostsError, String(outcome));
      await reading.stop();
    });

    test("aborting ends it within a second, without an error, and lets go of everything", async () => {
      const reading = await connect();
      const waiting = reading.until(() => false);
      await delay(20);
      const from = performance.now();
      await reading.stop();
      await waiting;
      assert.ok(performance.now() - from < hangsMs);
      for (let tries = 0; peer.open() > 0 && tries < 3_000; tries++) await delay(10);
      assert.equal(peer.open(), 0);
    });

    test("leaving it at a batch lets go of everything", async () => {
      const reading = startReading(module, peer.options);
      const connector = reading.connector;
      const signal = new AbortController().signal;
      const saying = setInterval(() => sayMore(1), 50);
      for await (const { events } of connector.read({ cursor: null, signal, tell() {} }))
        if (events.length > 0) break;
      clearInterval(saying);
      for (let tries = 0; peer.open() > 0 && tries < 3_000; tries++) await delay(10);
      assert.equal(peer.open(), 0);
    });

    test("it asks for no more while nobody takes what it has", async () => {
      const reading = await connect();
      sayMore(200);
      await delay(100);
      const before = peer.asked();
      await delay(200);
      assert.ok(peer.asked() - before <= 1);
      await reading.stop();
    });

    test("a failure is a PostsError, with a wait that does not shrink, and passes once the source is well", async () => {
      const reading = await connect();
      const { cursor } = reading.batches.findLast((batch) => batch.cursor !== null)!;
      peer.fail();
      const error = await reading
        .until(() => false)
        .then(
          () => startReading(module, peer.options, cursor).until(() => false),
          (thrown: unknown) => thrown,
        );
      assert.ok(error instanceof PostsError, String(error));
      const waits = [1, 2, 3, 50].map((failures) => reading.connector.retryAfterMs(error, failures));
      for (const [at, wait] of waits.entries())
        assert.ok(
          wait !== null && wait > 0 && wait <= 3_600_000 && wait >= (waits[at - 1] ?? 0),
          String(waits),
        );
      const missed = sayMore(3);
      peer.heal();
      const again = startReading(module, peer.options, cursor);
      await again.until(hasAll(again, missed));
      await again.stop();
    });
  });
}
