import { create } from "@bufbuild/protobuf";
import type { Citation, LiveReading } from "@grok/conversation";
import {
  type Citation as CitationMessage,
  CitationSchema,
  type LiveReading as LiveReadingMessage,
  LiveReadingSchema,
} from "./gen/grok/v1/conversation_pb.js";

/** What a reply knows of the posts that were read for it, as it travels. */
export function readingToMessage(reading: LiveReading): LiveReadingMessage {
  return create(LiveReadingSchema, {
    query: reading.query,
    asOfMs: BigInt(Math.round(reading.asOfMs)),
    postsMatched: BigInt(reading.postsMatched),
    searchedBackToMs: BigInt(Math.round(reading.searchedBackToMs)),
    complete: reading.complete,
  });
}

export function readingFromMessage(message: LiveReadingMessage): LiveReading {
  return {
    query: message.query,
    asOfMs: Number(message.asOfMs),
    postsMatched: Number(message.postsMatched),
    searchedBackToMs: Number(message.searchedBackToMs),
    complete: message.complete,
  };
}

export function citationToMessage({ postedAtMs, ...rest }: Citation): CitationMessage {
  return create(CitationSchema, { ...rest, postedAtMs: BigInt(Math.round(postedAtMs)) });
}

/** Addresses that are no http or https are left out: a reader may make links of them. */
export function citationFromMessage(message: CitationMessage): Citation {
  const { number, source, sourceId, author, handle, quote, url } = message;
  return {
    number,
    source,
    sourceId,
    author,
    handle,
    quote,
    url: /^https?:\/\//i.test(url) ? url : "",
    postedAtMs: Number(message.postedAtMs),
  };
}
