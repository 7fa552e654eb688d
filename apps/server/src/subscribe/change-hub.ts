// Everything that changes in a workspace, told to every tab over one stream each. Three kinds of news travel:
// - numbered changes (nodes, conversations), kept for a while in a ring, so that a tab which was away catches up;
// - run events, numbered within their run, resumed from the run's tail or begun anew with a snapshot;
// - states (models), of which only the newest counts.
// A tab that leaves costs nothing and stops nothing.
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type {
  ConversationId,
  ConversationNode,
  ConversationSummary,
  RunEvent,
  RunId,
} from "@grok/conversation";
import {
  conversationToMessage,
  type ModelsState,
  nodeToMessage,
  runEventToMessage,
  type SubscribeResponse,
  SubscribeResponseSchema,
} from "@grok/protocol";
import type { RunInfo, RunSnapshot } from "@grok/runs";
import { type ChangeRing, createChangeRing } from "./change-ring.ts";
import { eventBytes, nodeBytes } from "./message-size.ts";
import { createReaderQueue, type ReaderQueue } from "./reader-queue.ts";
import { createRunTails } from "./run-tail.ts";

type Kind = NonNullable<MessageInitShape<typeof SubscribeResponseSchema>["kind"]>;

const changesMax = 2_000;
const changesBytesMax = 16 * 2 ** 20;
const smallBytes = 200;

export interface ChangeHubOptions {
  /** Names this life of the server: numbers of another epoch mean nothing here. */
  readonly epoch: string;
  readonly snapshot: () => readonly RunSnapshot[];
  /** Events of a run that has ended, after a number. Throws "not-found" for unknown runs. */
  readonly endedEvents: (runId: RunId, after: number) => Promise<readonly RunEvent[]>;
  readonly models: () => ModelsState;
  /** Told of every conversation in which something changed, and null for more than can be told. Must not throw. */
  readonly onChange?: (id: ConversationId | null) => void;
  /** Default 10 s. */
  readonly heartbeatMs?: number;
  /** What may wait for one reader. Default 4 MiB. */
  readonly queueBytesMax?: number;
}

export interface SubscribeFrom {
  readonly epoch: string;
  readonly after: number;
  /** Runs the tab believes to be going on, with the last event that it has of each. */
  readonly runAfter: ReadonlyMap<RunId, number>;
}

export interface ChangeHub {
  nodesChanged(conversationId: ConversationId, nodes: readonly ConversationNode[]): void;
  conversationChanged(summary: ConversationSummary): void;
  modelsChanged(): void;
  /** More has changed than can be told: every tab reads again what it shows. */
  reset(): void;
  runEvents(run: RunInfo, events: readonly RunEvent[]): void;
  /**
   * News from where `from` left off. Leaving the loop, or `signal`, frees the reader. `onOverflow` is told when the
   * reader takes too little; the stream then throws `ServerError` "too-slow".
   */
  subscribe(
    from: SubscribeFrom,
    signal?: AbortSignal,
    onOverflow?: () => void,
  ): AsyncGenerator<SubscribeResponse, void, undefined>;
  readonly readers: number;
  /** Ends all streams. */
  close(): void;
}

interface Reader {
  readonly queue: ReaderQueue<SubscribeResponse>;
  /** Last event told of each run. */
  readonly told: Map<RunId, number>;
}

