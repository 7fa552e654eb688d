import type { ConversationStore, OwnerId } from "@grok/conversation";
import type { RunManager } from "@grok/runs";
import type { Meaning } from "../meaning/open-meaning.ts";
import type { ChangeHub } from "../subscribe/change-hub.ts";

/** Whose everything is, as long as one person uses one server. */
export const localOwner: OwnerId = "local";

/** What the services of grok.v1 work with. */
export interface Workspace {
  readonly store: ConversationStore;
  readonly runs: RunManager;
  readonly hub: ChangeHub;
  readonly meaning: Meaning;
  /** Unix milliseconds. */
  readonly now: () => number;
}
