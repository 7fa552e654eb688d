import type { ApiCall } from "./api-call.ts";
import type { RestParts } from "./rest-parts.ts";
import { chatCompletions, deferredCompletion } from "./routes/chat.ts";
import { completions } from "./routes/completions.ts";
import { embeddings } from "./routes/embeddings.ts";
import { fileContent, listFiles, readFile, removeFile, uploadFile } from "./routes/files.ts";
import { inputItems, readKept, removeKept } from "./routes/kept-responses.ts";
import { apiKey, me } from "./routes/keys.ts";
import { mcp } from "./routes/mcp.ts";
import {
  listEmbeddingModels,
  listLanguageModels,
  listModels,
  readEmbeddingModel,
  readLanguageModel,
  readModel,
} from "./routes/models.ts";
import { createResponse } from "./routes/responses.ts";
import { tokenizeText } from "./routes/tokenize.ts";

export type Route = (call: ApiCall, parts: RestParts) => Promise<void>;
type Methods = Readonly<Partial<Record<"GET" | "POST" | "DELETE", Route>>>;

/** `route` for those alone whose key reaches `endpoint`. */
function of(endpoint: string, route: Route): Route {
  return async (call, parts) => {
    call.caller.demand(endpoint);
    await route(call, parts);
  };
}

/** Paths under /v1; what stands in parentheses is the route's place. Ids of models may hold slashes. */
const table: readonly (readonly [RegExp, Methods])[] = [
  [/^\/chat\/completions$/, { POST: chatCompletions }],
  [/^\/chat\/deferred-completion\/([^/]+)$/, { GET: of("chat", deferredCompletion) }],
  [/^\/responses$/, { POST: createResponse }],
  [/^\/responses\/([^/]+)$/, { GET: of("responses", readKept), DELETE: of("responses", removeKept) }],
  [/^\/responses\/([^/]+)\/input_items$/, { GET: of("responses", inputItems) }],
  [/^\/completions$/, { POST: completions }],
  [/^\/embeddings$/, { POST: embeddings }],
  [/^\/tokenize-text$/, { POST: tokenizeText }],
  [/^\/mcp$/, { POST: of("mcp", mcp) }],
  [/^\/models$/, { GET: listModels }],
  [/^\/models\/(.+)$/, { GET: readModel }],
  [/^\/language-models$/, { GET: listLanguageModels }],
  [/^\/language-models\/(.+)$/, { GET: readLanguageModel }],
  [/^\/embedding-models$/, { GET: listEmbeddingModels }],
  [/^\/embedding-models\/(.+)$/, { GET: readEmbeddingModel }],
  [/^\/api-key$/, { GET: apiKey }],
  [/^\/me$/, { GET: me }],
  [/^\/files$/, { GET: of("files", listFiles), POST: of("files", uploadFile) }],
  [/^\/files\/([^/]+)$/, { GET: of("files", readFile), DELETE: of("files", removeFile) }],
  [/^\/files\/([^/]+)\/content$/, { GET: of("files", fileContent) }],
];

export interface FoundRoute {
  readonly methods: Methods;
  readonly captured: string;
}

/** The route of a path under /v1, or null. */
export function findRoute(path: string): FoundRoute | null {
  for (const [pattern, methods] of table) {
    const match = pattern.exec(path);
    if (match === null) continue;
    try {
      return { methods, captured: decodeURIComponent(match[1] ?? "") };
    } catch {
      return null;
    }
  }
  return null;
}
