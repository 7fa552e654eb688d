import type { Action } from "./action.ts";
import { type Connection, noConnection, reduceConnection } from "./connection.ts";
import { type ConversationList, noConversations, reduceConversationList } from "./conversation-list.ts";
import { type Dialog, reduceDialog } from "./dialog.ts";
import { type Look, reduceLook } from "./look.ts";
import { type Models, reduceModels } from "./models.ts";
import { type Notice, reduceNotices } from "./notices.ts";
import { newConversationRoute, type Route } from "./route.ts";
import { noRuns, type Runs, reduceRuns } from "./runs.ts";
import { noSearch, reduceSearch, type Search } from "./search.ts";
import { noTrees, reduceTrees, type Trees } from "./trees.ts";
import { noViews, reduceViews, type Views } from "./views.ts";

/** Everything the tab knows, as plain data. */
export interface Workspace {
  readonly connection: Connection;
  readonly route: Route;
  readonly list: ConversationList;
  readonly search: Search;
  readonly runs: Runs;
  readonly trees: Trees;
  readonly views: Views;
  readonly models: Models;
  readonly look: Look;
  readonly dialog: Dialog | null;
  readonly notices: readonly Notice[];
}

export function newWorkspace(look: Look): Workspace {
  return {
    connection: noConnection,
    route: newConversationRoute,
    list: noConversations,
    search: noSearch,
    runs: noRuns,
    trees: noTrees,
    views: noViews,
    models: null,
    look,
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
  return {
    connection: reduceConnection(workspace.connection, action),
    route: action.type === "route-changed" ? action.route : workspace.route,
    list: reduceConversationList(workspace.list, action),
    search: reduceSearch(workspace.search, action),
    runs,
    trees: reduceTrees(workspace.trees, action, runs.ended),
    views: reduceViews(workspace.views, action),
    models: reduceModels(workspace.models, action),
    look: reduceLook(workspace.look, action),
    dialog: reduceDialog(workspace.dialog, action),
    notices: reduceNotices(workspace.notices, action),
  };
}
