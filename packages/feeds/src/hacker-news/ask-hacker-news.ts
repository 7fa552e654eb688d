import { z } from "zod";
import type { FeedTools } from "../feed-module.ts";
import { get } from "../http/get.ts";
import { parseJson } from "../http/parse-json.ts";
import { refusalOf } from "../http/refusal.ts";
import { type Item, itemSchema } from "./item.ts";

/** The three questions that are put to the API. They throw `PostsError`. */
export interface HackerNews {
  /** The newest id that there is. */
  newest(): Promise<number>;
  /** Null where it is not there, or not yet: ids are given before their items can be read. */
  item(id: number): Promise<Item | null>;
  /** Ids of items that changed within the last minutes. */
  changed(): Promise<readonly number[]>;
}

const idSchema = z.number().int().nonnegative();
const changesSchema = z.object({ items: z.array(idSchema).max(5_000) });

export function askHackerNews(base: string, tools: FeedTools, signal: AbortSignal): HackerNews {
  const { host } = new URL(base);
  const ask = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
    const answer = await get(`${base}/${path}.json`, { tools, signal });
    if (answer.status !== 200)
      throw refusalOf(host, answer, tools.now(), "It asks for no key; look at the address.");
    return parseJson(answer.body, schema, host);
  };
  return {
    newest: () => ask("maxitem", idSchema),
    item: (id) => ask(`item/${id}`, itemSchema),
    changed: async () => (await ask("updates", changesSchema)).items,
  };
}
