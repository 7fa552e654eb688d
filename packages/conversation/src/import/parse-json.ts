import { ConversationError } from "../conversation-error.ts";
import type { ImportTools } from "./import-tools.ts";
import { jsonElements, type Span, trimmed } from "./json-elements.ts";

/** Values up to this size are parsed at once, in some tens of milliseconds. */
const bytesAtOnce = 4 * 1024 * 1024;

/** Containers inside each other that are taken apart; what lies deeper is parsed at once, however large. */
const levelsMax = 4;

/**
 * The JSON value in `span` of `bytes`. A large one is parsed piece by piece, with pauses in between. Throws "bad-input"
 * where it is no JSON or no UTF-8; the message tells the place in the whole of `bytes`.
 */
export async function parseJson(
  bytes: Uint8Array,
  span: Span,
  tools: Pick<ImportTools, "decode" | "pause">,
  level = 0,
): Promise<unknown> {
  const opening = bytes[span.start];
  const closing = opening === 0x5b ? 0x5d : 0x7d;
  const whole = span.end - span.start <= bytesAtOnce || level >= levelsMax || bytes[span.end - 1] !== closing;
  if (whole || (opening !== 0x5b && opening !== 0x7b)) return parseAtOnce(bytes, span, tools);
  const values: unknown[] = [];
  const members: [string, unknown][] = [];
  for await (const element of jsonElements(bytes, span, tools.pause)) {
    if (opening === 0x5b) values.push(await parseJson(bytes, element, tools, level + 1));
    else members.push(await parseMember(bytes, element, tools, level + 1));
    await tools.pause();
  }
  // Not by assignment: "__proto__" is a name like any other here.
  return opening === 0x5b ? values : Object.fromEntries(members);
}

async function parseMember(
  bytes: Uint8Array,
  span: Span,
  tools: Pick<ImportTools, "decode" | "pause">,
  level: number,
): Promise<[string, unknown]> {
  let end = span.start + 1;
  while (end < span.end && bytes[end] !== 0x22) end += bytes[end] === 0x5c ? 2 : 1;
  const name = parseAtOnce(bytes, { start: span.start, end: end + 1 }, tools);
  const colon = trimmed(bytes, { start: end + 1, end: span.end });
  if (typeof name !== "string" || bytes[colon.start] !== 0x3a)
    throw new ConversationError(
      "bad-input",
      `no JSON at ${placeIn(bytes, span.start)}: a name and ":" are expected`,
    );
  return [name, await parseJson(bytes, trimmed(bytes, { ...colon, start: colon.start + 1 }), tools, level)];
}

function parseAtOnce(bytes: Uint8Array, span: Span, { decode }: Pick<ImportTools, "decode">): unknown {
  let text: string;
  try {
    text = decode(bytes.subarray(span.start, span.end));
  } catch (error) {
    throw new ConversationError("bad-input", `no UTF-8 text from ${placeIn(bytes, span.start)} on`, {
      cause: error,
    });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(said)?.[1];
    const what = said.replace(/ in JSON at position.*$/s, "").replace(/, ?"?\.*".*$/s, "");
    const place = /end of JSON input|Unterminated string/.test(said)
      ? `at ${placeIn(bytes, span.end)}`
      : position === undefined
        ? `from ${placeIn(bytes, span.start)} on`
        : `at ${placeIn(bytes, span.start + utf8Length(text, Number(position)))}`;
    throw new ConversationError("bad-input", `no JSON ${place}: ${what}`, { cause: error });
  }
}

/** "line 3, byte 120 of it" for people who open the file. */
export function placeIn(bytes: Uint8Array, at: number): string {
  let line = 1;
  let begin = 0;
  for (let next = bytes.indexOf(0x0a); next !== -1 && next < at; next = bytes.indexOf(0x0a, next + 1)) {
    line++;
    begin = next + 1;
  }
  return line === 1 ? `byte ${at + 1}` : `line ${line}, byte ${at - begin + 1}`;
}

function utf8Length(text: string, units: number): number {
  let bytes = 0;
  for (const character of text.slice(0, units)) {
    const code = character.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
