import { ModelHubError } from "../model-hub-error.ts";
import type { ByteSource, SourceReply } from "./byte-source.ts";
import { fetchGuarded, type GuardedRequest } from "./follow-redirects.ts";
import { type StallGuard, stallGuard } from "./stall-guard.ts";

const retryAfterMsMax = 60_000;
/** Statuses that a later attempt may not get: timeouts, too early, too many, and the server's own trouble. */
const mayPass = new Set([408, 425, 429, 500, 502, 503, 504]);

export interface HttpSourceOptions
  extends Pick<GuardedRequest, "fetch" | "url" | "secretHeaders" | "mayGoTo"> {
  name: string;
  /** Silence after which a connection counts as lost. */
  stallMs: number;
  /** What 401 and 403 mean here, for people. */
  gatedMessage: string;
}

/** Bytes by HTTP ranges. Redirects are followed anew at every `open`, because the links they lead to expire. */
export function httpSource(options: HttpSourceOptions): ByteSource {
  return {
    name: options.name,
    async open(from, etag, signal) {
      const guard = stallGuard(signal, options.stallMs);
      let handedOn = false;
      try {
        const { response, moved } = await fetchGuarded({
          fetch: options.fetch,
          url: options.url,
          secretHeaders: options.secretHeaders,
          mayGoTo: options.mayGoTo,
          signal: guard.signal,
          headers: {
            // Compressed bytes could neither be counted nor resumed.
            "accept-encoding": "identity",
            ...(from > 0 && { range: `bytes=${from}-` }),
            ...(from > 0 && etag !== undefined && { "if-range": etag }),
          },
        });
        const reply = readReply(response, from, moved, options);
        if (reply.kind === "bytes") {
          handedOn = true;
          return { ...reply, body: guarded(response, guard) };
        }
        await response.body?.cancel();
        return reply;
      } finally {
        if (!handedOn) guard[Symbol.dispose]();
      }
    },
  };
}

/** What the status line and the headers say; the body comes after. */
type HttpReply =
  | Exclude<SourceReply, { kind: "bytes" }>
  | Omit<Extract<SourceReply, { kind: "bytes" }>, "body">;

function readReply(response: Response, from: number, moved: boolean, options: HttpSourceOptions): HttpReply {
  const { status, headers } = response;
  const fail = (code: "gated" | "no-source", message: string) => new ModelHubError(code, message);
  if (status === 200 || status === 206) {
    const encoding = headers.get("content-encoding");
    if (encoding !== null && encoding !== "identity") {
      throw fail(
        "no-source",
        `${options.name} is sent compressed (${encoding}) although plain bytes were asked for.`,
      );
    }
    const etag = headers.get("etag") ?? undefined;
    const strong = etag?.startsWith("W/") ? undefined : etag;
    if (status === 200) {
      return { kind: "bytes", from: 0, totalBytes: count(headers.get("content-length")), etag: strong };
    }
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "");
    if (range === null || Number(range[1]) !== from) {
      throw fail("no-source", `${options.name} answers with other bytes than were asked for.`);
    }
    return { kind: "bytes", from, totalBytes: count(range[2]), etag: strong };
  }
  if (status === 416) {
    return {
      kind: "end",
      totalBytes: count(/^bytes \*\/(\d+)$/.exec(headers.get("content-range") ?? "")?.[1]),
    };
  }
  if (status === 401 || status === 403) {
    // A signed link that has expired answers so; the next attempt is given a new one.
    if (moved) return { kind: "again", why: `status ${status} from where it redirects to` };
    throw fail("gated", options.gatedMessage);
  }
  if (mayPass.has(status)) {
    return { kind: "again", why: `status ${status}`, afterMs: retryAfterMs(headers.get("retry-after")) };
  }
  throw fail("no-source", `${options.name} is not there (status ${status}).`);
}

/**
 * The body, with silence ending it. Takes the response and not its stream, because fetch cancels a stream that nobody
 * reads yet once its response has been garbage-collected.
 */
async function* guarded(response: Response, guard: StallGuard): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of response.body ?? []) {
      guard.touch();
      yield chunk;
    }
  } finally {
    guard[Symbol.dispose]();
  }
}

function count(text: string | null | undefined): number | undefined {
  return text != null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Seconds only; the date form is rare, and a clock may be wrong. */
function retryAfterMs(text: string | null): number | undefined {
  const seconds = count(text);
  return seconds === undefined ? undefined : Math.min(seconds * 1000, retryAfterMsMax);
}
