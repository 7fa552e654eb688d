import type { Request } from "../../http/handler.ts";
import { ApiError } from "../api-error.ts";
import { HttpFault } from "./http-fault.ts";

export const bodyBytesMax = 20 * 2 ** 20;
/** A body that stops coming for so long is given up. */
const silenceMaxMs = 30_000;
/** Whatever is written down again (to be stored, to be echoed) is so by recursion. */
const depthMax = 200;

/** The body of a request, as JSON. Rejects with `ApiError`, and with the signal's reason. */
export async function readJson(request: Request, signal: AbortSignal): Promise<unknown> {
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    request.resume();
    throw new HttpFault(
      415,
      `The body is "${type.slice(0, 80)}"; send JSON, as content-type application/json.`,
    );
  }
  const bytes = await readBytes(request, signal);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ApiError("bad-request", "The body is not UTF-8.", { cause: error });
  }
  demandShallow(bytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : "";
    throw new ApiError("bad-request", `The body is no JSON: ${why}.`, { cause: error });
  }
}

async function readBytes(request: Request, signal: AbortSignal): Promise<Buffer> {
  const announced = Number(request.headers["content-length"] ?? 0);
  const chunks: Buffer[] = [];
  let bytes = 0;
  const done = Promise.withResolvers<void>();
  const tooSlow = () =>
    done.reject(new HttpFault(408, `Nothing of the body came for ${silenceMaxMs / 1000} seconds.`));
  let timer = setTimeout(tooSlow, silenceMaxMs);
  const take = (chunk: Buffer) => {
    clearTimeout(timer);
    timer = setTimeout(tooSlow, silenceMaxMs);
    bytes += chunk.length;
    if (bytes > bodyBytesMax) done.reject(tooLarge(bytes));
    else chunks.push(chunk);
  };
  const gone = () => done.reject(signal.reason);
  signal.addEventListener("abort", gone, { once: true });
  try {
    signal.throwIfAborted();
    if (announced > bodyBytesMax) throw tooLarge(announced);
    request.on("data", take).once("end", done.resolve).once("error", done.reject);
    await done.promise;
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", gone);
    // What still comes is let go, so that the refusal can be read.
    request
      .off("data", take)
      .on("error", () => {})
      .resume();
  }
}

function tooLarge(bytes: number): ApiError {
  return new ApiError(
    "too-large",
    `The body has ${bytes} bytes or more; ${bodyBytesMax} are the most. Send less, or a file.`,
  );
}

/** Refuses JSON that stands too deep in itself, without building any of it. */
function demandShallow(bytes: Buffer): void {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inString) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > depthMax)
        throw new ApiError("bad-request", `The body stands more than ${depthMax} levels deep in itself.`);
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
}
