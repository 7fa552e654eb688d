import type { MiniEvent } from "../mini-jetstream.ts";

export const mira = "did:plc:mira2222222222222222aaaa";
export const joon = "did:plc:joon2222222222222222aaaa";

/** A post written by Mira, unless somebody else is named. */
export function wrote(rkey: string, text: string, change: { did?: string; record?: object } = {}): MiniEvent {
  return {
    did: change.did ?? mira,
    kind: "commit",
    operation: "create",
    collection: "app.bsky.feed.post",
    rkey,
    record: {
      $type: "app.bsky.feed.post",
      text,
      createdAt: "2026-09-01T12:00:00.000Z",
      langs: ["en"],
      ...change.record,
    },
  };
}

export function deleted(rkey: string, did = mira): MiniEvent {
  return { did, kind: "commit", operation: "delete", collection: "app.bsky.feed.post", rkey };
}

export function uriOf(rkey: string, did = mira): string {
  return `at://${did}/app.bsky.feed.post/${rkey}`;
}
