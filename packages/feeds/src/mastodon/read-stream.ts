import { type FeedAsk, type FeedEvent, PostsError } from "@grok/posts";
import { readServerEvents, type ServerEvent } from "../http/read-server-events.ts";
import type { MastodonServer } from "./mastodon-server.ts";
import { deletionOf, eventOfStatus, type Status, statusSchema } from "./status.ts";
import { idBefore, isNewer } from "./status-id.ts";
import type { Stream } from "./streams.ts";

/** Events of one stream, and the newest id that they bring it to; null where they bring no newer one. */
export interface StreamStep {
  readonly stream: string;
  readonly events: readonly FeedEvent[];
  readonly newestId: string | null;
}

export interface ReadStream {
  readonly stream: Stream;
  readonly server: MastodonServer;
  /** The newest id seen before; null for a new stream. */
  readonly after: string | null;
  readonly now: () => number;
  readonly tell: FeedAsk["tell"];
}

/** The server says ":thump" every 15 s. */
const silenceMs = 60_000;
const eventCharsMax = 2 ** 20;
/** Posts of other servers arrive late, with the id of the moment when they were written. */
const lateMs = 5 * 60_000;
const gapPagesMax = 25;

/**
 * Connects first and then fills the gap since `after` from the timeline, so that nothing is said in between unheard;
 * what comes twice is the same post. Ends only by an error.
 */
export async function* readStream(options: ReadStream): AsyncGenerator<StreamStep, void> {
  const { stream, server, now, tell } = options;
  const opened = await server.openStream(stream);
  try {
    let newest = options.after;
    if (newest !== null)
      for await (const step of fillGap(options, newest)) {
        newest = step.newestId ?? newest;
        yield step;
      }
    tell({ type: "live" });
    for await (const said of readServerEvents(opened.body, {
      host: server.host,
      silenceMs,
      charsMax: eventCharsMax,
    })) {
      const heard = said.map((event) => understand(event, server.host, now(), tell));
      let newestId: string | null = null;
      for (const { id } of heard)
        if (id !== null && isNewer(id, newest ?? "")) {
          newest = id;
          newestId = id;
        }
      yield { stream: stream.name, events: heard.flatMap(({ event }) => event ?? []), newestId };
    }
    throw new PostsError("unreachable", `${server.host} ended the stream ${stream.name}.`);
  } finally {
    opened.end();
  }
}

async function* fillGap(
  { stream, server, now, tell }: ReadStream,
  newest: string,
): AsyncGenerator<StreamStep> {
  let after = idBefore(newest, lateMs);
  for (let page = 0; page < gapPagesMax; page++) {
    const { statuses, unreadable, newestId } = await server.pageAfter(stream, after);
    if (unreadable > 0)
      tell({
        type: "unreadable",
        count: unreadable,
        message: `${server.host} sent statuses of another shape.`,
      });
    if (newestId === null || !isNewer(newestId, after)) return;
    after = newestId;
    const events = statuses.flatMap((status) => eventOfStatus(status, server.host, now()) ?? []);
    yield { stream: stream.name, events, newestId: isNewer(after, newest) ? after : null };
  }
  tell({
    type: "gap",
    message: `More was said in ${stream.name} of ${server.host} than can be caught up with; some of it is left out.`,
  });
}

function understand(
  { name, data }: ServerEvent,
  host: string,
  nowMs: number,
  tell: FeedAsk["tell"],
): { event: FeedEvent | null; id: string | null } {
  if (name === "delete") return { event: deletionOf(data.trim(), host), id: null };
  // Edits say nothing about what is newest; other events are of people's own timelines.
  if (name !== "update" && name !== "status.update") return { event: null, id: null };
  const status = parseStatus(data);
  if (status === null) {
    tell({ type: "unreadable", count: 1, message: `${host} sent a status of another shape.` });
    return { event: null, id: null };
  }
  return { event: eventOfStatus(status, host, nowMs), id: name === "update" ? status.id : null };
}

function parseStatus(data: string): Status | null {
  try {
    return statusSchema.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
