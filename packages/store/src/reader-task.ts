import type { ConversationErrorCode, OwnerId, QueryTerm } from "@grok/conversation";
import type { DiagnoseOptions } from "./diagnose/check.ts";

/** What the thread of readers is asked for. */
export type ReaderTask =
  | {
      readonly type: "search";
      readonly ownerId: OwnerId;
      readonly terms: readonly QueryTerm[];
      readonly limit: number;
    }
  | { readonly type: "diagnose"; readonly options: DiagnoseOptions };

export interface ReaderQuestion {
  readonly id: number;
  readonly task: ReaderTask;
}

export type ReaderAnswer =
  | { readonly id: number; readonly result: unknown }
  | {
      readonly id: number;
      readonly error: { readonly code: ConversationErrorCode; readonly message: string };
    };
