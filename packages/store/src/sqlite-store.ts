import {
  type Conversation,
  ConversationError,
  type ConversationId,
  type ConversationNode,
  type ConversationStore,
  checkPageLimit,
  cleanParts,
  type NodeId,
  type NodePart,
  type OwnerId,
  parseQuery,
  type RunEnd,
  type RunEvent,
  type RunId,
  type RunStart,
  type View,
  type ViewId,
  validateFold,
  validateInstructions,
  validateRunEnd,
  validateRunEvents,
  validateRunStart,
  validateTime,
  validateTitle,
  validateView,
} from "@grok/conversation";
import { addNodes } from "./add-nodes.ts";
import { archiveBranch, restoreBranch } from "./archive-branch.ts";
import * as conversations from "./conversation-table.ts";
import type { Database } from "./database.ts";
import { diagnoseRest, diagnoseRuns } from "./diagnose/diagnose.ts";
import type { HomeLock } from "./home-lock.ts";
import * as nodes from "./node-table.ts";
import type { Reader } from "./reader.ts";
import * as runs from "./run-table.ts";
import { indexNode } from "./search-index.ts";
import * as settings from "./setting-table.ts";
import * as views from "./view-table.ts";

/** Each method is one transaction; the tables do the work, the rules of `@grok/conversation` decide. */
export class SqliteStore implements ConversationStore {
  readonly #database: Database;
  readonly #reader: Reader;
  readonly #lock: HomeLock;
  readonly #now: () => number;

  /** Takes over all three: `close` frees them. `now`: Unix milliseconds, for the ends of runs. */
  constructor(database: Database, reader: Reader, lock: HomeLock, now: () => number) {
    this.#database = database;
    this.#reader = reader;
    this.#lock = lock;
    this.#now = now;
  }

