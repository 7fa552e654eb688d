import { answerFromPosts } from "@grok/assistant";
import type { AnswerPart, AnswerSource } from "@grok/dialects";
import { type ChatMessage, type GenerateRequest, ModelError, type Usage } from "@grok/model";
import type { BoundSearch } from "./post-search.ts";

export interface SearchTool {
  readonly search: BoundSearch;
  readonly required: boolean;
}

/** Three plain sentences, and as much again. */
const rewordingTokensMax = 300;

type Generate = (request: GenerateRequest) => AsyncIterable<AnswerPart>;

/**
 * An answer from posts for a model that calls no tools: code decides what to look for and quotes what it found, or has
 * a model that can `rephrase` put it in words that the posts bear out. Where posts are not what answers, the model does.
 */
export async function* quotedPosts(
  request: GenerateRequest,
  generate: Generate,
  { search, required }: SearchTool,
  rephrases: boolean,
): AsyncGenerator<AnswerPart> {
  const typed: string[] = [];
  let usage: Usage = { promptTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };
  const write = async (messages: readonly ChatMessage[]) => {
    let text = "";
    try {
      for await (const part of generate({ modelId: request.modelId, messages, ...settingsOf(request) })) {
        if (part.type === "text-delta") text += part.text;
        if (part.type === "finish") usage = part.usage;
      }
    } catch (error) {
      // The posts can be quoted all the same; only who has gone wants neither.
      request.signal?.throwIfAborted();
      if (!(error instanceof ModelError)) throw error;
      return null;
    }
    request.signal?.throwIfAborted();
    return text;
  };
  const questions = request.messages.filter(({ role }) => role === "user").map(({ text }) => text);
  const answer = await answerFromPosts(
    { questions, required, nowMs: Date.now(), timeZone: "UTC" },
    (query, text) => {
      typed.push(text);
      return search(query);
    },
    rephrases ? { messages: request.messages, write } : undefined,
  );
  if (answer === null) return yield* generate(request);
  yield { type: "start", modelId: request.modelId, promptTokens: usage.promptTokens, warnings: [] };
  const sources: AnswerSource[] = answer.citations
    .filter(({ url }) => url !== "")
    .map(({ number, url, handle, author }) => ({
      number,
      url,
      title: handle === "" ? author : `@${handle}`,
    }));
  for (const [at, query] of typed.entries()) {
    const id = `search-${at + 1}`;
    yield { type: "server-tool-start", id, name: "x_search", input: JSON.stringify({ query }) };
    yield { type: "server-tool-end", id, sources: at === typed.length - 1 ? sources : [] };
  }
  yield { type: "text-start", id: "posts" };
  yield { type: "text-delta", id: "posts", text: answer.text };
  yield { type: "text-end", id: "posts" };
  yield { type: "finish", reason: "stop", usage };
}

/** Of a request, what holds for other messages as well; its form, tools and bounds are those of its own answer. */
function settingsOf({ sampling, affinity, tenant, signal }: GenerateRequest) {
  return {
    ...(sampling !== undefined && { sampling }),
    ...(affinity !== undefined && { affinity }),
    ...(tenant !== undefined && { tenant }),
    ...(signal !== undefined && { signal }),
    outputTokensMax: rewordingTokensMax,
  };
}
