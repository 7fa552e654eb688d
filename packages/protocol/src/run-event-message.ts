import { create } from "@bufbuild/protobuf";
import type { RunEvent, RunEventBody } from "@grok/conversation";
import { type RunEvent as RunEventMessage, RunEventSchema } from "./gen/grok/v1/run_pb.js";
import {
  citationFromMessage,
  citationToMessage,
  readingFromMessage,
  readingToMessage,
} from "./live-message.ts";
import { nodeFromMessage, nodeToMessage } from "./node-message.ts";
import { ProtocolError } from "./protocol-error.ts";

type Kind = RunEventMessage["kind"];

/** A run's event as it travels, with its number. */
export function runEventToMessage(event: RunEvent): RunEventMessage {
  return create(RunEventSchema, { seq: BigInt(event.seq), kind: kindOf(event) });
}

/** Throws `ProtocolError` for a kind that this version does not know. */
export function runEventFromMessage(message: RunEventMessage): RunEvent {
  return { seq: Number(message.seq), ...bodyOf(message.kind) };
}

function kindOf(event: RunEventBody) {
  switch (event.type) {
    case "started": {
      const { modelId, modelTitle, promptTokens, cachedTokens, contextTokens } = event;
      const value = { modelId, modelTitle, promptTokens, cachedTokens, contextTokens };
      return { case: "started" as const, value };
    }
    case "text":
    case "reasoning":
      return { case: event.type, value: { text: event.text } };
    case "rewound":
      return { case: event.type, value: { length: event.length } };
    case "notice":
      return { case: event.type, value: { code: event.code, message: event.message } };
    case "posts-read": {
      const citations = event.citations.map(citationToMessage);
      return { case: "postsRead" as const, value: { reading: readingToMessage(event.reading), citations } };
    }
    case "ended":
      return { case: event.type, value: { node: nodeToMessage(event.node) } };
  }
}

function bodyOf(kind: Kind): RunEventBody {
  switch (kind.case) {
    case "started": {
      const { modelId, modelTitle, promptTokens, cachedTokens, contextTokens } = kind.value;
      return { type: "started", modelId, modelTitle, promptTokens, cachedTokens, contextTokens };
    }
    case "text":
    case "reasoning":
      return { type: kind.case, text: kind.value.text };
    case "rewound":
      return { type: "rewound", length: kind.value.length };
    case "notice":
      return { type: "notice", code: noticeCode(kind.value.code), message: kind.value.message };
    case "postsRead": {
      const { reading, citations } = kind.value;
      if (!reading) throw new ProtocolError("bad-message", "posts were read, but nothing says which");
      return {
        type: "posts-read",
        reading: readingFromMessage(reading),
        citations: citations.map(citationFromMessage),
      };
    }
    case "ended":
      if (!kind.value.node) throw new ProtocolError("bad-message", "an ended event came without its node");
      return { type: "ended", node: nodeFromMessage(kind.value.node) };
    default:
      throw new ProtocolError("bad-message", "the event is of no known kind");
  }
}

function noticeCode(code: string): Extract<RunEventBody, { type: "notice" }>["code"] {
  if (code === "queued" || code === "loading" || code === "model-warning" || code === "searching-posts")
    return code;
  throw new ProtocolError(
    "bad-message",
    `"${code.slice(0, 40)}" is not a notice; known are queued, loading, model-warning, searching-posts`,
  );
}