  async createConversation(
    conversation: Conversation,
    withNodes: readonly ConversationNode[] = [],
  ): Promise<void> {
    this.#write((db) => {
      const key = conversations.createConversation(db, conversation, true);
      addNodes(db, key, withNodes);
    });
  }

  async conversation(ownerId: OwnerId, id: ConversationId) {
    return this.#read((db) => conversations.summary(db, ownerId, id));
  }

  async conversations(ownerId: OwnerId, page: { limit: number; before?: string; archived?: boolean }) {
    return this.#read((db) => conversations.listConversations(db, ownerId, page));
  }

  async retitle(ownerId: OwnerId, id: ConversationId, title: string, titledBy: "code" | "user") {
    validateTitle(title, `the title of conversation ${id}`);
    return this.#write((db) => {
      conversations.setTitle(db, conversations.ownedConversation(db, ownerId, id), title, titledBy);
      return conversations.summary(db, ownerId, id);
    });
  }

  async archiveConversation(ownerId: OwnerId, id: ConversationId, atMs: number | null) {
    if (atMs !== null) validateTime(atMs, `the archiving of conversation ${id}`);
    return this.#write((db) => {
      conversations.setConversationArchived(db, conversations.ownedConversation(db, ownerId, id), atMs);
      return conversations.summary(db, ownerId, id);
    });
  }

  async setInstructions(ownerId: OwnerId, id: ConversationId, instructions: string) {
    validateInstructions(instructions, id);
    return this.#write((db) => {
      conversations.setInstructions(db, conversations.ownedConversation(db, ownerId, id), instructions);
      return conversations.summary(db, ownerId, id);
    });
  }

  async addNodes(ownerId: OwnerId, conversationId: ConversationId, added: readonly ConversationNode[]) {
    this.#write((db) => addNodes(db, conversations.ownedConversation(db, ownerId, conversationId), added));
  }

  async nodes(ownerId: OwnerId, conversationId: ConversationId, ids: readonly NodeId[]) {
    return this.#read((db) =>
      nodes.nodesById(db, conversations.ownedConversation(db, ownerId, conversationId), ids),
    );
  }

  async path(ownerId: OwnerId, conversationId: ConversationId, leafId: NodeId) {
    return this.#read((db) => {
      const conversation = conversations.ownedConversation(db, ownerId, conversationId);
      return nodes.pathTo(db, nodes.nodeKey(db, conversation, leafId));
    });
  }

  async shape(ownerId: OwnerId, conversationId: ConversationId) {
    return this.#read((db) =>
      nodes.shapeOf(db, conversations.ownedConversation(db, ownerId, conversationId)),
    );
  }

  async outline(ownerId: OwnerId, conversationId: ConversationId) {
    const { key } = this.#read((db) => conversations.ownedConversation(db, ownerId, conversationId));
    return this.#reader.outline(key);
  }

  async archiveBranch(ownerId: OwnerId, conversationId: ConversationId, nodeId: NodeId, atMs: number) {
    validateTime(atMs, `the archiving of node ${nodeId}`);
    return this.#write((db) =>
      archiveBranch(db, conversations.ownedConversation(db, ownerId, conversationId), nodeId, atMs),
    );
  }

  async restoreBranch(ownerId: OwnerId, conversationId: ConversationId, nodeId: NodeId) {
    return this.#write((db) =>
      restoreBranch(db, conversations.ownedConversation(db, ownerId, conversationId), nodeId),
    );
  }

  async annotate(
    ownerId: OwnerId,
    conversationId: ConversationId,
    nodeId: NodeId,
    change: { name?: string; bookmarked?: boolean },
  ) {
    if (change.name !== undefined) validateTitle(change.name, `the name of node ${nodeId}`);
    return this.#write((db) => {
      const conversation = conversations.ownedConversation(db, ownerId, conversationId);
      const key = nodes.nodeKey(db, conversation, nodeId);
      if (nodes.nodeByKey(db, key).role === "root")
        throw new ConversationError(
          "bad-input",
          `node ${nodeId} is the root, which holds no message to mark`,
        );
      nodes.annotateNode(db, key, change);
      return nodes.nodeByKey(db, key);
    });
  }

  async generated(conversationId: ConversationId, ids: readonly NodeId[]) {
    return this.#read((db) => runs.generatedOf(db, conversationId, ids));
  }

  async view(ownerId: OwnerId, id: ViewId, conversationId?: ConversationId) {
    return this.#read((db) => {
      if (conversationId === undefined) return views.viewOf(db, ownerId, id);
      const conversation = conversations.ownedConversation(db, ownerId, conversationId);
      return views.viewOfConversation(db, ownerId, id, conversation);
    });
  }

  async latestView(ownerId: OwnerId, conversationId: ConversationId) {
    return this.#read((db) =>
      views.latestView(db, ownerId, conversations.ownedConversation(db, ownerId, conversationId)),
    );
  }

  async saveView(ownerId: OwnerId, view: View) {
    validateView(view);
    this.#write((db) => {
      const conversation = conversations.ownedConversation(db, ownerId, view.conversationId);
      views.saveView(db, ownerId, conversation, view, nodes.nodeKey(db, conversation, view.leafId));
    });
  }

  async dropViews(savedBeforeMs: number) {
    return this.#write((db) => views.dropViews(db, savedBeforeMs));
  }

  async startRun(start: RunStart) {
    return this.#write((db) => {
      const { conversation, run, viewId } = start;
      const known = runs.findRun(db, run.id)?.run;
      if (known !== undefined) {
        if (known.ownerId === run.ownerId && known.conversationId === run.conversationId) return false;
        throw new ConversationError("conflict", `the run id ${run.id} is taken`);
      }
      validateRunStart(start);
      const key = conversations.createConversation(db, conversation, false);
      addNodes(db, key, start.nodes, run.id);
      const replyKey = nodes.nodeKey(db, key, run.id);
      runs.insertRun(db, replyKey, run);
      if (viewId !== null) this.#moveView(db, key, start, viewId, replyKey);
      return true;
    });
  }

  async run(ownerId: OwnerId, id: RunId) {
    return this.#read((db) => runs.ownedRun(db, ownerId, id).run);
  }

  async appendRunEvents(id: RunId, events: readonly RunEvent[], heartbeatAtMs: number) {
    this.#write((db) => {
      const { key, run } = runs.storedRun(db, id);
      validateRunEvents(run, events);
      runs.insertEvents(db, key, events);
      runs.setSeq(db, key, run.seq + events.length, heartbeatAtMs);
    });
  }

  async foldRun(id: RunId, parts: readonly NodePart[], foldedSeq: number) {
    this.#write((db) => {
      const { key, run } = runs.storedRun(db, id);
      validateFold(run, foldedSeq);
      nodes.setParts(db, key, cleanParts(parts));
      runs.setFolded(db, key, foldedSeq);
    });
  }

  async endRun(end: RunEnd) {
    this.#write((db) => {
      const { key, run } = runs.storedRun(db, end.runId);
      validateRunEnd(run, nodes.nodeByKey(db, key), end);
      const node = { ...end.node, parts: cleanParts(end.node.parts) };
      nodes.finishNode(db, key, node);
      indexNode(db, key, node);
      runs.insertEvents(db, key, end.events);
      if (end.generated !== null) runs.insertGenerated(db, key, end.generated);
      runs.setEnded(db, key, run.seq + end.events.length, this.#now());
    });
  }

  async runEvents(ownerId: OwnerId, id: RunId, after: number) {
    return this.#read((db) => runs.eventsOf(db, runs.ownedRun(db, ownerId, id).key, after));
  }

  async staleRuns(heartbeatBeforeMs: number) {
    return this.#read((db) => runs.staleRuns(db, heartbeatBeforeMs));
  }

  async liveRuns(ownerId: OwnerId) {
    return this.#read((db) => runs.liveRuns(db, ownerId));
  }

  async dropRunEvents(endedBeforeMs: number) {
    return this.#write((db) => runs.dropEvents(db, endedBeforeMs));
  }

  async search(ownerId: OwnerId, query: string, limit: number, conversationId?: ConversationId) {
    checkPageLimit(limit, conversationId === undefined ? 100 : 1_000);
    const terms = parseQuery(query);
    if (conversationId === undefined)
      return terms.length === 0 ? [] : this.#reader.search({ terms, limit, ownerId });
    const { key } = this.#read((db) => conversations.ownedConversation(db, ownerId, conversationId));
    return terms.length === 0 ? [] : this.#reader.search({ terms, limit, conversationKey: key });
  }

  async setting(ownerId: OwnerId, key: string) {
    return this.#read((db) => settings.setting(db, ownerId, key));
  }

  async setSetting(ownerId: OwnerId, key: string, value: string | null) {
    this.#write((db) => settings.setSetting(db, ownerId, key, value));
  }

  async diagnose(options: { mend: boolean; live: ReadonlySet<RunId>; nowMs: number }) {
    const runsOnly = await diagnoseRuns(this.#database, options);
    const rest = options.mend
      ? await diagnoseRest(this.#database, options)
      : await this.#reader.diagnoseRest(options);
    return {
      findings: [...runsOnly.findings, ...rest.findings],
      checks: runsOnly.checks + rest.checks,
      rows: runsOnly.rows + rest.rows,
    };
  }

  async close() {
    await this.#reader.close();
    this.#database.close();
    this.#lock.release();
  }

  /** The pane's cursor goes to the reply; what is being typed in it stays. */
  #moveView(
    db: Database,
    conversation: conversations.ConversationKey,
    { run }: RunStart,
    viewId: ViewId,
    replyKey: number,
  ): void {
    const before = views.viewOfConversation(db, run.ownerId, viewId, conversation);
    const view: View = {
      id: viewId,
      conversationId: run.conversationId,
      leafId: run.id,
      draft: before?.draft ?? "",
      scrollAnchorId: before?.scrollAnchorId ?? null,
      savedAtMs: Math.max(run.startedAtMs, before?.savedAtMs ?? 0),
    };
    validateView(view);
    views.saveView(db, run.ownerId, conversation, view, replyKey);
  }

  #read<T>(work: (database: Database) => T): T {
    return this.#database.read(() => work(this.#database));
  }

  #write<T>(work: (database: Database) => T): T {
    return this.#database.write(() => work(this.#database));
  }
}
