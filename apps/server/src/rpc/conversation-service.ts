import type { ServiceImpl } from "@connectrpc/connect";
import {
  type ConversationId,
  checkText,
  editedReply,
  idTimeMs,
  messageBytesMax,
  type NodeId,
  textOf,
  validateId,
} from "@grok/conversation";
import {
  type ConversationService,
  conversationToMessage,
  FoundBy,
  MeaningSearch,
  nodeFromMessage,
  nodeToMessage,
  outlineToColumns,
  roles,
} from "@grok/protocol";
import { mergeHits } from "../meaning/merge-hits.ts";
import { ServerError } from "../server-error.ts";
import { exportConversation } from "./export-conversation.ts";
import { importConversations } from "./import-conversations.ts";
import { countAsked } from "./limits.ts";
import { openConversation } from "./open-conversation.ts";
import { localOwner, type Workspace } from "./workspace.ts";

const nodesAtOnceMax = 200;

const waysFound = { words: FoundBy.WORDS, meaning: FoundBy.MEANING, both: FoundBy.BOTH };
const meaningStates = {
  done: MeaningSearch.DONE,
  "no-model": MeaningSearch.NO_MODEL,
  "left-out": MeaningSearch.LEFT_OUT,
};

/** Conversations, nodes and views. Every change is told to all tabs after it is stored. */
export function conversationService({
  store,
  hub,
  meaning,
  now,
}: Workspace): ServiceImpl<typeof ConversationService> {
  const owner = localOwner;

  async function tellConversation(id: ConversationId): Promise<void> {
    hub.conversationChanged(await store.conversation(owner, id));
  }

  async function tellNodes(conversationId: ConversationId, ids: readonly NodeId[]): Promise<void> {
    for (let at = 0; at < ids.length; at += nodesAtOnceMax)
      hub.nodesChanged(
        conversationId,
        await store.nodes(owner, conversationId, ids.slice(at, at + nodesAtOnceMax)),
      );
  }

  return {
    async listConversations({ limit, pageToken, archived }) {
      const page = await store.conversations(owner, {
        limit: countAsked(limit, 50, 200, "conversations"),
        archived,
        ...(pageToken === "" ? {} : { before: pageToken }),
      });
      return {
        conversations: page.conversations.map(conversationToMessage),
        nextPageToken: page.pageToken ?? "",
      };
    },

    openConversation: (request) => openConversation(store, owner, request),

    async getNodes({ conversationId, ids }) {
      validateId(conversationId, "conversation");
      if (ids.length > nodesAtOnceMax)
        throw new ServerError(
          "bad-message",
          `${ids.length} nodes were asked for; ${nodesAtOnceMax} at once can be.`,
        );
      return { nodes: (await store.nodes(owner, conversationId, ids)).map(nodeToMessage) };
    },

    async renameConversation({ conversationId, title }) {
      validateId(conversationId, "conversation");
      if (title.trim() === "") throw new ServerError("bad-message", "A title needs at least one character.");
      const conversation = await store.retitle(owner, conversationId, title.trim(), "user");
      hub.conversationChanged(conversation);
      return { conversation: conversationToMessage(conversation) };
    },

    async archiveConversation({ conversationId, restore }) {
      validateId(conversationId, "conversation");
      const conversation = await store.archiveConversation(owner, conversationId, restore ? null : now());
      hub.conversationChanged(conversation);
      return { conversation: conversationToMessage(conversation) };
    },

    async addNode({ node: message }) {
      if (message === undefined) throw new ServerError("bad-message", "The request holds no node.");
      const asked = nodeFromMessage(message);
      if (asked.role !== "assistant" || asked.origin !== "edited" || asked.editedFrom === null)
        throw new ServerError(
          "bad-message",
          "Only a reply that was edited from another one can be added so.",
        );
      validateId(asked.id, "node");
      validateId(asked.conversationId, "conversation");
      const [source] = await store.nodes(owner, asked.conversationId, [asked.editedFrom]);
      // Dated by its id, so that a repeated call says the same and changes nothing.
      const node = editedReply({ id: asked.id, createdAtMs: idTimeMs(asked.id) }, source!, textOf(asked));
      await store.addNodes(owner, node.conversationId, [node]);
      await tellNodes(node.conversationId, [node.id]);
      await tellConversation(node.conversationId);
      return { node: nodeToMessage(node) };
    },

    async archiveBranch({ conversationId, nodeId, restore }) {
      validateId(conversationId, "conversation");
      const archivedAtMs = restore ? 0 : now();
      const nodeIds = restore
        ? await store.restoreBranch(owner, conversationId, nodeId)
        : await store.archiveBranch(owner, conversationId, nodeId, archivedAtMs);
      await tellNodes(conversationId, nodeIds);
      await tellConversation(conversationId);
      return { nodeIds: [...nodeIds], archivedAtMs: BigInt(archivedAtMs) };
    },

    async annotateNode({ conversationId, nodeId, name, bookmarked }) {
      validateId(conversationId, "conversation");
      const node = await store.annotate(owner, conversationId, nodeId, {
        ...(name === undefined ? {} : { name }),
        ...(bookmarked === undefined ? {} : { bookmarked }),
      });
      hub.nodesChanged(conversationId, [node]);
      return { node: nodeToMessage(node) };
    },

    async search({ query, limit, conversationId }, { signal }) {
      const one = conversationId !== "";
      if (one) validateId(conversationId, "conversation");
      const count = countAsked(limit, 20, one ? 1_000 : 100, "hits");
      const [byWords, byMeaning] = await Promise.all([
        store.search(owner, query, count, one ? conversationId : undefined),
        // In one conversation, hits are stepped through where the words stand.
        one || query.trim() === "" ? null : meaning.search(owner, query, count, signal),
      ]);
      return {
        meaning: byMeaning === null ? MeaningSearch.UNSPECIFIED : meaningStates[byMeaning.state],
        unread: BigInt(byMeaning?.unread ?? 0),
        hits: mergeHits(byWords, byMeaning?.hits ?? [], count).map((hit) => ({
          conversationId: hit.conversationId,
          conversationTitle: hit.conversationTitle,
          nodeId: hit.nodeId ?? "",
          role: roles.numbers[hit.role],
          excerpt: hit.excerpt,
          matches: [...hit.matches],
          createdAtMs: BigInt(hit.createdAtMs),
          foundBy: waysFound[hit.foundBy],
        })),
      };
    },

    async saveView({ viewId, conversationId, leafId, draft, scrollAnchorId }) {
      validateId(conversationId, "conversation");
      validateId(leafId, "leaf");
      if (scrollAnchorId !== "") validateId(scrollAnchorId, "scroll anchor");
      checkText(draft, messageBytesMax, "the draft");
      await store.saveView(owner, {
        id: viewId,
        conversationId,
        leafId,
        draft,
        scrollAnchorId: scrollAnchorId === "" ? null : scrollAnchorId,
        savedAtMs: now(),
      });
      return {};
    },

    async setInstructions({ conversationId, instructions }) {
      validateId(conversationId, "conversation");
      const conversation = await store.setInstructions(owner, conversationId, instructions.trim());
      hub.conversationChanged(conversation);
      return { conversation: conversationToMessage(conversation) };
    },

    async getOutline({ conversationId }) {
      validateId(conversationId, "conversation");
      return outlineToColumns(await store.outline(owner, conversationId));
    },

    exportConversation: (request) => exportConversation(store, owner, request, now()),

    async importConversations({ data, fileName }) {
      const report = await importConversations(store, owner, { name: fileName, data }, now());
      // Too much may be new to tell it piece by piece.
      if (report.conversations + report.nodes > 0) hub.reset();
      const { format, latestId, problems, ...counts } = report;
      return { ...counts, format: format ?? "", latestId: latestId ?? "", problems: [...problems] };
    },
  };
}
