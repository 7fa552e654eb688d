// Searching conversations by meaning: an index of vectors beside the store, filled in the background, asked together
// with the search by words. It is there when a model for vectors is, and nothing of it leaves this machine.
import { setTimeout as sleep } from "node:timers/promises";
import {
  type ConversationId,
  type ConversationStore,
  excerptOf,
  type NodeId,
  type OwnerId,
  type SearchHit,
  textOf,
} from "@grok/conversation";
import { type Embedder, type EmbeddingModel, ModelError } from "@grok/model";
import type { VectorHit, VectorIndex, VectorKind } from "@grok/vectors";
import { errorFields, type Log } from "../log/log.ts";
import type { Replies } from "../models/first-start-driver.ts";
import { createMeaningReader, type MeaningReader } from "./meaning-reader.ts";
import { passagesOf } from "./passages.ts";

export interface MeaningResult {
  readonly state: "done" | "no-model" | "left-out";
  /** Best first. */
  readonly hits: readonly SearchHit[];
  /** About how many messages wait to be read. */
  readonly unread: number;
}

export interface Meaning {
  /** Never fails: what goes wrong is logged and told as "left-out". */
  search(owner: OwnerId, query: string, limit: number, signal?: AbortSignal): Promise<MeaningResult>;
  /** Something in a conversation has changed; null is more than can be told. */
  changed(owner: OwnerId, id: ConversationId | null): void;
  /** Begins where a model has come since, and ends where it has gone. */
  look(owner: OwnerId): void;
  /** Resolves when nothing waits to be read. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenMeaningOptions {
  readonly store: ConversationStore;
  /** Models for vectors on this machine; others are not asked, because what is said here stays here. */
  readonly models: () => readonly Pick<EmbeddingModel, "id" | "digest" | "dimensions" | "reranks">[];
  readonly embedder: Embedder;
  readonly openVectors: (kind: VectorKind) => VectorIndex;
  readonly replies: Replies;
  readonly log: Log;
}

/**
 * Below this, texts have nothing to do with each other: measured with all-MiniLM-L6-v2, where what belongs together has
 * 0.3 and more and what does not mostly below 0.2. Of models with other scales the first 20 are taken.
 */
const similarityMin = 0.28;
const hitsMax = 20;
/** A search by words is not held up for longer: the model may have to be loaded first. */
const patienceMs = 700;

interface Opened {
  readonly modelId: string;
  readonly digest: string;
  readonly index: VectorIndex;
  readonly reader: MeaningReader;
  /** Whose conversations have been looked through. */
  readonly owners: Set<OwnerId>;
}

export function openMeaning(options: OpenMeaningOptions): Meaning {
  const { store, embedder, log } = options;
  let opened: Opened | undefined;
  let leaving: Promise<void> | undefined;
  let closed = false;

  const bestModel = () =>
    options.models().find(({ reranks, dimensions }) => !reranks && dimensions !== undefined);

  /** The index for the best model that is here now; one of another model is closed first and its file begun anew. */
  function current(owner: OwnerId): Opened | undefined {
    const model = bestModel();
    if (opened !== undefined && opened.digest !== model?.digest) {
      leaving = close(opened).finally(() => {
        leaving = undefined;
      });
      opened = undefined;
    }
    if (closed || leaving !== undefined || model?.dimensions === undefined) return undefined;
    opened ??= openFor(model.id, { digest: model.digest ?? "", dimensions: model.dimensions });
    if (!opened.owners.has(owner)) {
      opened.owners.add(owner);
      opened.reader.lookThrough(owner);
    }
    return opened;
  }

  function openFor(modelId: string, kind: VectorKind): Opened {
    const index = options.openVectors(kind);
    const reader = createMeaningReader({ ...options, index, modelId });
    return { modelId, digest: kind.digest, index, reader, owners: new Set() };
  }

  async function close({ reader, index }: Opened): Promise<void> {
    await reader.close();
    await index.close();
  }

  async function find(
    { modelId, index }: Opened,
    owner: OwnerId,
    query: string,
    limit: number,
    signal: AbortSignal | undefined,
  ): Promise<SearchHit[]> {
    const asked = signal === undefined ? {} : { signal };
    const { vectors } = await embedder.embed({ modelId, texts: [query], ...asked });
    const nearest = await index.search(owner, vectors[0]!, {
      limit: Math.min(limit, hitsMax),
      similarityMin,
    });
    const hits = await Promise.all(nearest.map((hit) => hitOf(owner, hit)));
    return hits.filter((hit) => hit !== null);
  }

  /** Null for what is archived or gone since it was read. */
  async function hitOf(owner: OwnerId, found: VectorHit): Promise<SearchHit | null> {
    const { conversationId, messageId, part } = found;
    try {
      const conversation = await store.conversation(owner, conversationId);
      const [node] = await store.nodes(owner, conversationId, [messageId as NodeId]);
      if (node === undefined || node.archivedAtMs !== null || conversation.archivedAtMs !== null) return null;
      const text = textOf(node);
      return {
        conversationId,
        conversationTitle: conversation.title,
        nodeId: node.id,
        role: node.role,
        // Without marks: that a small word stands in it too says nothing.
        ...excerptOf(passagesOf(text)[part] ?? text, []),
        createdAtMs: node.createdAtMs,
      };
    } catch {
      return null;
    }
  }

  return {
    async search(owner, query, limit, signal) {
      const here = current(owner);
      if (here === undefined)
        return { state: bestModel() === undefined ? "no-model" : "left-out", hits: [], unread: 0 };
      const { unread } = here.reader;
      try {
        const found = find(here, owner, query, limit, signal);
        // Whoever waits no longer does not care what comes of it.
        found.catch(() => {});
        const hits = await Promise.race([found, sleep(patienceMs, null, { ref: false })]);
        return { state: hits === null ? "left-out" : "done", hits: hits ?? [], unread };
      } catch (error) {
        if (!(error instanceof ModelError && error.code === "cancelled"))
          log("warn", "a search by meaning failed", errorFields(error));
        return { state: "left-out", hits: [], unread };
      }
    },
    changed(owner, id) {
      if (id === null) opened?.reader.lookThrough(owner);
      else opened?.reader.changed(owner, id);
    },
    look: (owner) => void current(owner),
    async settled() {
      await opened?.reader.settled();
    },
    async close() {
      closed = true;
      await leaving;
      if (opened !== undefined) await close(opened);
    },
  };
}
