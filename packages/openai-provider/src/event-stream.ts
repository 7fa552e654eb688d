import { ModelError } from "@grok/model";
import { createParser } from "eventsource-parser";

/** One server-sent event. */
export interface StreamEvent {
  /** The `event` field; most servers leave it out. */
  name: string | undefined;
  data: string;
}

/** Most UTF-16 units that one event may have; a tool's whole input may come in one. */
const eventCharsMax = 1024 * 1024;
/** Bytes that go to the parser at a time, so that its limit holds for a chunk of any size. */
const sliceBytes = 64 * 1024;

/**
 * The events of a response body, whatever the chunks they come in; comments are skipped.
 *
 * `read` gets the next chunk and may throw; what it throws is passed on. A last event that the server did not end with
 * an empty line counts where it is whole, since some servers close right after it.
 * Throws `ModelError` "bad-answer" for an event over 1 Mi characters.
 */
export async function* readEvents(
  read: () => Promise<Uint8Array | undefined>,
  base: string,
): AsyncGenerator<StreamEvent> {
  let ready: StreamEvent[] = [];
  let tooLong = false;
  const parser = createParser({
    maxBufferSize: eventCharsMax,
    onEvent: (event) => ready.push({ name: event.event, data: event.data }),
    onError: (error) => {
      tooLong ||= error.type === "max-buffer-size-exceeded";
    },
  });
  const decoder = new TextDecoder();
  const feed = (text: string): StreamEvent[] => {
    parser.feed(text);
    if (tooLong)
      throw new ModelError("bad-answer", `${base} sent an event of more than ${eventCharsMax} characters.`);
    const events = ready;
    ready = [];
    return events;
  };

  for (let chunk = await read(); chunk !== undefined; chunk = await read())
    for (let from = 0; from < chunk.byteLength; from += sliceBytes)
      yield* feed(decoder.decode(chunk.subarray(from, from + sliceBytes), { stream: true }));
  for (const event of feed(`${decoder.decode()}\n\n`)) if (isWhole(event.data)) yield event;
}

function isWhole(data: string): boolean {
  if (data.trim() === "[DONE]") return true;
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}
