// A `ConversationStore` in memory: what tests of other packages run on, and the second implementation that keeps the
// contract honest. It keeps records in maps and leaves every decision to the pure rules.

import {
  buildTree,
  type Conversation,
  ConversationError,
  type ConversationId,
  type ConversationNode,
  type ConversationStore,
  type ConversationSummary,
  checkPageLimit,
  cleanParts,
  compareIds,
  interruptedNode,
  type NodeId,
  nodesToArchive,
  nodesToRestore,
  type OwnerId,
  outlineOf,
  type PageEnd,
  pageToken,
  parsePageToken,
  parseQuery,
  pathTo,
  type Run,
  type RunEvent,
  type RunId,
  rootNode,
  sameMessage,
  type Tree,
  treeCounts,
  type View,
  validateConversation,
  validateFold,
  validateInstructions,
  validateNewNode,
  validateRunEnd,
  validateRunEvents,
  validateRunStart,
  validateTime,
  validateTitle,
  validateView,
} from "@grok/conversation";
import { searchMessages, searchTitles } from "./memory-search.ts";

interface Data {
  conversations: Map<ConversationId, Conversation>;
  nodes: Map<NodeId, ConversationNode>;
  lastChild: Map<NodeId, NodeId>;
  /** By owner, pane and conversation; the last saved last. */
  views: Map<string, { ownerId: OwnerId; view: View }>;
  runs: Map<RunId, { run: Run; events: RunEvent[]; endedAtMs: number | null }>;
  generated: Map<NodeId, { modelDigest: string; tokens: readonly number[] }>;
  settings: Map<string, string>;
}

/** `now`: for the ends of runs. */
export class MemoryStore implements ConversationStore {
  #data: Data;
  readonly #now: () => number;

