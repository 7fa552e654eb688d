import { PostsError } from "@grok/posts";
import type { FeedTools } from "../feed-module.ts";
import { untilLate } from "./until-late.ts";

export interface GetOptions {
  readonly tools: Pick<FeedTools, "fetch">;
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** For the whole answer. Default 30 s. */
  readonly withinMs?: number;
  /** A longer body is an error. Default 1 MiB. */
  readonly bytesMax?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

const userAgent = "grok-feeds/0.1";

/**
 * One GET with its whole body. Redirects are answers like any other: whoever follows them decides where to.
 * Throws `PostsError`: "unreachable" where no answer comes in time, "bad-answer" where it is too long; the signal's
 * abort comes as "unreachable" too.
 */
export async function get(url: string, options: GetOptions): Promise<Answer> {
  const { tools, headers = {}, withinMs = 30_000, bytesMax = 2 ** 20 } = options;
  const { host } = new URL(url);
  const time = untilLate(options.signal, withinMs);
  try {
    const response = await ask(url, tools, headers, time.signal);
    return {
      status: response.status,
      headers: response.headers,
      body: await readBody(response, bytesMax, host),
    };
  } catch (error) {
    if (error instanceof PostsError) throw error;
    throw unreachable(host, error, time.isLate ? lateness(withinMs) : undefined);
  } finally {
    time.end();
  }
}

/** An answer whose body is read as it comes. */
export interface OpenAnswer {
  readonly response: Response;
  /** Closes the connection; has to be called. */
  end(): void;
}

/** As `get`, but comes back with the head of the answer; from then on only `signal` and `end` end it. */
export async function openStream(url: string, options: GetOptions): Promise<OpenAnswer> {
  const { tools, headers = {}, withinMs = 30_000 } = options;
  const time = untilLate(options.signal, withinMs);
  try {
    const response = await ask(url, tools, headers, time.signal);
    time.keepOn();
    return { response, end: time.end };
  } catch (error) {
    time.end();
    throw unreachable(new URL(url).host, error, time.isLate ? lateness(withinMs) : undefined);
  }
}

function ask(
  url: string,
  tools: GetOptions["tools"],
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  return tools.fetch(url, { headers: { "user-agent": userAgent, ...headers }, redirect: "manual", signal });
}

function lateness(withinMs: number): string {
  return `did not answer within ${withinMs / 1_000} s`;
}

/** What is wrong with a connection that broke, with the code that the system gave. */
export function unreachable(host: string, cause: unknown, how = "cannot be reached"): PostsError {
  const code = causeCode(cause);
  return new PostsError("unreachable", `${host} ${how}${code === "" ? "" : ` (${code})`}.`, { cause });
}

async function readBody(response: Response, bytesMax: number, host: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the body.
  for await (const piece of response.body ?? []) {
    bytes += piece.byteLength;
    if (bytes > bytesMax)
      throw new PostsError(
        "bad-answer",
        `${host} sent more than ${bytesMax} bytes in one answer; the rest was not read.`,
      );
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** "ECONNREFUSED" and the like, which `fetch` puts into the cause of its error. */
function causeCode(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause)
    if ("code" in each && typeof each.code === "string" && /^[A-Z_]{3,40}$/.test(each.code)) return each.code;
  return "";
}
