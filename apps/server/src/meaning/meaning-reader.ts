// Reads messages for their meaning in the background: conversations that changed, one after another, a few texts at a
// time, and only while no answer is being written. What is missing and what is too much is found by comparing, so nothing
// that was missed (a crash, a change while the model was not there) stays missed.
import { setTimeout as sleep } from "node:timers/promises";
import {
  type ConversationId,
  type ConversationStore,
  type NodeId,
  type NodeShape,
  type OwnerId,
  textOf,
} from "@grok/conversation";
import type { Embedder } from "@grok/model";
import type { VectorIndex } from "@grok/vectors";
import { errorFields, type Log } from "../log/log.ts";
import type { Replies } from "../models/first-start-driver.ts";
import { passagesOf } from "./passages.ts";

export interface MeaningReaderOptions {
  readonly store: ConversationStore;
  readonly index: VectorIndex;
  readonly embedder: Embedder;
  readonly modelId: string;
  readonly replies: Replies;
  readonly log: Log;
}

export interface MeaningReader {
  /** Reads what is new in a conversation, soon. */
  changed(owner: OwnerId, id: ConversationId): void;
  /** Looks through all conversations of an owner, those that are gone included. */
  lookThrough(owner: OwnerId): void;
  /** About how many messages wait: those of the conversation at hand, and one for each other conversation. */
  readonly unread: number;
  /** Resolves when nothing waits. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const messagesAtOnce = 16;
/** Between batches, so that whatever else the machine does goes first. */
const restMs = 20;
/** After a failure; a model or a disk does not come back in an instant. */
const patienceMs = 30_000;
const pageSize = 200;

interface Waiting {
  readonly owner: OwnerId;
  readonly id: ConversationId;
}

export function createMeaningReader(options: MeaningReaderOptions): MeaningReader {
  const { store, index, embedder, modelId, replies, log } = options;
  const stop = new AbortController();
  const waiting = new Map<string, Waiting>();
  let working: Promise<void> | undefined;
  let unread = 0;

  function changed(owner: OwnerId, id: ConversationId): void {
    waiting.set(`${owner}/${id}`, { owner, id });
    working ??= work().finally(() => {
      working = undefined;
    });
  }

  async function work(): Promise<void> {
    while (!stop.signal.aborted) {
      const [first] = waiting;
      if (first === undefined) break;
      const [key, { owner, id }] = first;
      waiting.delete(key);
      try {
        await readConversation(owner, id);
      } catch (error) {
        if (stop.signal.aborted) return;
        log("warn", "a conversation could not be read for its meaning", { ...errorFields(error) });
        waiting.set(key, { owner, id });
        await sleep(patienceMs, undefined, { signal: stop.signal, ref: false }).catch(() => {});
      }
    }
    unread = 0;
  }

  async function readConversation(owner: OwnerId, id: ConversationId): Promise<void> {
    const wanted = await findable(owner, id);
    const known = await index.messageIds(owner, id);
    const gone = known.filter((messageId) => !wanted.has(messageId));
    if (gone.length > 0) await index.remove(owner, id, gone);
    const before = new Set(known);
    const missing = [...wanted].filter((messageId) => !before.has(messageId));
    unread = missing.length;
    for (let at = 0; at < missing.length; at += messagesAtOnce) {
      await replies.idle();
      if (stop.signal.aborted) return;
      await readMessages(owner, id, missing.slice(at, at + messagesAtOnce));
      unread = Math.max(0, missing.length - at - messagesAtOnce);
      await sleep(restMs, undefined, { signal: stop.signal, ref: false }).catch(() => {});
    }
  }

  /** What a search by words would find: whole messages that are not archived, of a conversation that is not. */
  async function findable(owner: OwnerId, id: ConversationId): Promise<Set<NodeId>> {
    const conversation = await store.conversation(owner, id).catch(() => null);
    if (conversation === null || conversation.archivedAtMs !== null) return new Set();
    const shape = await store.shape(owner, id);
    return new Set(shape.filter(isFindable).map((node) => node.id));
  }

  async function readMessages(owner: OwnerId, id: ConversationId, ids: readonly NodeId[]): Promise<void> {
    const read = (await store.nodes(owner, id, ids)).map((node) => ({
      id: node.id,
      passages: passagesOf(textOf(node)),
    }));
    const texts = read.flatMap(({ passages }) => passages);
    const { vectors } = await embedder.embed({ modelId, texts, signal: stop.signal });
    let at = 0;
    const messages = read.map(({ id: messageId, passages }) => {
      const own = vectors.slice(at, at + passages.length);
      at += passages.length;
      return { id: messageId, vectors: own };
    });
    await index.put(owner, id, messages);
  }

  return {
    changed,
    lookThrough(owner) {
      void (async () => {
        const gone = new Set(await index.conversations(owner));
        for (const archived of [false, true]) {
          let before: string | undefined;
          do {
            const page = await store.conversations(owner, {
              limit: pageSize,
              archived,
              ...(before === undefined ? {} : { before }),
            });
            for (const { id } of page.conversations) {
              // Of the archived ones only those that are still in the index matter.
              if (!archived || gone.has(id)) changed(owner, id);
              gone.delete(id);
            }
            before = page.pageToken ?? undefined;
          } while (before !== undefined && !stop.signal.aborted);
        }
        for (const id of gone) changed(owner, id);
      })().catch((error) => {
        if (!stop.signal.aborted)
          log("warn", "conversations could not be looked through for their meaning", errorFields(error));
      });
    },
    get unread() {
      return unread + waiting.size;
    },
    async settled() {
      while (working !== undefined) await working;
    },
    async close() {
      stop.abort();
      await working;
    },
  };
}

function isFindable({ role, status, archivedAtMs }: NodeShape): boolean {
  return role !== "root" && status !== "running" && archivedAtMs === null;
}
