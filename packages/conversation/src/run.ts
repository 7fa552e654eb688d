import type {
  Citation,
  ConversationId,
  ConversationNode,
  LiveReading,
  NodeId,
  NodePart,
  OwnerId,
} from "./node.ts";

/** A run's id is the id of the reply that it writes. */
export type RunId = NodeId;

export type RunKind = "answer" | "regenerate" | "continue" | "summarise";

export type RunStatus = "live" | "ended";

/** One generation, kept apart from the tree: what a restarted server needs in order to know what was going on. */
export interface Run {
  readonly id: RunId;
  readonly conversationId: ConversationId;
  readonly ownerId: OwnerId;
  readonly kind: RunKind;
  readonly status: RunStatus;
  /** The last event number given out. */
  readonly seq: number;
  /** The last event that the node's parts contain. */
  readonly foldedSeq: number;
  readonly heartbeatAtMs: number;
  readonly startedAtMs: number;
}

/** What a run tells, numbered from 1 without gaps. `RunEvent.seq` orders; nothing else does. */
export type RunEvent = { readonly seq: number } & RunEventBody;

export type RunEventBody =
  | {
      readonly type: "started";
      readonly modelId: string;
      readonly modelTitle: string;
      readonly promptTokens: number;
      readonly cachedTokens: number;
      readonly contextTokens: number;
    }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "reasoning"; readonly text: string }
  /** The text so far is cut back to this many UTF-16 units. */
  | { readonly type: "rewound"; readonly length: number }
  | {
      readonly type: "notice";
      readonly code: "queued" | "loading" | "model-warning" | "searching-posts";
      readonly message: string;
    }
  /** Posts were read for the reply; `citations` are what its text may cite. */
  | { readonly type: "posts-read"; readonly reading: LiveReading; readonly citations: readonly Citation[] }
  /** Always the last; the node is whole and will not change again. */
  | { readonly type: "ended"; readonly node: ConversationNode };

/** `parts` after `event`: the one rule by which server, web app and terminal turn events into text. */
export function foldRunEvent(parts: readonly NodePart[], event: RunEventBody): readonly NodePart[] {
  switch (event.type) {
    case "text":
    case "reasoning": {
      const last = parts.at(-1);
      if (last?.type === event.type)
        return [...parts.slice(0, -1), { ...last, text: last.text + event.text }];
      const part: NodePart =
        event.type === "text"
          ? { type: "text", text: event.text }
          : { type: "reasoning", text: event.text, durationMs: 0 };
      return [...parts, part];
    }
    case "rewound":
      return rewind(parts, event.length);
    case "ended":
      return event.node.parts;
    default:
      return parts;
  }
}

/** Cuts the text parts, taken together, back to `length` UTF-16 units; reasoning stays. */
function rewind(parts: readonly NodePart[], length: number): readonly NodePart[] {
  let left = length;
  return parts.flatMap((part): NodePart[] => {
    if (part.type !== "text") return [part];
    const text = part.text.slice(0, left);
    left -= text.length;
    return text === "" ? [] : [{ type: "text", text }];
  });
}
