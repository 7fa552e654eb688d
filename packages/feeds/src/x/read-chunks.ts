import { unreachable } from "../http/get.ts";
import { XError } from "./x-error.ts";

/** X sends an empty line every 20 s; a breath more, since its clock and ours are not one. */
const silenceMsMax = 22_000;

/** Pieces of a body as they come. Throws `XError` where it breaks, or says nothing for longer than X ever does. */
export async function* readChunks(
  body: ReadableStream<Uint8Array>,
  host: string,
  silenceMs = silenceMsMax,
): AsyncGenerator<Uint8Array, void> {
  const reader = body.getReader();
  try {
    for (;;) {
      const silence = Promise.withResolvers<never>();
      const timer = setTimeout(
        () =>
          silence.reject(
            new XError("network", "unreachable", `${host} was silent for ${silenceMs / 1_000} s.`),
          ),
        silenceMs,
      );
      const { value } = await Promise.race([reader.read(), silence.promise]).finally(() =>
        clearTimeout(timer),
      );
      if (value === undefined) return;
      yield value;
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
