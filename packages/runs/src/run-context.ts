import type { ConversationStore, RunEvent } from "@grok/conversation";
import type { LiveRun } from "./live-run.ts";
import type { RunInfo, RunManagerOptions, RunPosts, RunSettings } from "./run-manager.ts";
import type { Timers } from "./timers.ts";

/** What every run of a manager works with. */
export interface RunContext {
  readonly store: ConversationStore;
  readonly resolveModel: RunManagerOptions["resolveModel"];
  readonly posts: RunPosts | null;
  readonly now: () => number;
  readonly timers: Timers;
  readonly random: () => number;
  readonly timeZone: string;
  readonly settings: RunSettings;
  readonly log: NonNullable<RunManagerOptions["log"]>;
  readonly onEvents: (run: RunInfo, events: readonly RunEvent[]) => void;
  /** Calls a callback of the manager's owner; what it throws is logged. */
  readonly tell: (name: string, call: () => void) => void;
  /** The run is over: it is no longer to be listed as live. */
  readonly forget: (run: LiveRun) => void;
}
