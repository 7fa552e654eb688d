import { createContext, useContext } from "react";
import { createStore, type StoreApi, useStore } from "zustand";
import type { Action } from "./action.ts";
import type { Look } from "./look.ts";
import type { Panes } from "./panes.ts";
import { newWorkspace, reduce, type Workspace } from "./workspace.ts";

export interface WorkspaceStore extends Pick<StoreApi<Workspace>, "getState" | "subscribe"> {
  readonly dispatch: (action: Action) => void;
}

export function createWorkspaceStore(look: Look, panes: Panes): WorkspaceStore & StoreApi<Workspace> {
  const store = createStore<Workspace>(() => newWorkspace(look, panes));
  const dispatch = (action: Action) => store.setState((workspace) => reduce(workspace, action), true);
  return { ...store, dispatch };
}

export const StoreContext = createContext<ReturnType<typeof createWorkspaceStore> | null>(null);

/** A part of the workspace; the component renders again when that part is another object. */
export function useWorkspace<T>(select: (workspace: Workspace) => T): T {
  const store = useContext(StoreContext);
  if (store === null) throw new Error("useWorkspace outside of StoreContext");
  return useStore(store, select);
}
