import type { Action } from "./action.ts";
import { type CodeEditor, noCode, reduceCodeEditor } from "./code-editor.ts";
import { type Connection, noConnection, reduceConnection } from "./connection.ts";
import { type ConversationList, noConversations, reduceConversationList } from "./conversation-list.ts";
import { type Dialog, reduceDialog } from "./dialog.ts";
import { type Instructions, reduceInstructions } from "./instructions.ts";
import { type Keys, noKeys, reduceKeys } from "./keys.ts";
import { type Live, noLive, reduceLive } from "./live.ts";
import { type Look, reduceLook } from "./look.ts";
import { type Models, reduceModels } from "./models.ts";
import { type Notice, reduceNotices } from "./notices.ts";
import { noOutlines, type Outlines, reduceOutlines } from "./outline.ts";
import { onePane, type Panes, reducePanes } from "./panes.ts";
import { noPromptCommands, type PromptCommands, reducePromptCommands } from "./prompt-commands.ts";
import { newConversationRoute, type Route } from "./route.ts";
import { noRuns, type Runs, reduceRuns } from "./runs.ts";
import { noSearch, reduceSearch, type Search } from "./search.ts";
import { nothingSuggested, reduceSuggested, type Suggested } from "./suggested.ts";
import { noTreePanel, reduceTreePanel, type TreePanel } from "./tree-panel.ts";
import { noTrees, reduceTrees, type Trees } from "./trees.ts";
import { nothingUnread, reduceUnread, type Unread } from "./unread.ts";
import { noViews, reduceViews, type Views } from "./views.ts";

/** Everything the tab knows, as plain data. */
export interface Workspace {
  readonly connection: Connection;
  readonly route: Route;
  readonly list: ConversationList;
  readonly search: Search;
  readonly runs: Runs;
  readonly trees: Trees;
  readonly panes: Panes;
  readonly views: Views;
  readonly unread: Unread;
  readonly suggested: Suggested;
  readonly models: Models;
  readonly look: Look;
  readonly treePanel: TreePanel;
  readonly live: Live;
  readonly keys: Keys;
  readonly outlines: Outlines;
  readonly codeEditor: CodeEditor;
  readonly instructions: Instructions;
  readonly promptCommands: PromptCommands;
  readonly dialog: Dialog | null;
  readonly notices: readonly Notice[];
}

/** `panes`: as they were left; one by default, set as `look` says. */
export function newWorkspace(look: Look, panes: Panes = onePane(look)): Workspace {
  return {
    connection: noConnection,
    route: newConversationRoute,
    list: noConversations,
    search: noSearch,
    runs: noRuns,
    trees: noTrees,
    panes,
    views: noViews,
    unread: nothingUnread,
    suggested: nothingSuggested,
    models: null,
    look,
    treePanel: noTreePanel,
    live: noLive,
    keys: noKeys,
    outlines: noOutlines,
    codeEditor: noCode,
    instructions: {},
    promptCommands: noPromptCommands,
    dialog: null,
    notices: [],
  };
}

/** The workspace after `action`. Concerns that it does not touch stay the same object. */
export function reduce(workspace: Workspace, action: Action): Workspace {
  const { loaded } = workspace.trees;
  const runs = reduceRuns(workspace.runs, action, ({ conversationId, id }) => {
    const status = loaded[conversationId]?.bodies.get(id)?.status;
    return status !== undefined && status !== "running";
  });
  const panes = reducePanes(workspace.panes, action);
  const trees = reduceTrees(workspace.trees, action, runs.ended);
  const views = reduceViews(workspace.views, action);
  const moved = panes !== workspace.panes || views !== workspace.views || trees !== workspace.trees;
  return {
    connection: reduceConnection(workspace.connection, action),
    route: action.type === "route-changed" ? action.route : workspace.route,
    list: reduceConversationList(workspace.list, action),
    search: reduceSearch(workspace.search, action),
    runs,
    trees,
    panes,
    views,
    suggested: reduceSuggested(workspace.suggested, action),
    unread: reduceUnread(workspace.unread, action, { panes, views, trees }, moved),
    models: reduceModels(workspace.models, action),
    look: reduceLook(workspace.look, action),
    treePanel: reduceTreePanel(workspace.treePanel, action),
    live: reduceLive(workspace.live, action),
    keys: reduceKeys(workspace.keys, action),
    outlines: reduceOutlines(workspace.outlines, action),
    codeEditor: reduceCodeEditor(workspace.codeEditor, action),
    instructions: reduceInstructions(workspace.instructions, action),
    promptCommands: reducePromptCommands(workspace.promptCommands, action),
    dialog: reduceDialog(workspace.dialog, action),
    notices: reduceNotices(workspace.notices, action),
  };
}
