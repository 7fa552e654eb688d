import { PostsError } from "@grok/posts";
import type { Live } from "../live/open-live.ts";
import { connectCodes, errorCodeHeader, errorCodeOf } from "../rpc/error-codes.ts";
import type { Request, Response } from "./handler.ts";
import { sendJson } from "./send.ts";

const bodyBytesMax = 2 ** 20;
const statuses: Partial<Record<string, number>> = {
  "bad-input": 400,
  "not-found": 404,
  "storage-full": 507,
  "too-large": 413,
};

export const pushPath = "/live/posts";

/**
 * `POST /live/posts`: posts from any program, as a JSON array, one object, or JSON lines; `?feed=ID` names the feed of
 * kind push where there are several. Answers once they can be found.
 */
export async function servePush(request: Request, response: Response, live: Live): Promise<void> {
  if (request.method !== "POST")
    return sendJson(
      request,
      response,
      405,
      { code: "bad-message", message: "Posts come by POST." },
      { allow: "POST" },
    );
  try {
    const values = readValues(await readBody(request));
    const feedId = new URLSearchParams((request.url ?? "").split("?", 2)[1]).get("feed") ?? "";
    sendJson(request, response, 200, await live.push(feedId, values));
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === null) throw error;
    const status = statuses[code] ?? (connectCodes[code] === undefined ? 500 : 503);
    sendJson(
      request,
      response,
      status,
      { code, message: (error as Error).message },
      { [errorCodeHeader]: code },
    );
  }
}

async function readBody(request: Request): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Read on to the end: leaving the loop would close the connection before the answer.
    if (bytes <= bodyBytesMax) chunks.push(chunk);
  }
  if (bytes > bodyBytesMax)
    throw new PostsError(
      "bad-input",
      `${bytes} bytes were sent; ${bodyBytesMax} can be, at once. Nothing was stored; send fewer posts.`,
    );
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    throw new PostsError("bad-input", "The body is not UTF-8. Nothing was stored.", { cause: error });
  }
}

/** A JSON array as its items, any other JSON as one, else one value a line. */
function readValues(body: string): readonly unknown[] {
  if (body.trim() === "")
    throw new PostsError("bad-input", "The body is empty. Send a JSON array or JSON lines.");
  try {
    const value: unknown = JSON.parse(body);
    return Array.isArray(value) ? value : [value];
  } catch {
    // Not one JSON text, so lines.
  }
  return body
    .split("\n")
    .map((line, at) => ({ line: line.trim(), number: at + 1 }))
    .filter(({ line }) => line !== "")
    .map(({ line, number }) => {
      try {
        return JSON.parse(line) as unknown;
      } catch (error) {
        throw new PostsError("bad-input", `Line ${number} of the body is no JSON. Nothing was stored.`, {
          cause: error,
        });
      }
    });
}
