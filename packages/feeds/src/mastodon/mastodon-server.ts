import { PostsError } from "@grok/posts";
import { z } from "zod";
import type { FeedTools } from "../feed-module.ts";
import { type Answer, get, type OpenAnswer, openStream } from "../http/get.ts";
import { parseJson } from "../http/parse-json.ts";
import { refusalOf } from "../http/refusal.ts";
import { type Status, statusSchema } from "./status.ts";
import { isNewer } from "./status-id.ts";
import type { Stream } from "./streams.ts";

/** What is asked of a server. Methods throw `PostsError`. */
export interface MastodonServer {
  readonly host: string;
  /** The open answer of a stream of server-sent events. */
  openStream(stream: Stream): Promise<OpenAnswer & { readonly body: ReadableStream<Uint8Array> }>;
  pageAfter(stream: Stream, after: string): Promise<Page>;
}

/** The statuses that follow next on an id, in whatever order. */
export interface Page {
  readonly statuses: readonly Status[];
  readonly unreadable: number;
  /** Of all that it held, also of what could not be read; null for an empty page. */
  readonly newestId: string | null;
}

const pageSize = 40;
const withId = z.object({ id: z.string().min(1).max(200) });
const instanceSchema = z.object({
  configuration: z.object({ urls: z.object({ streaming: z.string().optional() }).optional() }).optional(),
});
const wantsToken = "Give a token of an account at this server that may read statuses (read:statuses).";

export function askMastodon(
  options: { readonly base: string; readonly token: string },
  tools: FeedTools,
  signal: AbortSignal,
): MastodonServer {
  const { base, token } = options;
  const { host } = new URL(base);
  const headers = { authorization: `Bearer ${token}` };
  let streaming: string | null = null;

  const ask = async (path: string): Promise<Answer> => {
    const answer = await get(base + path, { tools, signal, headers, bytesMax: 8 * 2 ** 20 });
    if (answer.status !== 200 && answer.status !== 404) throw refusal(answer);
    return answer;
  };
  const refusal = (answer: Pick<Answer, "status" | "headers">) => {
    const error = refusalOf(host, answer, tools.now(), wantsToken);
    const resetAtMs = Date.parse(answer.headers.get("x-ratelimit-reset") ?? "");
    if (error.code !== "too-many" || error.retryAfterMs !== null || Number.isNaN(resetAtMs)) return error;
    return new PostsError(error.code, error.message, { retryAfterMs: Math.max(0, resetAtMs - tools.now()) });
  };
  const findStreaming = async () => {
    const answer = await ask("/api/v2/instance");
    // Servers before 4.0 stream from their own address.
    if (answer.status === 404) return base;
    const { configuration } = parseJson(answer.body, instanceSchema, host);
    return streamingBase(configuration?.urls?.streaming ?? "", base);
  };

  return {
    host,
    async openStream({ streamPath, query }) {
      streaming ??= await findStreaming();
      const address = `${streaming}${streamPath}?${new URLSearchParams(query)}`;
      const opened = await openStream(address, {
        tools,
        signal,
        headers: { ...headers, accept: "text/event-stream" },
      });
      const { response } = opened;
      if (response.status === 200 && response.body !== null) return { ...opened, body: response.body };
      opened.end();
      throw refusal(response);
    },
    async pageAfter({ timelinePath, query }, after) {
      const { tag: _, ...narrowing } = query;
      const asked = new URLSearchParams({ ...narrowing, min_id: after, limit: String(pageSize) });
      const answer = await ask(`${timelinePath}?${asked}`);
      if (answer.status !== 200) throw refusal(answer);
      const values = parseJson(answer.body, z.array(z.unknown()).max(200), host);
      const parsed = values.map((value) => statusSchema.safeParse(value));
      const statuses = parsed.flatMap(({ data }) => data ?? []);
      const ids = values.flatMap((value) => withId.safeParse(value).data?.id ?? []);
      const newestId = ids.reduce(
        (newest: string | null, id) => (isNewer(id, newest ?? "") ? id : newest),
        null,
      );
      return { statuses, unreadable: parsed.length - statuses.length, newestId };
    },
  };
}

/**
 * Where an instance says that its streams are, as an http address. The token goes there, so an instance may name its own
 * host or an https address, and nothing else.
 */
export function streamingBase(told: string, base: string): string {
  if (told === "") return base;
  const url = URL.parse(told.replace(/^ws(s?):/i, "http$1:"));
  const isOwn = url !== null && url.host === new URL(base).host;
  if (
    url === null ||
    url.username !== "" ||
    !(url.protocol === "https:" || (isOwn && url.protocol === "http:"))
  )
    throw new PostsError(
      "bad-answer",
      `${new URL(base).host} names an address for its streams that is neither its own nor https.`,
    );
  return url.origin + url.pathname.replace(/\/+$/, "");
}
