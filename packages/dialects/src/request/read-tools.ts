import type { GenerateRequest, ToolDefinition } from "@grok/model";
import { z } from "zod";
import type { ServerTool } from "../answer-ask.ts";
import { DialectError } from "../dialect-error.ts";
import { optional } from "./common-fields.ts";
import { parseBody } from "./parse-body.ts";
import { schemaFromWire } from "./wire-schema.ts";

/** Any tool; what it holds is read by its type. */
export const toolField = z.looseObject({ type: z.string().max(64) });
export const toolsMax = 350;
export const toolsField = optional(z.array(toolField).max(toolsMax));

const functionSchema = z.object({
  name: z.string().regex(/^[a-zA-Z0-9_.-]{1,64}$/, 'a name has 1 to 64 letters, digits, "_", "-" and "."'),
  description: optional(z.string().max(65_536)),
  parameters: z.unknown().optional(),
  strict: optional(z.boolean()),
});
const handles = optional(z.array(z.string().min(1).max(200)).max(10));
const searchSchema = z.object({
  allowed_x_handles: handles,
  excluded_x_handles: handles,
  from_date: optional(z.string().max(40)),
  to_date: optional(z.string().max(40)),
});

export interface ReadTools {
  readonly functions: readonly ToolDefinition[];
  readonly serverTools: readonly ServerTool[];
}

/** Tools of the services that this server has not (yet). */
const known = new Set([
  "web_search",
  "web_search_preview",
  "code_interpreter",
  "code_execution",
  "file_search",
  "collections_search",
  "attachment_search",
  "image_generation",
  "mcp",
  "shell",
  "local_shell",
  "computer_use_preview",
  "tool_search",
  "custom",
  "live_search",
]);

/** `nested`: functions stand under "function", as in chat completions; else beside their type. */
export function readTools(
  tools: readonly z.infer<typeof toolField>[] | undefined,
  nested: boolean,
): ReadTools {
  const functions: ToolDefinition[] = [];
  const serverTools: ServerTool[] = [];
  for (const [at, tool] of (tools ?? []).entries()) {
    const param = `tools[${at}]`;
    if (tool.type === "function") {
      const read = within(param, () => parseBody(functionSchema, nested ? tool.function : tool), nested);
      if (functions.some(({ name }) => name === read.name))
        throw new DialectError("bad-request", `Two functions are named "${read.name}".`, param);
      const place = `${param}${nested ? ".function" : ""}.parameters`;
      const empty = { type: "object", properties: {} };
      const parameters = schemaFromWire(read.parameters ?? empty, place, read.strict ?? false);
      if (parameters.type !== undefined && parameters.type !== "object")
        throw new DialectError("bad-request", "Parameters of a function are a schema of type object.", place);
      const { name, description } = read;
      functions.push({ name, parameters, ...(description !== undefined && { description }) });
    } else if (tool.type === "x_search") {
      if (serverTools.length > 0)
        throw new DialectError("bad-request", "x_search stands there twice.", param);
      serverTools.push(readSearch(tool, param));
    } else throw unknownTool(tool.type, param);
  }
  if (serverTools.length > 0 && functions.some(({ name }) => name === "x_search"))
    throw new DialectError("bad-request", 'The name "x_search" is taken by the server\'s own tool.', "tools");
  return { functions, serverTools };
}

function readSearch(tool: unknown, param: string): ServerTool {
  const read = within(param, () => parseBody(searchSchema, tool), false);
  if (read.allowed_x_handles && read.excluded_x_handles)
    throw new DialectError("bad-request", "Handles are either allowed or excluded, not both.", param);
  return {
    type: "x_search",
    required: false,
    ...windowOf(read.from_date, read.to_date, param),
    ...(read.allowed_x_handles && { allowedHandles: read.allowed_x_handles }),
    ...(read.excluded_x_handles && { excludedHandles: read.excluded_x_handles }),
  };
}

/** Days or moments in ISO 8601; a day at the end is meant whole. */
export function windowOf(
  from: string | undefined,
  to: string | undefined,
  param: string,
): Pick<ServerTool, "sinceMs" | "untilMs"> {
  const sinceMs = from === undefined ? undefined : moment(from, `${param}.from_date`);
  const isDay = to !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(to);
  const untilMs = to === undefined ? undefined : moment(to, `${param}.to_date`) + (isDay ? 86_400_000 : 0);
  return { ...(sinceMs !== undefined && { sinceMs }), ...(untilMs !== undefined && { untilMs }) };
}

function moment(text: string, param: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms))
    throw new DialectError("bad-request", `"${text}" is no day; write it as 2026-11-28.`, param);
  return ms;
}

export function unknownTool(type: string, param: string): DialectError {
  return new DialectError(
    known.has(type) ? "not-supported" : "bad-request",
    known.has(type)
      ? `The tool "${type}" is not part of this server yet. x_search and functions of your own are.`
      : `There is no tool of the type "${type}". function and x_search are supported.`,
    `${param}.type`,
  );
}

const choiceWord = z.enum(["none", "auto", "required"]);
const choiceFunction = z.looseObject({ type: z.string() });
export const toolChoiceField = optional(z.union([choiceWord, choiceFunction]));

/** What of the tools is to be called. A server tool is chosen by its type. */
export function readToolChoice(
  choice: z.infer<typeof toolChoiceField>,
  { functions, serverTools }: ReadTools,
): { toolChoice?: GenerateRequest["toolChoice"]; serverTools: readonly ServerTool[] } {
  if (choice === undefined) return { serverTools };
  if (choice === "none") return { toolChoice: "none", serverTools: [] };
  if (choice === "required" && functions.length === 0 && serverTools.length > 0)
    return { serverTools: serverTools.map((tool) => ({ ...tool, required: true })) };
  if (typeof choice === "string") {
    if (choice === "required" && functions.length === 0)
      throw new DialectError("bad-request", "A tool is required, and there is none.", "tool_choice");
    return { toolChoice: choice, serverTools };
  }
  if (choice.type === "x_search" && serverTools.length > 0)
    return { serverTools: serverTools.map((tool) => ({ ...tool, required: true })) };
  const inner = choice.function as { name?: unknown } | null | undefined;
  const name = inner?.name ?? choice.name;
  if (choice.type !== "function" || typeof name !== "string")
    throw new DialectError(
      "bad-request",
      'It is "none", "auto", "required", or names a function.',
      "tool_choice",
    );
  if (!functions.some((each) => each.name === name))
    throw new DialectError("bad-request", `No tool is named "${name.slice(0, 64)}".`, "tool_choice");
  return { toolChoice: { name }, serverTools };
}

/** Runs `read`, whose faults are within `param`. */
function within<T>(param: string, read: () => T, nested: boolean): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DialectError)) throw error;
    const place = `${param}${nested ? ".function" : ""}${error.param === undefined ? "" : `.${error.param}`}`;
    throw new DialectError(error.code, error.message, place);
  }
}
