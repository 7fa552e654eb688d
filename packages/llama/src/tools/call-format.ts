// How a model writes the call of a tool: seen by rendering two calls with its own template and looking at what stands
// around their names and arguments.

/** The text around a call's name and its arguments, one JSON object. */
export interface CallFormat {
  /** What a call begins with, and nothing else does: "<tool_call>". */
  marker: string;
  /** From the marker on to the name. */
  open: string;
  /** From the name to the arguments. */
  afterName: string;
  /** From the arguments to the call's end. */
  close: string;
  /** Between two calls. */
  gap: string;
}

/** For models whose template knows no tools, and those whose way cannot be read: they are told so in plain words. */
export const plainFormat: CallFormat = {
  marker: "<tool_call>",
  open: '<tool_call>\n{"name": "',
  afterName: '", "arguments": ',
  close: "}\n</tool_call>",
  gap: "\n",
};

/** Stand-ins for what a template is tried with. None of them is part of another. */
export const probe = {
  names: ["first_probe_tool", "second_probe_tool"],
  arguments: { probe_key: "probe_value" },
  answer: "probe answer",
} as const;

const argumentsPattern = /\{\s*"probe_key"\s*:\s*"probe_value"\s*\}/g;

/**
 * The format, from `called`, a rendering of a question and an answer of no text that calls both probes, and `plain`, the
 * same with `probe.answer` instead of the calls. Undefined where it is none that can be held to.
 */
export function callFormatOf(called: string, plain: string): CallFormat | undefined {
  const [first, second] = probe.names;
  const [before, middle, rest, ...more] = splitOnce(called, first, second);
  if (before === undefined || middle === undefined || rest === undefined || more.length > 0) return undefined;
  const [between, end] = [splitArguments(middle), splitArguments(rest)];
  if (!between || !end || between[0] !== end[0]) return undefined;
  const [afterName, closeAndOpen] = between;
  const turnEnd = plain.slice(plain.lastIndexOf(probe.answer) + probe.answer.length);
  if (!end[1].endsWith(turnEnd)) return undefined;
  const close = end[1].slice(0, end[1].length - turnEnd.length).trimEnd();
  if (!closeAndOpen.startsWith(close)) return undefined;
  const gapAndOpen = closeAndOpen.slice(close.length);
  const open = gapAndOpen.trimStart();
  const marker = /^[^\s"'{}]{3,}/.exec(open)?.[0];
  // A call that begins like any JSON, or a list of calls that begins but once, cannot be told from what is said.
  if (marker === undefined || !before.endsWith(open) || afterName === "") return undefined;
  return { marker, open, afterName, close, gap: gapAndOpen.slice(0, gapAndOpen.length - open.length) };
}

function splitOnce(text: string, first: string, second: string): string[] {
  return text.split(first).flatMap((part) => part.split(second));
}

function splitArguments(text: string): [string, string] | undefined {
  const parts = text.split(argumentsPattern);
  return parts.length === 2 ? [parts[0] ?? "", parts[1] ?? ""] : undefined;
}
