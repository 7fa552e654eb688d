import { toldPost } from "@grok/assistant";
import { windowOf } from "@grok/dialects";
import { z } from "zod";
import type { PostSearch } from "../generation/post-search.ts";
import { type McpTool, postShape, testimony } from "./mcp-tool.ts";

const handles = z.array(z.string().min(1).max(200)).max(20).optional();
const moment = z.string().max(40).optional();

const input = z.object({
  query: z
    .string()
    .max(512)
    .describe(
      'Words, "phrases", OR, -word, #tag, @user, $CASH, from:name, lang:en, has:link; "" is everything',
    ),
  order: z.enum(["latest", "top"]).default("latest").describe("Newest first, or what people react to first"),
  from_date: moment.describe("Posts from this day or moment on, in ISO 8601"),
  to_date: moment.describe("Posts until then; a day is meant whole"),
  allowed_x_handles: handles.describe("Posts by these people alone"),
  excluded_x_handles: handles.describe("No posts by these people"),
  limit: z.int().min(1).max(100).default(20),
});

const output = z.object({
  as_of: z.string(),
  searched_back_to: z.string().describe("Everything that arrived since then was looked at"),
  complete: z.boolean().describe("Nothing older was left out"),
  index_lag_ms: z.number(),
  matched: z.number(),
  relaxed: z.boolean().describe("No post has all the words; these have some of them"),
  posts: z.array(postShape.extend({ likes: z.number(), reposts: z.number(), copies: z.number() })),
});

/** Search of live posts. */
export function xSearch(search: PostSearch): McpTool<typeof input, typeof output> {
  return {
    name: "x_search",
    title: "Search live posts",
    description: `Searches the posts that this Grok has read, up to this second. ${testimony}`,
    input,
    output,
    async run(args, signal) {
      const { query: text, order, limit, from_date, to_date, allowed_x_handles, excluded_x_handles } = args;
      const bound = search(
        {
          type: "x_search",
          required: true,
          ...windowOf(from_date, to_date, "arguments"),
          ...(allowed_x_handles && { allowedHandles: allowed_x_handles }),
          ...(excluded_x_handles && { excludedHandles: excluded_x_handles }),
        },
        signal,
      );
      const answer = await bound({ text, order, limit });
      return {
        as_of: new Date(answer.asOfMs).toISOString(),
        searched_back_to: new Date(answer.searchedBackToMs).toISOString(),
        complete: answer.complete,
        index_lag_ms: answer.indexLagMs,
        matched: answer.matched,
        relaxed: answer.relaxed,
        posts: answer.hits.map(({ post, copies }) => ({
          ...toldPost(post),
          likes: post.engagement.likes,
          reposts: post.engagement.reposts,
          copies,
        })),
      };
    },
  };
}
