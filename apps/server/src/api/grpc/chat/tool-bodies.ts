import { xai } from "@grok/protocol";
import { ApiError } from "../../api-error.ts";
import { momentOf } from "./moment.ts";

export function toolBodies(tools: readonly xai.Tool[]): object[] {
  return tools.map(({ tool }, at) => {
    switch (tool.case) {
      case "function": {
        const { name, description, strict, parameters } = tool.value;
        return {
          type: "function",
          function: {
            name,
            description,
            strict,
            ...(parameters !== "" && { parameters: jsonOf(parameters, `tools[${at}].function.parameters`) }),
          },
        };
      }
      case "xSearch": {
        const { allowedXHandles: allowed, excludedXHandles: excluded, fromDate, toDate } = tool.value;
        return {
          type: "x_search",
          ...(allowed.length > 0 && { allowed_x_handles: allowed }),
          ...(excluded.length > 0 && { excluded_x_handles: excluded }),
          from_date: momentOf(fromDate),
          to_date: momentOf(toDate),
        };
      }
      default:
        // Refused by the reader, by its name.
        return { type: snake(tool.case ?? "none") };
    }
  });
}

const modes: Readonly<Record<xai.ToolMode, string | undefined>> = {
  [xai.ToolMode.INVALID]: undefined,
  [xai.ToolMode.AUTO]: "auto",
  [xai.ToolMode.NONE]: "none",
  [xai.ToolMode.REQUIRED]: "required",
};

export function toolChoiceBody(choice: xai.ToolChoice | undefined): unknown {
  const chosen = choice?.toolChoice;
  if (chosen?.case === "functionName") return { type: "function", function: { name: chosen.value } };
  return chosen?.case === "mode" ? modes[chosen.value] : undefined;
}

/** What stands in a field that holds JSON as text. Throws `ApiError`. */
export function jsonOf(text: string, param: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ApiError("bad-request", `"${param}" holds no JSON.`, { param, cause: error });
  }
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
