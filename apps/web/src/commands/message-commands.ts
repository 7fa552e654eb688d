import { type NodeId, siblingsOf, textOf } from "@grok/conversation";
import { canBeContinued } from "../message/broken-off.ts";
import { pathOf } from "../state/route.ts";
import type { Command, CommandContext } from "./command.ts";

const running = ({ tree, view }: CommandContext): NodeId | null => {
  const leafId = view?.leafId ?? null;
  return leafId !== null && tree?.nodes.get(leafId)?.status === "running" ? leafId : null;
};

const noReply = ({ reply }: CommandContext) => (reply === null ? "reply" : null);
const noEndedReply = ({ reply }: CommandContext) =>
  reply === null ? "reply" : reply.status === "running" ? "ended" : null;
/** Another one would take the place of what is being written. */
const beingEdited = ({ view }: CommandContext) => (view?.editing == null ? null : "editing");
const noMessage = ({ message }: CommandContext) => (message === null ? "conversation" : null);

function versionsOf({ tree, reply }: CommandContext): readonly NodeId[] {
  return tree === undefined || reply === null || !tree.nodes.has(reply.id)
    ? []
    : siblingsOf(tree, reply.id).ids;
}

/** What the buttons and the menu of a message do; without a message that has the focus, to the last reply. */
export const messageCommands: readonly Command[] = [
  {
    id: "branch",
    group: "here",
    icon: "branch",
    slash: ["branch", "fork"],
    keys: ["Alt+B"],
    argument: {},
    lacks: noMessage,
    run({ effects, desk, place, view, message }, question) {
      if (message === null || view?.leafId == null) return;
      const at = message.role === "user" ? message.parentId : message.id;
      if (at === null) return;
      effects.dispatch({ type: "branch-begun", ...place, at: message.id, leafId: at, returnTo: view.leafId });
      if (question !== "") return effects.runs.ask(place, question, false);
      desk.focusComposer(place.paneId);
    },
  },
  {
    id: "regenerate",
    group: "here",
    icon: "again",
    slash: ["regenerate", "again"],
    keys: ["Alt+R"],
    lacks: noEndedReply,
    run: ({ effects, place, reply }) => reply && effects.runs.regenerate(place, reply.id),
  },
  {
    id: "edit",
    group: "here",
    icon: "edit",
    slash: ["edit"],
    keys: ["Alt+E"],
    lacks: (context) => noEndedReply(context) ?? beingEdited(context),
    run({ effects, place, message }) {
      if (message === null) return;
      effects.dispatch({ type: "edit-begun", ...place, nodeId: message.id, text: textOf(message) });
      effects.dispatch({ type: "jump-asked", ...place, nodeId: message.id });
    },
  },
  {
    id: "edit-question",
    group: "here",
    icon: "write",
    slash: ["rephrase"],
    lacks: (context) => (context.question === null ? "question" : beingEdited(context)),
    run({ effects, place, question }) {
      if (question === null) return;
      effects.dispatch({ type: "edit-begun", ...place, nodeId: question.id, text: textOf(question) });
      effects.dispatch({ type: "jump-asked", ...place, nodeId: question.id });
    },
  },
  {
    id: "copy",
    group: "here",
    icon: "copy",
    slash: ["copy"],
    lacks: noReply,
    run: ({ desk, message }) => message && desk.copyMessage(message),
  },
  {
    id: "other-mode",
    group: "here",
    icon: "pen",
    slash: ["other-mode"],
    lacks: noEndedReply,
    run({ effects, place, reply, workspace }) {
      if (reply === null) return;
      const mode = reply.provenance?.mode ?? workspace.panes.makings[place.paneId]?.mode;
      return effects.runs.regenerate(place, reply.id, { mode: mode === "fun" ? "regular" : "fun" });
    },
  },
  {
    id: "continue",
    group: "here",
    icon: "continue",
    slash: ["continue"],
    lacks: (context) =>
      noEndedReply(context) ?? (context.reply !== null && canBeContinued(context.reply) ? null : "unbroken"),
    run: ({ effects, place, reply }) => reply && effects.runs.continueReply(place, reply.id),
  },
  {
    id: "stop",
    group: "here",
    icon: "stop",
    slash: ["stop"],
    keys: ["Escape"],
    lacks: (context) => (running(context) === null ? "running" : null),
    run(context) {
      const runId = running(context);
      if (runId !== null) return context.effects.runs.stop(runId);
    },
  },
  {
    id: "compare",
    group: "here",
    icon: "compare",
    slash: ["compare"],
    lacks: (context) => noReply(context) ?? (versionsOf(context).length < 2 ? "versions" : null),
    run({ effects, place, reply }) {
      if (reply === null) return;
      const { conversationId } = place;
      effects.dispatch({
        type: "dialog-opened",
        dialog: { kind: "compare", conversationId, left: reply.id, right: null },
      });
    },
  },
  {
    id: "code",
    group: "here",
    icon: "code",
    slash: ["code"],
    lacks: (context) =>
      noEndedReply(context) ?? (/^[ >\t*+\-\d.)]*(```|~~~)/m.test(textOf(context.reply!)) ? null : "code"),
    async run({ effects, place, reply }) {
      const { codeBlocks } = await import("../code-editor/code-blocks.ts");
      const last = reply === null ? undefined : codeBlocks(textOf(reply)).at(-1);
      if (reply !== null && last !== undefined) effects.codeEditor.open(place, reply.id, last);
    },
  },
  {
    id: "bookmark",
    group: "here",
    icon: "bookmark",
    slash: ["bookmark"],
    isOn: ({ message }) => message?.bookmarked === true,
    lacks: noReply,
    run: ({ effects, place, message }) =>
      message && effects.tree.annotate(place.conversationId, message.id, { bookmarked: !message.bookmarked }),
  },
  {
    id: "name",
    group: "here",
    icon: "star",
    slash: ["name"],
    argument: {},
    lacks: noReply,
    run({ effects, place, message }, name) {
      if (message === null) return;
      const { conversationId } = place;
      if (name !== "") return effects.tree.annotate(conversationId, message.id, { name });
      effects.dispatch({
        type: "dialog-opened",
        dialog: { kind: "name-reply", conversationId, nodeId: message.id },
      });
    },
  },
  {
    id: "link",
    group: "here",
    icon: "address",
    slash: ["link"],
    lacks: noMessage,
    run({ desk, place: { conversationId }, message }) {
      if (message === null) return;
      desk.copyText(
        new URL(pathOf({ page: "conversation", conversationId, nodeId: message.id }), location.href).href,
      );
    },
  },
  {
    id: "details",
    group: "here",
    icon: "details",
    slash: ["details"],
    lacks: noMessage,
    run({ effects, place: { conversationId }, message }) {
      if (message === null) return;
      effects.dispatch({
        type: "dialog-opened",
        dialog: { kind: "details", conversationId, nodeId: message.id },
      });
    },
  },
  {
    id: "archive-reply",
    group: "here",
    icon: "archive",
    slash: ["prune"],
    lacks: (context) => noEndedReply(context) ?? (running(context) === null ? null : "ended"),
    run: ({ effects, place, message }) =>
      message && effects.conversations.archiveBranch(place.paneId, place.conversationId, message.id),
  },
];
