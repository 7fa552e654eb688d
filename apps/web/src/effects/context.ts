import { idMaker } from "@grok/conversation";
import type { Clients } from "../api/clients.ts";
import { problemOf } from "../api/problem-of.ts";
import type { FailedDeed, Notice } from "../state/notices.ts";
import type { WorkspaceStore } from "../state/store.ts";
import type { TabMemory } from "./tab-memory.ts";

/** What every effect works with. Effects read the store, call the server and dispatch what came of it. */
export interface EffectContext {
  readonly store: WorkspaceStore;
  readonly clients: Clients;
  readonly memory: TabMemory;
  readonly now: () => number;
  /** UUIDv7, each greater than the one before. */
  readonly newId: () => string;
}

/** Ids for this tab, from the browser's random numbers. */
export function createIds(now: () => number): () => string {
  const word = new Uint32Array(1);
  const make = idMaker(() => crypto.getRandomValues(word)[0]!);
  return () => make(now());
}

type NoticeBody<N> = N extends unknown ? Omit<N, "id"> : never;

export function notify({ store, newId }: EffectContext, notice: NoticeBody<Notice>): void {
  store.dispatch({ type: "notice-shown", notice: { id: newId(), ...notice } as Notice });
}

/** Runs `deed`; a failure becomes a notice that says what did not happen. Answers whether it went well. */
export async function attempt(
  context: EffectContext,
  what: FailedDeed,
  deed: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await deed();
    return true;
  } catch (error) {
    notify(context, { kind: "failed", what, message: problemOf(error).message });
    return false;
  }
}
