import type { FeedTools } from "../feed-module.ts";
import { unreachable } from "../http/get.ts";
import { XError } from "./x-error.ts";

/** X sends an empty line every 20 s; a breath more, since ours and its clock are not one. */
const silenceMsMax = 22_000;

/** Pieces of a body as they come. Throws `XError` where it breaks or says nothing for longer than X ever does. */
export async function* readChunks(
  body: ReadableStream<Uint8Array>,
  host: string,
  tools: Pick<FeedTools, "sleep">,
): AsyncGenerator<Uint8Array, void> {
  const reader = body.getReader();
  try {
    for (;;) {
      const heard = new AbortController();
      const silence = tools.sleep(silenceMsMax, heard.signal).then(() => null);
      const read = await Promise.race([reader.read(), silence]).finally(() => heard.abort());
      if (read === null)
        throw new XError("network", "unreachable", `${host} was silent for ${silenceMsMax / 1_000} s.`);
      if (read.done) return;
      yield read.value;
    }
  } catch (error) {
    if (error instanceof XError) throw error;
    throw new XError("network", "unreachable", unreachable(host, error, "broke off").message, {
      cause: error,
    });
  } finally {
    await reader.cancel().catch(() => {});
  }
}
