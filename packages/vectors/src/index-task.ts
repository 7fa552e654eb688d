import type { VectorErrorCode } from "./vector-error.ts";
import type { VectorKind } from "./vector-file.ts";

/** What the thread is started with. */
export interface IndexThreadData {
  readonly path: string;
  readonly kind: VectorKind;
}

/** A message whose text has been read: no vectors where it says nothing. */
export interface MessageVectors {
  readonly id: string;
  readonly vectors: readonly Float32Array[];
}

export interface VectorHit {
  readonly conversationId: string;
  readonly messageId: string;
  /** Which of the message's vectors is nearest, from 0. */
  readonly part: number;
  /** Cosine, from -1 to 1. */
  readonly similarity: number;
}

/** What the thread is asked for, and below what it answers. */
export type IndexTask =
  | {
      readonly type: "put";
      readonly owner: string;
      readonly conversationId: string;
      readonly messages: readonly MessageVectors[];
    }
  | {
      readonly type: "remove";
      readonly owner: string;
      readonly conversationId: string;
      readonly ids: readonly string[];
    }
  | { readonly type: "messageIds"; readonly owner: string; readonly conversationId: string }
  | { readonly type: "conversations"; readonly owner: string }
  | { readonly type: "count"; readonly owner: string }
  | {
      readonly type: "search";
      readonly owner: string;
      readonly query: Float32Array;
      readonly limit: number;
      readonly similarityMin: number;
    };

export interface IndexAnswers {
  put: undefined;
  remove: undefined;
  messageIds: readonly string[];
  conversations: readonly string[];
  count: number;
  search: readonly VectorHit[];
}

export type IndexReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly code: VectorErrorCode; readonly message: string } };