  constructor(options: { now?: () => number } = {}) {
    this.#now = options.now ?? Date.now;
    this.#data = {
      conversations: new Map(),
      nodes: new Map(),
      lastChild: new Map(),
      views: new Map(),
      runs: new Map(),
      generated: new Map(),
      settings: new Map(),
    };
  }

  /** Another store over the same data, as after a restart. */
  reopened(): MemoryStore {
    const store = new MemoryStore({ now: this.#now });
    store.#data = this.#data;
    return store;
  }

  async createConversation(
    conversation: Conversation,
    nodes: readonly ConversationNode[] = [],
  ): Promise<void> {
    this.#atomically(() => {
      this.#create(conversation);
      this.#add(conversation.id, nodes);
    });
  }

  async conversation(ownerId: OwnerId, id: ConversationId): Promise<ConversationSummary> {
    const conversation = this.#owned(ownerId, id);
    const running = [...this.#data.runs.values()].some(
      ({ run }) => run.conversationId === id && run.status === "live",
    );
    return structuredClone({ ...conversation, branches: treeCounts(this.#tree(id)).branches, running });
  }

  async conversations(ownerId: OwnerId, page: { limit: number; before?: string; archived?: boolean }) {
    checkPageLimit(page.limit, 200);
    const newestFirst = (left: PageEnd, right: PageEnd) =>
      right.updatedAtMs - left.updatedAtMs || compareIds(right.id, left.id);
    const end = page.before === undefined ? null : parsePageToken(page.before);
    const all = [...this.#data.conversations.values()]
      .filter((each) => each.ownerId === ownerId && (each.archivedAtMs !== null) === (page.archived ?? false))
      .filter((each) => end === null || newestFirst(end, each) < 0)
      .sort(newestFirst);
    const shown = all.slice(0, page.limit);
    return {
      conversations: await Promise.all(shown.map((each) => this.conversation(ownerId, each.id))),
      pageToken: all.length > shown.length ? pageToken(shown.at(-1)!) : null,
    };
  }

  async retitle(ownerId: OwnerId, id: ConversationId, title: string, titledBy: "code" | "user") {
    const conversation = this.#owned(ownerId, id);
    validateTitle(title, `the title of conversation ${id}`);
    if (titledBy === "user" || conversation.titledBy !== "user")
      this.#data.conversations.set(id, { ...conversation, title, titledBy });
    return this.conversation(ownerId, id);
  }

  async archiveConversation(ownerId: OwnerId, id: ConversationId, atMs: number | null) {
    if (atMs !== null) validateTime(atMs, `the archiving of conversation ${id}`);
    this.#data.conversations.set(id, { ...this.#owned(ownerId, id), archivedAtMs: atMs });
    return this.conversation(ownerId, id);
  }

  async setInstructions(ownerId: OwnerId, id: ConversationId, instructions: string) {
    validateInstructions(instructions, id);
    this.#data.conversations.set(id, { ...this.#owned(ownerId, id), instructions });
    return this.conversation(ownerId, id);
  }

  async addNodes(ownerId: OwnerId, conversationId: ConversationId, nodes: readonly ConversationNode[]) {
    this.#owned(ownerId, conversationId);
    this.#atomically(() => this.#add(conversationId, nodes));
  }

  async nodes(ownerId: OwnerId, conversationId: ConversationId, ids: readonly NodeId[]) {
    this.#owned(ownerId, conversationId);
    if (ids.length > 1_000)
      throw new ConversationError("bad-input", `${ids.length} nodes were asked for, the limit is 1000`);
    return structuredClone(ids.map((id) => this.#node(conversationId, id)));
  }

  async path(ownerId: OwnerId, conversationId: ConversationId, leafId: NodeId) {
    this.#owned(ownerId, conversationId);
    this.#node(conversationId, leafId);
    return structuredClone(pathTo(this.#tree(conversationId), leafId));
  }

  async shape(ownerId: OwnerId, conversationId: ConversationId) {
    this.#owned(ownerId, conversationId);
    return [...this.#tree(conversationId).nodes.values()].map(
      ({ id, parentId, role, status, origin, archivedAtMs }) => ({
        id,
        parentId,
        role,
        status,
        origin,
        archivedAtMs,
        lastChildId: this.#data.lastChild.get(id) ?? null,
      }),
    );
  }

  async outline(ownerId: OwnerId, conversationId: ConversationId) {
    this.#owned(ownerId, conversationId);
    return [...this.#tree(conversationId).nodes.values()].map(outlineOf);
  }

  async archiveBranch(ownerId: OwnerId, conversationId: ConversationId, nodeId: NodeId, atMs: number) {
    validateTime(atMs, `the archiving of node ${nodeId}`);
    this.#owned(ownerId, conversationId);
    this.#node(conversationId, nodeId);
    return this.#setArchived(nodesToArchive(this.#tree(conversationId), nodeId), atMs);
  }

  async restoreBranch(ownerId: OwnerId, conversationId: ConversationId, nodeId: NodeId) {
    this.#owned(ownerId, conversationId);
    this.#node(conversationId, nodeId);
    return this.#setArchived(nodesToRestore(this.#tree(conversationId), nodeId), null);
  }

  async annotate(
    ownerId: OwnerId,
    conversationId: ConversationId,
    nodeId: NodeId,
    change: { name?: string; bookmarked?: boolean },
  ) {
    this.#owned(ownerId, conversationId);
    const node = this.#node(conversationId, nodeId);
    if (node.role === "root") throw new ConversationError("bad-input", "the root holds no message to mark");
    const { name = node.name, bookmarked = node.bookmarked } = change;
    validateTitle(name, `the name of node ${nodeId}`);
    this.#data.nodes.set(nodeId, { ...node, name, bookmarked });
    return structuredClone(this.#node(conversationId, nodeId));
  }

  async generated(conversationId: ConversationId, ids: readonly NodeId[]) {
    const found = ids.flatMap((id) => {
      const generated = this.#data.generated.get(id);
      const ours = this.#data.nodes.get(id)?.conversationId === conversationId;
      return generated !== undefined && ours ? [[id, structuredClone(generated)] as const] : [];
    });
    return new Map(found);
  }

  async view(ownerId: OwnerId, id: string, conversationId?: ConversationId) {
    return this.#lastView(
      ownerId,
      (view) => view.id === id && (conversationId ?? view.conversationId) === view.conversationId,
    );
  }

  async latestView(ownerId: OwnerId, conversationId: ConversationId) {
    this.#owned(ownerId, conversationId);
    return this.#lastView(ownerId, (view) => view.conversationId === conversationId);
  }

  async saveView(ownerId: OwnerId, view: View) {
    validateView(view);
    this.#owned(ownerId, view.conversationId);
    this.#node(view.conversationId, view.leafId);
    this.#saveView(ownerId, view);
  }

  async dropViews(savedBeforeMs: number) {
    const old = [...this.#data.views].filter(
      ([, { ownerId, view }]) =>
        view.savedAtMs < savedBeforeMs &&
        view.draft === "" &&
        this.#lastView(ownerId, (each) => each.conversationId === view.conversationId)?.id !== view.id,
    );
    for (const [key] of old) this.#data.views.delete(key);
    return old.length;
  }

  async startRun(start: Parameters<ConversationStore["startRun"]>[0]) {
    const { conversation, nodes, run, viewId } = start;
    const known = this.#data.runs.get(run.id);
    if (known !== undefined) {
      if (known.run.ownerId === run.ownerId && known.run.conversationId === run.conversationId) return false;
      throw new ConversationError("conflict", `the run id ${run.id} is taken`);
    }
    validateRunStart(start);
    this.#atomically(() => {
      this.#create(conversation, "any-date");
      this.#add(conversation.id, nodes, run.id);
      this.#data.runs.set(run.id, { run: structuredClone(run), events: [], endedAtMs: null });
      if (viewId === null) return;
      const before = this.#lastView(
        run.ownerId,
        (view) => view.id === viewId && view.conversationId === conversation.id,
      );
      this.#saveView(run.ownerId, {
        id: viewId,
        conversationId: conversation.id,
        leafId: run.id,
        draft: before?.draft ?? "",
        scrollAnchorId: before?.scrollAnchorId ?? null,
        savedAtMs: Math.max(run.startedAtMs, before?.savedAtMs ?? 0),
      });
    });
    return true;
  }

  async run(ownerId: OwnerId, id: RunId) {
    const { run } = this.#run(id);
    if (run.ownerId !== ownerId) throw new ConversationError("not-found", `there is no run ${id}`);
    return structuredClone(run);
  }

  async appendRunEvents(id: RunId, events: readonly RunEvent[], heartbeatAtMs: number) {
    const record = this.#run(id);
    validateRunEvents(record.run, events);
    record.events.push(...structuredClone(events));
    record.run = {
      ...record.run,
      seq: record.run.seq + events.length,
      heartbeatAtMs: Math.max(record.run.heartbeatAtMs, heartbeatAtMs),
    };
  }

  async foldRun(id: RunId, parts: ConversationNode["parts"], foldedSeq: number) {
    const record = this.#run(id);
    validateFold(record.run, foldedSeq);
    const node = this.#node(record.run.conversationId, id);
    this.#data.nodes.set(id, { ...node, parts: cleanParts(parts) });
    record.run = { ...record.run, foldedSeq };
  }

  async endRun(end: Parameters<ConversationStore["endRun"]>[0]) {
    const record = this.#run(end.runId);
    const stored = this.#node(record.run.conversationId, end.runId);
    validateRunEnd(record.run, stored, end);
    const { status, provenance, citations, failure, parts } = structuredClone(end.node);
    this.#data.nodes.set(stored.id, {
      ...stored,
      status,
      provenance,
      citations,
      failure,
      parts: cleanParts(parts),
    });
    if (end.generated !== null) this.#data.generated.set(stored.id, structuredClone(end.generated));
    const seq = record.run.seq + end.events.length;
    record.events.push(...structuredClone(end.events));
    record.run = { ...record.run, seq, foldedSeq: seq, status: "ended" };
    record.endedAtMs = this.#now();
  }

  async runEvents(ownerId: OwnerId, id: RunId, after: number) {
    const { conversationId } = await this.run(ownerId, id);
    return structuredClone(this.#run(id).events)
      .filter((event) => event.seq > after)
      .map((event): RunEvent => {
        if (event.type !== "ended") return event;
        return { seq: event.seq, type: "ended", node: structuredClone(this.#node(conversationId, id)) };
      });
  }

  async staleRuns(heartbeatBeforeMs: number) {
    return this.#liveRuns((run) => run.heartbeatAtMs < heartbeatBeforeMs);
  }

  async liveRuns(ownerId: OwnerId) {
    return this.#liveRuns((run) => run.ownerId === ownerId);
  }

  async dropRunEvents(endedBeforeMs: number) {
    let dropped = 0;
    for (const record of this.#data.runs.values()) {
      if (record.endedAtMs === null || record.endedAtMs >= endedBeforeMs) continue;
      dropped += record.events.length;
      record.events = [];
    }
    return dropped;
  }

  async search(ownerId: OwnerId, query: string, limit: number, conversationId?: ConversationId) {
    checkPageLimit(limit, conversationId === undefined ? 100 : 1_000);
    const nodes = [...this.#data.nodes.values()];
    const terms = parseQuery(query);
    if (conversationId !== undefined)
      return searchMessages([this.#owned(ownerId, conversationId)], nodes, terms).slice(0, limit);
    const shown = [...this.#data.conversations.values()].filter(
      (each) => each.ownerId === ownerId && each.archivedAtMs === null,
    );
    return [...searchTitles(shown, terms), ...searchMessages(shown, nodes, terms)].slice(0, limit);
  }

  async setting(ownerId: OwnerId, key: string) {
    return this.#data.settings.get(JSON.stringify([ownerId, key])) ?? null;
  }

  async setSetting(ownerId: OwnerId, key: string, value: string | null) {
    const at = JSON.stringify([ownerId, key]);
    if (value === null) this.#data.settings.delete(at);
    else this.#data.settings.set(at, value);
  }

  /** Maps cannot be damaged; what can be wrong here is a run that nobody writes any more. */
  async diagnose({ mend, live, nowMs }: Parameters<ConversationStore["diagnose"]>[0]) {
    const dead = [...this.#data.runs.values()].filter(
      ({ run }) => run.status === "live" && !live.has(run.id),
    );
    if (mend)
      for (const record of dead) {
        const { run, events } = record;
        const node = interruptedNode(this.#node(run.conversationId, run.id), run.foldedSeq, events);
        this.#data.nodes.set(node.id, node);
        const seq = record.run.seq + 1;
        record.events.push({ seq, type: "ended", node });
        record.run = { ...record.run, seq, foldedSeq: seq, status: "ended" };
        record.endedAtMs = nowMs;
      }
    return {
      findings: dead.map(({ run }) => ({
        code: "run-without-end",
        message: `run ${run.id} is live, but nothing writes it`,
        conversationId: run.conversationId,
        nodeId: run.id,
        mended: mend,
      })),
      checks: 1,
      rows: this.#data.runs.size,
    };
  }

  async close() {}

  /** Undoes what `write` did to conversations and nodes when it throws. */
  #atomically(write: () => void): void {
    const before = { ...this.#data };
    this.#data.conversations = new Map(before.conversations);
    this.#data.nodes = new Map(before.nodes);
    try {
      write();
    } catch (error) {
      Object.assign(this.#data, before);
      throw error;
    }
  }

  #create(conversation: Conversation, compare: "date" | "any-date" = "date"): void {
    validateConversation(conversation);
    const known = this.#data.conversations.get(conversation.id);
    if (known === undefined) {
      if (this.#data.nodes.has(conversation.rootId))
        throw new ConversationError("conflict", `the node id ${conversation.rootId} is taken`);
      this.#data.conversations.set(conversation.id, structuredClone(conversation));
      this.#data.nodes.set(conversation.rootId, rootNode(conversation));
      return;
    }
    this.#owned(conversation.ownerId, conversation.id);
    const sameDate = compare === "any-date" || known.createdAtMs === conversation.createdAtMs;
    if (known.rootId !== conversation.rootId || !sameDate)
      throw new ConversationError("conflict", `conversation ${conversation.id} is there with another root`);
  }

  #add(conversationId: ConversationId, nodes: readonly ConversationNode[], runId?: RunId): void {
    const fresh = new Map<NodeId, ConversationNode>();
    for (const node of nodes) {
      if (node.conversationId !== conversationId)
        throw new ConversationError(
          "wrong-place",
          `node ${node.id} is not of conversation ${conversationId}`,
        );
      if (node.status === "running" && node.id !== runId)
        throw new ConversationError("bad-input", `node ${node.id} is running, but no run starts`);
      const known = fresh.get(node.id) ?? this.#data.nodes.get(node.id);
      if (known === undefined) fresh.set(node.id, structuredClone(node));
      else if (node.id === runId || !sameMessage(known, node))
        throw new ConversationError("conflict", `node ${node.id} is there with another content`);
    }
    for (const node of fresh.values())
      validateNewNode(node, (id) => fresh.get(id) ?? this.#data.nodes.get(id));
    for (const [id, node] of fresh) this.#data.nodes.set(id, node);
    this.#tree(conversationId);
    const conversation = this.#data.conversations.get(conversationId)!;
    let { updatedAtMs } = conversation;
    for (const node of fresh.values()) updatedAtMs = Math.max(updatedAtMs, node.createdAtMs);
    this.#data.conversations.set(conversationId, { ...conversation, updatedAtMs });
  }

  #owned(ownerId: OwnerId, id: ConversationId): Conversation {
    const conversation = this.#data.conversations.get(id);
    if (conversation?.ownerId !== ownerId)
      throw new ConversationError("not-found", `there is no conversation ${id}`);
    return conversation;
  }

  #node(conversationId: ConversationId, id: NodeId): ConversationNode {
    const node = this.#data.nodes.get(id);
    if (node?.conversationId !== conversationId)
      throw new ConversationError("not-found", `conversation ${conversationId} has no node ${id}`);
    return node;
  }

  #run(id: RunId) {
    const record = this.#data.runs.get(id);
    if (record === undefined) throw new ConversationError("not-found", `there is no run ${id}`);
    return record;
  }

  #tree(id: ConversationId): Tree<ConversationNode> {
    return buildTree([...this.#data.nodes.values()].filter((node) => node.conversationId === id));
  }

  #setArchived(ids: readonly NodeId[], archivedAtMs: number | null): readonly NodeId[] {
    for (const id of ids) this.#data.nodes.set(id, { ...this.#data.nodes.get(id)!, archivedAtMs });
    return ids;
  }

  #lastView(ownerId: OwnerId, matches: (view: View) => boolean): View | null {
    let last: View | null = null;
    for (const each of this.#data.views.values())
      if (each.ownerId === ownerId && matches(each.view) && each.view.savedAtMs >= (last?.savedAtMs ?? 0))
        last = each.view;
    return structuredClone(last);
  }

  #saveView(ownerId: OwnerId, view: View): void {
    const key = JSON.stringify([ownerId, view.id, view.conversationId]);
    const moved = this.#data.views.get(key)?.view.leafId !== view.leafId;
    this.#data.views.delete(key);
    this.#data.views.set(key, { ownerId, view: structuredClone(view) });
    if (!moved) return;
    const tree = this.#tree(view.conversationId);
    for (const { id, parentId } of pathTo(tree, view.leafId))
      if (parentId !== null && (tree.children.get(parentId)?.length ?? 0) > 1)
        this.#data.lastChild.set(parentId, id);
  }

  #liveRuns(matches: (run: Run) => boolean): Run[] {
    const runs = [...this.#data.runs.values()].map(({ run }) => run);
    return structuredClone(runs.filter((run) => run.status === "live" && matches(run)));
  }
}
