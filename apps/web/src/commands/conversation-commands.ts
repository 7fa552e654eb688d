import type { Command, CommandContext } from "./command.ts";

const unstored = ({ workspace, place, view }: CommandContext) =>
  view !== undefined && workspace.trees.loaded[place.conversationId]?.stored === true ? null : "conversation";

/** Which conversation, and what becomes of it. */
export const conversationCommands: readonly Command[] = [
  {
    id: "new",
    group: "conversations",
    icon: "plus",
    slash: ["new"],
    keys: ["Alt+N"],
    run({ effects, desk, place }) {
      desk.leaveSidebar();
      effects.dispatch({ type: "pane-focused", paneId: place.paneId });
      effects.navigation.goNew();
      desk.focusComposer(place.paneId);
    },
  },
  {
    id: "search",
    group: "conversations",
    icon: "search",
    slash: ["search"],
    keys: ["Mod+Shift+F"],
    argument: {},
    run: ({ desk }, words) => desk.search(words),
  },
  {
    id: "rename",
    group: "conversations",
    icon: "edit",
    slash: ["rename", "title"],
    argument: {},
    lacks: unstored,
    run({ effects, place: { conversationId } }, title) {
      if (title !== "") return effects.conversations.rename(conversationId, title);
      effects.dispatch({ type: "dialog-opened", dialog: { kind: "rename", conversationId } });
    },
  },
  {
    id: "archive",
    group: "conversations",
    icon: "archive",
    slash: ["archive"],
    lacks: unstored,
    run: ({ effects, place }) =>
      effects.conversations
        .archive(place.conversationId, false)
        .then((done) => done && effects.navigation.goNew()),
  },
  {
    id: "export",
    group: "conversations",
    icon: "save",
    slash: ["export"],
    run(context) {
      const { effects, place, view } = context;
      const here = unstored(context) === null && view !== undefined;
      effects.dispatch({
        type: "dialog-opened",
        dialog: here
          ? { kind: "export", conversationId: place.conversationId, leafId: view.leafId }
          : { kind: "export", conversationId: null, leafId: null },
      });
    },
  },
  {
    id: "import",
    group: "conversations",
    icon: "download",
    slash: ["import"],
    run: ({ effects }) => effects.dispatch({ type: "dialog-opened", dialog: { kind: "import" } }),
  },
  {
    id: "clear",
    group: "conversations",
    icon: "clear",
    slash: ["clear"],
    palette: false,
    lacks: unstored,
    run({ effects, place }) {
      effects.dispatch({ type: "pane-focused", paneId: place.paneId });
      effects.navigation.goNew();
      effects.say("cleared");
    },
  },
];
