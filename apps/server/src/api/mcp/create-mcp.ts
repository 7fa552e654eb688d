import {
  type CallToolResult,
  createMcpHandler,
  type McpHttpHandler,
  McpServer,
} from "@modelcontextprotocol/server";
import type { Live } from "../../live/open-live.ts";
import { countRequest } from "../count-request.ts";
import type { PostSearch } from "../generation/post-search.ts";
import { type ApiCall, toldFailure } from "../rest/api-call.ts";
import type { McpTool } from "./mcp-tool.ts";
import { xSearch } from "./x-search.ts";
import { xTrends } from "./x-trends.ts";

/** The request that is served. */
export type McpCall = Pick<ApiCall, "caller" | "signal" | "gone" | "dialect" | "report">;

export type Mcp = (call: McpCall) => McpHttpHandler;

export interface McpOptions {
  readonly live: Pick<Live, "available" | "index">;
  readonly search: PostSearch;
  readonly version: string;
  readonly now: () => number;
}

/**
 * This server's tools for assistants elsewhere, in the Model Context Protocol: revisions 2025-03-26 to 2026-07-28, without
 * sessions. A call of a tool takes one request from the caller's budgets.
 */
export function createMcp({ live, search, version, now }: McpOptions): Mcp {
  const tools: readonly McpTool[] = [xSearch(search), xTrends(live, now)];
  const serverFor = (call: McpCall) => {
    const server = new McpServer({ name: "grok", title: "Grok", version });
    for (const tool of tools) {
      const { name, title, description, input, output } = tool;
      const annotations = { readOnlyHint: true, openWorldHint: true };
      server.registerTool(
        name,
        { title, description, inputSchema: input, outputSchema: output, annotations },
        (args) => answer(tool, args, call),
      );
    }
    return server;
  };
  // Nothing here changes while somebody listens, so there is nothing to listen to.
  return (call) => createMcpHandler(() => serverFor(call), { maxSubscriptions: 0 });
}

/** A refusal is a result, too: the model that called reads it, and may do better. */
async function answer(tool: McpTool, args: Record<string, unknown>, call: McpCall): Promise<CallToolResult> {
  try {
    const found = await countRequest(call.caller, call.signal, () => tool.run(args, call.signal));
    return { structuredContent: found, content: [{ type: "text", text: JSON.stringify(found) }] };
  } catch (error) {
    return { isError: true, content: [{ type: "text", text: toldFailure(call, error).message }] };
  }
}
