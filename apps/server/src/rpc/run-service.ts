import type { HandlerContext, ServiceImpl } from "@connectrpc/connect";
import {
  ConversationError,
  type ConversationId,
  type NodeId,
  type PersonaMode,
  validateId,
} from "@grok/conversation";
import {
  conversationToMessage,
  LiveUse,
  Mode,
  modes,
  nameOf,
  nodeToMessage,
  type RunService,
  runEventToMessage,
  runKinds,
  type StartRunRequest,
} from "@grok/protocol";
import type { StartRequest } from "@grok/runs";
import { ServerError } from "../server-error.ts";
import { letGo } from "./connection.ts";
import { untilAborted } from "./until-aborted.ts";
import { localOwner, type Workspace } from "./workspace.ts";

/** A tab follows its live runs; far more than it can have. */
const runsFollowedMax = 1_000;

/** Replies being written, and the one stream that tells a tab everything. */
export function runService({ store, runs, hub }: Workspace): ServiceImpl<typeof RunService> {
  const owner = localOwner;

  async function rootOf(conversationId: ConversationId, rootId: NodeId): Promise<NodeId> {
    if (rootId !== "") return rootId;
    return (await store.conversation(owner, conversationId)).rootId;
  }

  return {
    async startRun(request) {
      validateId(request.conversationId, "conversation");
      const rootId = await rootOf(request.conversationId, request.rootId);
      const { conversation, nodes } = await runs.start(owner, startRequest({ ...request, rootId }));
      return { conversation: conversationToMessage(conversation), nodes: nodes.map(nodeToMessage) };
    },

    async stopRun({ runId }) {
      validateId(runId, "run");
      await runs.stop(owner, runId);
      return {};
    },

    async *watchRun({ runId, after }, { signal }) {
      validateId(runId, "run");
      for await (const event of untilAborted(runs.events(owner, runId, Number(after)), signal))
        yield { events: [runEventToMessage(event)] };
    },

    async suggestQuestions({ conversationId, leafId, model, mode }, { signal }) {
      validateId(conversationId, "conversation");
      validateId(leafId, "leaf");
      const asked = { conversationId, leafId, model, mode: modeAsked(mode) };
      const { questions, madeBy } = await runs.suggestQuestions(owner, asked, signal);
      return { questions: [...questions], madeBy };
    },

    async *subscribe(request, context: HandlerContext) {
      const entries = Object.entries(request.runAfter);
      if (entries.length > runsFollowedMax)
        throw new ServerError(
          "bad-message",
          `${entries.length} runs are followed; ${runsFollowedMax} can be.`,
        );
      const runAfter = new Map(entries.map(([id, after]) => [id, Number(after)]));
      const from = { epoch: request.epoch, after: Number(request.after), runAfter };
      yield* hub.subscribe(from, context.signal, () => letGo(context));
    },
  };
}

const liveUses = { [LiveUse.UNSPECIFIED]: "auto", [LiveUse.ON]: "on", [LiveUse.OFF]: "off" } as const;

function modeAsked(mode: Mode): PersonaMode {
  return mode === Mode.UNSPECIFIED ? "regular" : nameOf(modes, mode);
}

/** The fields of a request that its kind needs. Ids and texts are checked by the run manager. */
function startRequest(request: StartRunRequest): StartRequest {
  const common = {
    conversationId: request.conversationId,
    rootId: request.rootId,
    replyId: request.replyId,
    model: request.model,
    mode: modeAsked(request.mode),
    think: request.think,
    live: liveUses[request.live],
    viewId: request.viewId === "" ? null : request.viewId,
  } as const;
  const kind = nameOf(runKinds, request.kind);
  if (kind === "regenerate") return { ...common, kind, parentId: request.parentId };
  if (kind === "continue") return { ...common, kind, continueFrom: request.continueFrom };
  const { question } = request;
  if (question === undefined)
    throw new ConversationError("bad-input", "A run that answers or sums up needs its question.");
  const { id, parentId, text, editedFrom } = question;
  const asked = { id, parentId, text, editedFrom: editedFrom === "" ? null : editedFrom };
  if (kind === "summarise") return { ...common, kind, question: asked, summariseFrom: request.summariseFrom };
  return { ...common, kind, question: asked, instructions: request.instructions.trim() };
}
