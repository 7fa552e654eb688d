import { toldPost } from "@grok/assistant";
import { z } from "zod";
import type { Live } from "../../live/open-live.ts";
import { type McpTool, postShape, testimony } from "./mcp-tool.ts";

const windowsMs = { "1m": 60_000, "10m": 600_000, "1h": 3_600_000, "24h": 86_400_000 } as const;

const input = z.object({
  window: z.enum(["1m", "10m", "1h", "24h"]).default("1h"),
  language: z.string().max(16).default("").describe('As in "en"; "" is all of them'),
  limit: z.int().min(1).max(50).default(10),
});

const output = z.object({
  as_of: z.string(),
  counted_since: z.string(),
  trends: z.array(
    z.object({
      term: z.string(),
      query: z.string().describe("Finds its posts by x_search"),
      language: z.string(),
      posts: z.number(),
      authors: z.number().describe("Distinct, within 5 %"),
      factor: z.number().describe("Authors against what was to be expected"),
      burst_since: z.string().nullable(),
      examples: z.array(postShape),
    }),
  ),
});

/** What many people begin to talk about. */
export function xTrends(
  live: Pick<Live, "available" | "index">,
  now: () => number,
): McpTool<typeof input, typeof output> {
  return {
    name: "x_trends",
    title: "Trends in live posts",
    description: `What many people begin to talk about, counted by distinct authors, with posts that explain each. ${testimony}`,
    input,
    output,
    async run({ window, language, limit }) {
      const ask = { windowMs: windowsMs[window], language, limit };
      // Where there is nothing to look at, no index is made for it.
      const { trends, asOfMs, countedSinceMs } = (await live.available())
        ? await (await live.index()).trends(ask)
        : { trends: [], asOfMs: now(), countedSinceMs: now() };
      return {
        as_of: new Date(asOfMs).toISOString(),
        counted_since: new Date(countedSinceMs).toISOString(),
        trends: trends.map(({ term, query, language, posts, authors, factor, burstSinceMs, examples }) => ({
          term,
          query,
          language,
          posts,
          authors,
          factor,
          burst_since: burstSinceMs === null ? null : new Date(burstSinceMs).toISOString(),
          examples: examples.map(toldPost),
        })),
      };
    },
  };
}
