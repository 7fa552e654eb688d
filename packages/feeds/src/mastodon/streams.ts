/** One of the streams that a server offers to everybody who has a token, and the timeline with the same posts. */
export interface Stream {
  /** As it was typed: "public", "local", "remote", "#tag". */
  readonly name: string;
  readonly streamPath: string;
  readonly timelinePath: string;
  readonly query: Readonly<Record<string, string>>;
}

export const streamNames = ["public", "local", "remote"] as const;

/** Null for what is no stream. Tags are letters of any script, digits and "_". */
export function parseStream(typed: string): Stream | null {
  const tag = /^#([\p{L}\p{M}\p{N}_]{1,100})$/u.exec(typed)?.[1]?.toLowerCase();
  if (tag !== undefined)
    return {
      name: `#${tag}`,
      streamPath: "/api/v1/streaming/hashtag",
      timelinePath: `/api/v1/timelines/tag/${encodeURIComponent(tag)}`,
      query: { tag },
    };
  const name = streamNames.find((each) => each === typed.toLowerCase());
  if (name === undefined) return null;
  return {
    name,
    streamPath: `/api/v1/streaming/public${name === "public" ? "" : `/${name}`}`,
    timelinePath: "/api/v1/timelines/public",
    query: name === "public" ? {} : { [name]: "true" },
  };
}
