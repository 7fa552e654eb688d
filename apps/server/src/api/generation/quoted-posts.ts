import { answerFromPosts } from "@grok/assistant";
import type { AnswerPart, AnswerSource } from "@grok/dialects";
import type { GenerateRequest } from "@grok/model";
import type { BoundSearch } from "./post-search.ts";

export interface SearchTool {
  readonly search: BoundSearch;
  readonly required: boolean;
}

type Generate = (request: GenerateRequest) => AsyncIterable<AnswerPart>;

/**
 * An answer from posts for a model that calls no tools: code decides what to look for and quotes what it found; where
 * posts are not what answers, the model does.
 */
export async function* quotedPosts(
  request: GenerateRequest,
  generate: Generate,
  { search, required }: SearchTool,
): AsyncGenerator<AnswerPart> {
  const typed: string[] = [];
  const questions = request.messages.filter(({ role }) => role === "user").map(({ text }) => text);
  const answer = await answerFromPosts(
    {
      questions,
      required,
      nowMs: Date.now(),
      timeZone: "UTC",
    },
    (query, text) => {
      typed.push(text);
      return search(query);
    },
  );
  if (answer === null) return yield* generate(request);
  yield { type: "start", modelId: request.modelId, warnings: [] };
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
  const usage = { promptTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };
  yield { type: "finish", reason: "stop", usage };
}
