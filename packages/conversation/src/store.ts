import type {
  Conversation,
  ConversationId,
  ConversationNode,
  NodeId,
  NodeOrigin,
  NodePart,
  NodeRole,
  NodeStatus,
  OwnerId,
  PersonaMode,
  ViewId,
} from "./node.ts";
import type { Run, RunEvent, RunId } from "./run.ts";

/** A conversation as a list shows it. */
export interface ConversationSummary extends Conversation {
  /** Leaves that are not archived. */
  readonly branches: number;
  readonly running: boolean;
}

/** A node without its text: what trees are drawn from. */
export interface NodeShape {
  readonly id: NodeId;
  readonly parentId: NodeId | null;
  readonly role: NodeRole;
  readonly status: NodeStatus;
  readonly origin: NodeOrigin;
  readonly archivedAtMs: number | null;
  /** The child last looked at, if any. */
  readonly lastChildId: NodeId | null;
}

/** What a drawn tree shows of a node besides its shape. */
export interface NodeOutline {
  readonly id: NodeId;
  /** `previewOf` its text. */
  readonly preview: string;
  /** UTF-16 units of its text; reasoning does not count. */
  readonly chars: number;
  /** Null where no model was asked: questions, the root. */
  readonly mode: PersonaMode | null;
  /** Title of the model that wrote it, its id where it has none; empty where none did. */
  readonly modelName: string;
  readonly name: string;
  readonly bookmarked: boolean;
}

/** What a pane shows. Two panes on one conversation never change each other's. */
export interface View {
  readonly id: ViewId;
  readonly conversationId: ConversationId;
  readonly leafId: NodeId;
  readonly draft: string;
  readonly scrollAnchorId: NodeId | null;
  readonly savedAtMs: number;
}

export interface SearchHit {
  readonly conversationId: ConversationId;
  readonly conversationTitle: string;
  /** Null where the title matched. */
  readonly nodeId: NodeId | null;
  readonly role: NodeRole;
  /** Plain text around the match, at most 240 UTF-16 units. */
  readonly excerpt: string;
  /** [start, end) pairs in `excerpt`, in order, flat. */
  readonly matches: readonly number[];
  readonly createdAtMs: number;
}

/** Everything one message stores, in one transaction: all of it or nothing. */
export interface RunStart {
  /** Made when it does not exist; when it does, only id and root are compared. */
  readonly conversation: Conversation;
  /** The question where there is one, then the reply; parents before children. */
  readonly nodes: readonly ConversationNode[];
  readonly run: Run;
  /** Moves this pane's cursor to the reply. */
  readonly viewId: ViewId | null;
}

/** What the end of a run stores, in one transaction. */
export interface RunEnd {
  readonly runId: RunId;
  /** Whole and no longer running; the store refuses to change a node that has ended. */
  readonly node: ConversationNode;
  /** Events not yet appended, the `ended` one last. */
  readonly events: readonly RunEvent[];
  /** Token ids of the reply and the digest of the weights that made them. */
  readonly generated: { readonly modelDigest: string; readonly tokens: readonly number[] } | null;
}

export interface Finding {
  /** Stable: "orphan", "cycle", "second-root", "wrong-conversation", "dangling-view", "run-without-end" ... */
  readonly code: string;
  readonly message: string;
  readonly conversationId: ConversationId | null;
  readonly nodeId: NodeId | null;
  readonly mended: boolean;
}

/**
 * Where conversations, runs and settings live. Every call is one transaction. Every record belongs to an owner, and
 * another owner's record is "not-found". All throw `ConversationError`. `@grok/conversation/contract` holds the suite
 * that every implementation passes.
 */
export interface ConversationStore {
  // --- conversations
  /**
   * With its root node and, where they come along (an import), these nodes as by `addNodes`, all in one transaction.
   * Idempotent: when it exists, owner ("not-found" for another's), root and time of creation are compared
   * ("conflict"), and title and archiving stay as they are.
   */
  createConversation(conversation: Conversation, nodes?: readonly ConversationNode[]): Promise<void>;
  conversation(ownerId: OwnerId, id: ConversationId): Promise<ConversationSummary>;
  /**
   * Newest `updatedAtMs` first; the archived ones instead of the others with `archived`. `before`: the `pageToken` of
   * the page before. `limit` 1 to 200. `updatedAtMs` follows the newest message; titles and archiving leave it alone.
   */
  conversations(
    ownerId: OwnerId,
    page: { limit: number; before?: string; archived?: boolean },
  ): Promise<{ conversations: readonly ConversationSummary[]; pageToken: string | null }>;
  /** `titledBy: "code"` never replaces a user's title (then it changes nothing). */
  retitle(
    ownerId: OwnerId,
    id: ConversationId,
    title: string,
    titledBy: "code" | "user",
  ): Promise<ConversationSummary>;
  archiveConversation(
    ownerId: OwnerId,
    id: ConversationId,
    atMs: number | null,
  ): Promise<ConversationSummary>;

  /** At most `instructionsBytesMax`; empty takes them away. */
  setInstructions(ownerId: OwnerId, id: ConversationId, instructions: string): Promise<ConversationSummary>;

