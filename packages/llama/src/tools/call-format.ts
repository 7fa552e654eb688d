// How a model writes the call of a tool: seen by rendering two calls with its own template and looking at what stands
// around their names and arguments.

/** The text around a call's name and its arguments. */
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
  /** For arguments one by one instead of one JSON object: texts as they are, everything else as JSON. */
  parameters?: ParameterFormat;
}

/** The text around an argument's name and its value. */
export interface ParameterFormat {
  open: string;
  afterName: string;
  close: string;
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
  arguments: { alpha_probe: "gamma_probe", beta_probe: "delta_probe" },
  answer: "probe answer",
} as const;

const argumentsPattern = /\{\s*"alpha_probe"\s*:\s*"gamma_probe"\s*,\s*"beta_probe"\s*:\s*"delta_probe"\s*\}/;

/** What stands around the arguments of one call, and how they are written. */
interface Around {
  before: string;
  behind: string;
  parameters?: ParameterFormat;
}

/**
 * The format, from `called`, a rendering of a question and an answer of no text that calls both probes, and `plain`, the
 * same with `probe.answer` instead of the calls. Undefined where it is none that can be held to.
 */
export function callFormatOf(called: string, plain: string): CallFormat | undefined {
  const [before, middle, rest, ...more] = splitAt(called, probe.names);
  if (before === undefined || middle === undefined || rest === undefined || more.length > 0) return undefined;
  const [between, end] = [aroundArguments(middle), aroundArguments(rest)];
  if (!between || !end || between.before !== end.before) return undefined;
  const turnEnd = plain.slice(plain.lastIndexOf(probe.answer) + probe.answer.length);
  if (!end.behind.endsWith(turnEnd)) return undefined;
  const close = end.behind.slice(0, end.behind.length - turnEnd.length).trimEnd();
  if (!between.behind.startsWith(close)) return undefined;
  const gapAndOpen = between.behind.slice(close.length);
  const open = gapAndOpen.trimStart();
  const marker = /^[^\s"'{}]{3,}/.exec(open)?.[0];
  // A call that begins like any JSON, or a list of calls that begins but once, cannot be told from what is said.
  if (marker === undefined || !before.endsWith(open)) return undefined;
  const gap = gapAndOpen.slice(0, gapAndOpen.length - open.length);
  const format = afterShared({ marker, open, afterName: between.before, close, gap }, between.parameters);
  return format.afterName === "" ? undefined : format;
}

/**
 * `format` with what the next argument and the call's end begin with alike taken to what stands before either: behind
 * the name, and behind each argument. There the model has no choice.
 */
function afterShared(format: CallFormat, parameters: ParameterFormat | undefined): CallFormat {
  if (!parameters) return format;
  const { open } = parameters;
  const { close } = format;
  let length = 0;
  while (length < Math.min(open.length, close.length) && open[length] === close[length]) length++;
  const whole = open.slice(0, length);
  // Words stay whole where they can.
  const shared = whole.slice(0, whole.search(/[^\n>]*$/)) || whole;
  return {
    ...format,
    afterName: format.afterName + shared,
    close: close.slice(shared.length),
    parameters: {
      ...parameters,
      open: open.slice(shared.length),
      close: parameters.close + shared,
    },
  };
}

function splitAt(text: string, needles: readonly string[]): string[] {
  return needles.reduce((parts, needle) => parts.flatMap((part) => part.split(needle)), [text]);
}

function aroundArguments(text: string): Around | undefined {
  const [before, behind, ...more] = text.split(argumentsPattern);
  if (before === undefined || more.length > 0) return undefined;
  if (behind !== undefined) return { before, behind };
  const parts = splitAt(text, Object.entries(probe.arguments).flat());
  const [first = "", afterName = "", next = "", afterSecond, last = ""] = parts;
  if (parts.length !== 5 || afterName !== afterSecond || afterName === "") return undefined;
  let shared = 0;
  while (shared < Math.min(first.length, next.length) && first.at(-1 - shared) === next.at(-1 - shared))
    shared++;
  const open = first.slice(first.length - shared);
  const close = next.slice(0, next.length - shared);
  if (open === "" || close === "" || !last.startsWith(close)) return undefined;
  return {
    before: first.slice(0, first.length - shared),
    behind: last.slice(close.length),
    parameters: { open, afterName, close },
  };
}
