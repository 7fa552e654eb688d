import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { create } from "@bufbuild/protobuf";
import { type SubscribeRequest, type SubscribeResponse, SubscribeResponseSchema } from "@grok/protocol";
import type { Change } from "../state/change.ts";
import type { Clients } from "./clients.ts";
import { type Subscription, subscribe } from "./subscription.ts";

type Kind = SubscribeResponse["kind"];

/** A server that a test feeds by hand; each call of `subscribe` is one stream. */
class HandFed {
  readonly requests: { request: Partial<SubscribeRequest>; signal: AbortSignal }[] = [];
  #push: ((message: SubscribeResponse | "end") => void) | null = null;

  readonly clients = {
    runs: {
      subscribe: (request: Partial<SubscribeRequest>, { signal }: { signal: AbortSignal }) =>
        this.#stream(request, signal),
    },
  } as unknown as Pick<Clients, "runs">;

  async tell(kind: Kind, change = 0): Promise<void> {
    this.#push?.(create(SubscribeResponseSchema, { change: BigInt(change), kind }));
    await settle();
  }
  async end(): Promise<void> {
    this.#push?.("end");
    await settle();
  }

  async *#stream(request: Partial<SubscribeRequest>, signal: AbortSignal) {
    this.requests.push({ request, signal });
    const waiting: (SubscribeResponse | "end")[] = [];
    let wake = () => {};
    this.#push = (message) => {
      waiting.push(message);
      wake();
    };
    signal.addEventListener("abort", () => wake());
    for (;;) {
      if (signal.aborted) throw new Error("aborted");
      const next = waiting.shift();
      if (next === "end") return;
      if (next !== undefined) yield next;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
}

const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};
const hello = (change: number): Kind => ({
  case: "hello",
  value: { $typeName: "grok.v1.Hello", epoch: "e", change: BigInt(change), reset: false },
});
const heartbeat: Kind = { case: "heartbeat", value: { $typeName: "grok.v1.Heartbeat" } };

let server: HandFed;
let heard: Change[][];
let lost: number;
let subscription: Subscription;

beforeEach(async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  // Node has no frames; a timer of 16 ms stands in for one.
  Object.assign(globalThis, {
    requestAnimationFrame: (run: () => void) => setTimeout(run, 16),
    cancelAnimationFrame: (id: ReturnType<typeof setTimeout>) => clearTimeout(id),
  });
  server = new HandFed();
  heard = [];
  lost = 0;
  let after = 0;
  subscription = subscribe({
    clients: server.clients,
    resumePoint: () => ({ epoch: after > 0 ? "e" : "", after, runAfter: { r1: 7 } }),
    onOpening: () => undefined,
    onChanges: (changes) => {
      heard.push([...changes]);
      after = changes.at(-1)?.number ?? after;
    },
    onLost: () => lost++,
  });
  await settle();
});

afterEach(async () => {
  subscription.pause();
  await settle();
  mock.timers.reset();
});

test("what comes within a frame is handed over as one bundle, in order", async () => {
  await server.tell(hello(3));
  await server.tell(heartbeat, 4);
  assert.equal(heard.length, 0);
  mock.timers.tick(16);
  assert.deepEqual(
    heard.map((bundle) => bundle.map(({ type }) => type)),
    [["hello", "heartbeat"]],
  );
});

test("a stream that ends is opened again after a pause, from where it was", async () => {
  await server.tell(hello(3), 3);
  mock.timers.tick(16);
  await server.end();
  assert.equal(lost, 1);
  assert.equal(server.requests.length, 1);
  mock.timers.tick(600);
  await settle();
  assert.equal(server.requests.length, 2);
  assert.deepEqual(server.requests[1]?.request, { epoch: "e", after: 3n, runAfter: { r1: 7n } });
});

test("25 s of silence count as lost; heartbeats keep it open", async () => {
  await server.tell(hello(1));
  mock.timers.tick(20_000);
  await server.tell(heartbeat);
  mock.timers.tick(20_000);
  await settle();
  assert.equal(lost, 0);
  mock.timers.tick(6_000);
  await settle();
  assert.equal(lost, 1);
  assert.equal(server.requests[0]?.signal.aborted, true);
});

test("asking for it opens at once, without counting as lost", async () => {
  await server.tell(hello(1));
  subscription.reopen();
  await settle();
  assert.equal(server.requests.length, 2);
  assert.equal(lost, 0);
});

test("asking for it cuts a wait short", async () => {
  await server.end();
  assert.equal(server.requests.length, 1);
  subscription.reopen();
  await settle();
  assert.equal(server.requests.length, 2);
});

test("a paused subscription stays closed until it is asked for", async () => {
  await server.tell(hello(1));
  subscription.pause();
  await settle();
  mock.timers.tick(60_000);
  await settle();
  assert.equal(server.requests.length, 1);
  subscription.reopen();
  await settle();
  assert.equal(server.requests.length, 2);
});
