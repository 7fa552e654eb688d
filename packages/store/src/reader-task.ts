import type { ConversationErrorCode } from "@grok/conversation";
import type { DiagnoseOptions } from "./diagnose/check.ts";
import type { SearchTask } from "./search-index.ts";

/** What the thread of readers is asked for. */
export type ReaderTask =
  | { readonly type: "search"; readonly search: SearchTask }
  | { readonly type: "outline"; readonly conversationKey: number }
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
