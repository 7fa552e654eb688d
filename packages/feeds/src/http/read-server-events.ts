import { PostsError } from "@grok/posts";
import { createParser } from "eventsource-parser";
import { unreachable } from "./get.ts";

/** One server-sent event. */
export interface ServerEvent {
  /** "message" where it has no name. */
  readonly name: string;
  readonly data: string;
}

export interface ReadServerEvents {
  readonly host: string;
  /** Silence, comments counted as words, that is no silence any more but a dead connection. */
  readonly silenceMs: number;
  /** The longest event. */
  readonly charsMax: number;
}

/** Bytes that go to the parser at a time, so that its limit holds for a chunk of any size. */
const sliceBytes = 64 * 1024;

/**
 * Events of a body in the format of server-sent events (HTML Living Standard, 9.2), in the groups in which they came,
 * whatever the chunks. Nothing is read while nobody asks. An event that is torn by the end is left out.
 * Throws `PostsError` "unreachable" at silence or where the connection breaks, "bad-answer" for an event too long.
 */
export async function* readServerEvents(
  body: ReadableStream<Uint8Array>,
  { host, silenceMs, charsMax }: ReadServerEvents,
): AsyncGenerator<readonly ServerEvent[], void> {
  let ready: ServerEvent[] = [];
  let tooLong = false;
  const parser = createParser({
    maxBufferSize: charsMax,
    onEvent: ({ event, data }) => ready.push({ name: event ?? "message", data }),
    onError: ({ type }) => {
      tooLong ||= type === "max-buffer-size-exceeded";
    },
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const chunk = await readWithin(reader, silenceMs, host);
      if (chunk === null) return;
      for (let from = 0; from < chunk.byteLength; from += sliceBytes) {
        parser.feed(decoder.decode(chunk.subarray(from, from + sliceBytes), { stream: true }));
        if (tooLong)
          throw new PostsError("bad-answer", `${host} sent an event of more than ${charsMax} characters.`);
      }
      if (ready.length === 0) continue;
      const events = ready;
      ready = [];
      yield events;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function readWithin(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  silenceMs: number,
  host: string,
): Promise<Uint8Array | null> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new PostsError("unreachable", `${host} has been silent for ${silenceMs / 1_000} s.`)),
    silenceMs,
  );
  try {
    const { value } = await Promise.race([reader.read(), promise]);
    return value ?? null;
  } catch (error) {
    throw error instanceof PostsError ? error : unreachable(host, error, "broke off");
  } finally {
    clearTimeout(timer);
  }
}