export function createChangeHub(options: ChangeHubOptions): ChangeHub {
  const { epoch, snapshot, endedEvents, models, heartbeatMs = 10_000, queueBytesMax = 4 * 2 ** 20 } = options;
  const onChange = options.onChange ?? (() => {});
  const ring: ChangeRing<Kind> = createChangeRing(changesMax, changesBytesMax);
  const tails = createRunTails();
  const readers = new Set<Reader>();

  function change(kind: Kind, bytes: number): void {
    const response = message(kind, ring.add(kind, bytes));
    for (const reader of readers) reader.queue.push(response, bytes);
  }

  /** `bytes`: what the events count in the queue. Default: their size; less for what cannot come in smaller pieces. */
  function tellEvents(
    reader: Reader,
    run: Pick<RunInfo, "id" | "conversationId">,
    events: readonly RunEvent[],
    bytes?: number,
  ): void {
    const told = reader.told.get(run.id) ?? 0;
    const fresh = events.filter((event) => event.seq > told);
    const last = fresh.at(-1);
    if (last === undefined) return;
    if (last.type === "ended") reader.told.delete(run.id);
    else reader.told.set(run.id, last.seq);
    const value = { runId: run.id, conversationId: run.conversationId, events: fresh.map(runEventToMessage) };
    const whole = () => fresh.reduce((sum, event) => sum + eventBytes(event), smallBytes);
    reader.queue.push(message({ case: "runEvents", value }), bytes ?? whole());
  }

  function tellRun(reader: Reader, run: RunSnapshot, after: number | undefined): void {
    const missed = after === undefined ? null : after === run.seq ? [] : tails.after(run.id, after);
    if (missed !== null) {
      reader.told.set(run.id, after!);
      tellEvents(reader, run, missed, smallBytes);
      return;
    }
    reader.told.set(run.id, run.seq);
    const value = {
      runId: run.id,
      conversationId: run.conversationId,
      seq: BigInt(run.seq),
      node: nodeToMessage(run.node),
    };
    reader.queue.push(message({ case: "runSnapshot", value }), smallBytes);
  }

  /** Runs that ended while the tab was away: what it missed, from the store. */
  async function tellEnded(reader: Reader, runId: RunId, after: number): Promise<void> {
    const events = await endedEvents(runId, after).catch(() => []);
    const last = events.at(-1);
    if (last?.type !== "ended" || !readers.has(reader)) return;
    reader.told.set(runId, after);
    tellEvents(reader, { id: runId, conversationId: last.node.conversationId }, events, smallBytes);
  }

  function greet(reader: Reader, from: SubscribeFrom): void {
    const missed = from.epoch === epoch ? ring.after(from.after) : null;
    const first = from.epoch === "" && from.after === 0;
    // A tab that goes on is told where it stands: what it missed follows, and may be cut off again half-way.
    const change = BigInt(missed === null ? ring.last : from.after);
    const hello = { epoch, change, reset: missed === null && !first };
    reader.queue.push(message({ case: "hello", value: hello }), smallBytes);
    for (const { number, value } of missed ?? []) reader.queue.push(message(value, number), smallBytes);
    reader.queue.push(message({ case: "models", value: models() }), smallBytes);
    const live = snapshot();
    for (const run of live) tellRun(reader, run, from.runAfter.get(run.id));
    const ids = new Set(live.map((run) => run.id));
    for (const [runId, after] of from.runAfter) if (!ids.has(runId)) void tellEnded(reader, runId, after);
  }

  return {
    nodesChanged(conversationId, nodes) {
      if (nodes.length === 0) return;
      const bytes = nodes.reduce((sum, node) => sum + nodeBytes(node), smallBytes);
      change({ case: "nodes", value: { conversationId, nodes: nodes.map(nodeToMessage) } }, bytes);
      onChange(conversationId);
    },
    conversationChanged(summary) {
      const bytes = smallBytes + summary.instructions.length * 2;
      change({ case: "conversation", value: { conversation: conversationToMessage(summary) } }, bytes);
      onChange(summary.id);
    },
    reset() {
      ring.reset();
      onChange(null);
      for (const reader of readers) greet(reader, { epoch: "", after: 1, runAfter: new Map(reader.told) });
    },
    modelsChanged() {
      if (readers.size === 0) return;
      const response = message({ case: "models", value: models() });
      for (const reader of readers) reader.queue.push(response, smallBytes);
    },
    runEvents(run, events) {
      tails.add(run.id, events);
      for (const reader of readers) tellEvents(reader, run, events);
      const last = events.at(-1);
      if (last?.type !== "ended") return;
      // For tabs that are away and have not even heard that the run began: its node, as it stays, in the ring alone.
      const { conversationId, node } = { ...run, ...last };
      ring.add({ case: "nodes", value: { conversationId, nodes: [nodeToMessage(node)] } }, nodeBytes(node));
      onChange(conversationId);
    },
    async *subscribe(from, signal, onOverflow = () => {}) {
      const queue = createReaderQueue<SubscribeResponse>(queueBytesMax, onOverflow);
      // A generator that waits cannot be returned from; an ended queue wakes it.
      signal?.addEventListener("abort", queue.end, { once: true });
      const reader: Reader = { queue, told: new Map() };
      readers.add(reader);
      try {
        greet(reader, from);
        yield* queue.read(heartbeatMs, () => message({ case: "heartbeat", value: {} }));
      } finally {
        signal?.removeEventListener("abort", queue.end);
        readers.delete(reader);
      }
    },
    get readers() {
      return readers.size;
    },
    close() {
      for (const reader of readers) reader.queue.end();
    },
  };
}

function message(kind: Kind, change = 0): SubscribeResponse {
  return create(SubscribeResponseSchema, { change: BigInt(change), kind });
}