  // --- nodes
  /**
   * Stores nodes of one conversation; any order, parents may come with them. A node that is there with equal content
   * is skipped, so that a repeated write is harmless; name, bookmark and archiving may have changed meanwhile and are
   * not compared. All or nothing. A running node is "bad-input": `startRun` stores those.
   */
  addNodes(
    ownerId: OwnerId,
    conversationId: ConversationId,
    nodes: readonly ConversationNode[],
  ): Promise<void>;
  /** In the order asked for; "not-found" if one is missing. At most 1,000 ids. */
  nodes(
    ownerId: OwnerId,
    conversationId: ConversationId,
    ids: readonly NodeId[],
  ): Promise<readonly ConversationNode[]>;
  /** Root first, `leafId` last. No cap on the length, no recursion. */
  path(
    ownerId: OwnerId,
    conversationId: ConversationId,
    leafId: NodeId,
  ): Promise<readonly ConversationNode[]>;
  /** All nodes, archived ones too, parents before children, siblings in id order. */
  shape(ownerId: OwnerId, conversationId: ConversationId): Promise<readonly NodeShape[]>;
  /** What a drawn tree shows of each node, in the order of `shape`. */
  outline(ownerId: OwnerId, conversationId: ConversationId): Promise<readonly NodeOutline[]>;
  /**
   * Hides `nodeId` and all below it that is visible; returns what it hid, parents first. Hiding the root is
   * "bad-input". A run that writes a hidden reply goes on.
   */
  archiveBranch(
    ownerId: OwnerId,
    conversationId: ConversationId,
    nodeId: NodeId,
    atMs: number,
  ): Promise<readonly NodeId[]>;
  /** Brings back what the archiving that hid `nodeId` hid at or below it; visible ancestors are required ("wrong-place"). */
  restoreBranch(ownerId: OwnerId, conversationId: ConversationId, nodeId: NodeId): Promise<readonly NodeId[]>;
  annotate(
    ownerId: OwnerId,
    conversationId: ConversationId,
    nodeId: NodeId,
    change: { name?: string; bookmarked?: boolean },
  ): Promise<ConversationNode>;
  /** Token ids of replies, for those that have them. */
  generated(
    conversationId: ConversationId,
    ids: readonly NodeId[],
  ): Promise<ReadonlyMap<NodeId, { modelDigest: string; tokens: readonly number[] }>>;

  // --- views
  /**
   * What this pane showed last; with `conversationId`, what it showed last of that conversation: a pane keeps a cursor
   * and a draft for each conversation it has been in.
   */
  view(ownerId: OwnerId, id: ViewId, conversationId?: ConversationId): Promise<View | null>;
  /** The view of this conversation saved last by any pane: where a new pane begins. */
  latestView(ownerId: OwnerId, conversationId: ConversationId): Promise<View | null>;
  /**
   * Where the leaf is another than before, also remembers, for every fork on the way, the child that leads to it.
   * `scrollAnchorId` is not checked.
   */
  saveView(ownerId: OwnerId, view: View): Promise<void>;
  /**
   * Forgets views that were saved before, except those with a draft and the one saved last of each conversation;
   * returns how many. Of all owners.
   */
  dropViews(savedBeforeMs: number): Promise<number>;

  // --- runs
  /** Idempotent by run id: a second call returns false and changes nothing. */
  startRun(start: RunStart): Promise<boolean>;
  run(ownerId: OwnerId, id: RunId): Promise<Run>;
  /** Events must follow on from `run.seq` without a gap ("conflict" otherwise). */
  appendRunEvents(id: RunId, events: readonly RunEvent[], heartbeatAtMs: number): Promise<void>;
  /** Writes the text so far into the running node, with the event number that it covers. */
  foldRun(id: RunId, parts: readonly NodePart[], foldedSeq: number): Promise<void>;
  /**
   * Takes status, parts, provenance and failure of `node`; its name, bookmark and archiving are the user's and stay as
   * they are stored. The `ended` event is read back with the node as it is then.
   */
  endRun(end: RunEnd): Promise<void>;
  /** Numbers greater than `after`, in order. Events of a run may be dropped a day after its end. */
  runEvents(ownerId: OwnerId, id: RunId, after: number): Promise<readonly RunEvent[]>;
  /** Live runs whose heartbeat is older: candidates for the reaper. Of all owners. */
  staleRuns(heartbeatBeforeMs: number): Promise<readonly Run[]>;
  liveRuns(ownerId: OwnerId): Promise<readonly Run[]>;
  /** Drops events of runs that ended before; returns how many. */
  dropRunEvents(endedBeforeMs: number): Promise<number>;

  // --- the rest
  /**
   * Best match first, titles before messages; an empty or wordless query finds nothing. All words must be found, the
   * last may be half typed; case and diacritics do not count; scripts without spaces match anywhere. Archived nodes,
   * archived conversations and replies that are still being written are left out. `limit` 1 to 100.
   *
   * With `conversationId`, only the messages of that conversation, which may be archived itself; `limit` 1 to 1,000.
   */
  search(
    ownerId: OwnerId,
    query: string,
    limit: number,
    conversationId?: ConversationId,
  ): Promise<readonly SearchHit[]>;
  setting(ownerId: OwnerId, key: string): Promise<string | null>;
  setSetting(ownerId: OwnerId, key: string, value: string | null): Promise<void>;
  /** Checks every invariant; with `mend`, mends what is safe. Runs of this very process are given as `live`. */
  diagnose(options: { mend: boolean; live: ReadonlySet<RunId>; nowMs: number }): Promise<{
    findings: readonly Finding[];
    checks: number;
    rows: number;
  }>;
  /** Idempotent. */
  close(): Promise<void>;
}
