import { PostsError } from "@grok/posts";
import { z } from "zod";
import type { FeedTools } from "../feed-module.ts";
import { type OpenAnswer, openStream } from "../http/get.ts";
import { untilLate } from "../http/until-late.ts";
import { XError } from "./x-error.ts";

/** What is asked of X. Methods throw `PostsError`; an abort comes as one too. */
export interface XApi {
  readonly host: string;
  getJson<T>(path: string, query: Record<string, string>, schema: z.ZodType<T>): Promise<T>;
  postJson<T>(path: string, body: object, schema: z.ZodType<T>): Promise<T>;
  openStream(
    path: string,
    query: Record<string, string>,
  ): Promise<OpenAnswer & { readonly body: ReadableStream<Uint8Array> }>;
}

const answerWithinMs = 30_000;
const answerBytesMax = 8 * 1024 * 1024;
const saidMax = 300;

/** https://docs.x.com/x-api/fundamentals/response-codes-and-errors */
const problem = z.object({
  type: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  connection_issue: z.string().optional(),
});
export type XProblem = z.infer<typeof problem>;

export function askX(
  { base, token }: { readonly base: string; readonly token: string },
  tools: Pick<FeedTools, "fetch" | "now">,
  signal: AbortSignal,
): XApi {
  const { host } = new URL(base);
  const headers = { authorization: `Bearer ${token}` };
  const address = (path: string, query: Record<string, string>) => {
    const text = new URLSearchParams(query).toString();
    return `${base}${path}${text === "" ? "" : `?${text}`}`;
  };

  const askJson = async <T>(url: string, init: RequestInit, schema: z.ZodType<T>): Promise<T> => {
    const time = untilLate(signal, answerWithinMs);
    let response: Response;
    let text: string;
    try {
      response = await tools.fetch(url, {
        ...init,
        headers: { ...headers, ...init.headers },
        redirect: "manual",
        signal: time.signal,
      });
      text = await readText(response, host);
    } catch (error) {
      if (error instanceof PostsError) throw error;
      const how = time.isLate ? `did not answer within ${answerWithinMs / 1_000} s` : "cannot be reached";
      throw new XError("network", "unreachable", `${host} ${how}.`, { cause: error });
    } finally {
      time.end();
    }
    if (!response.ok) throw refusal(host, response, text, tools.now());
    const parsed = schema.safeParse(parse(text));
    if (parsed.success) return parsed.data;
    const place = parsed.error.issues[0]?.path.join(".") || "the whole of it";
    throw new XError(
      "http",
      "bad-answer",
      `${host} sent JSON of another shape: ${place} is not as documented.`,
    );
  };

  return {
    host,
    getJson: (path, query, schema) => askJson(address(path, query), {}, schema),
    postJson: (path, body, schema) =>
      askJson(
        address(path, {}),
        { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
        schema,
      ),
    async openStream(path, query) {
      const options = { tools, signal, headers, withinMs: answerWithinMs };
      const opened = await openStream(address(path, query), options).catch((error: PostsError) => {
        throw new XError("network", error.code, error.message, { cause: error.cause });
      });
      const { response, end } = opened;
      if (response.ok && response.body !== null) return { response, end, body: response.body };
      const text = await readText(response, host).catch(() => "");
      end();
      throw refusal(host, response, text, tools.now());
    },
  };
}

/** What X says of a problem, in one line; what it says is data. */
export function saidBy(told: XProblem): string {
  return (told.detail ?? told.title ?? "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .slice(0, saidMax)
    .toWellFormed();
}

/** A problem that was told in the middle of a stream. */
export function problemOf(told: unknown): XProblem {
  return problem.safeParse(told).data ?? {};
}

function refusal(host: string, { status, headers }: Response, text: string, nowMs: number): PostsError {
  const told = problemOf(parse(text));
  const said = saidBy(told);
  const message = `${host} answered ${status}${said === "" ? "" : `: ${said}`}`;
  if (told.type?.endsWith("/usage-capped"))
    return new PostsError("budget", `${message} What X allows this month is used up.`);
  if (status === 401) return new PostsError("refused", `${message} Check the bearer token.`);
  if (status === 403 || status === 402)
    return new PostsError(
      "refused",
      `${message} The app behind the token may not do this, or has no credits left.`,
    );
  if (status === 429) {
    const resetMs = Number(headers.get("x-rate-limit-reset") ?? Number.NaN) * 1_000 - nowMs;
    return new XError("rate", "too-many", message, resetMs > 0 ? { retryAfterMs: resetMs } : {});
  }
  if (status >= 500) return new XError("http", "unreachable", message);
  if (status === 400) return new PostsError("bad-input", message);
  return new XError("http", "bad-answer", message);
}

async function readText(response: Response, host: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the body.
  for await (const piece of response.body ?? []) {
    bytes += piece.byteLength;
    if (bytes > answerBytesMax)
      throw new XError("http", "bad-answer", `${host} sent more than ${answerBytesMax} bytes in one answer.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
