import { PostsError } from "@grok/posts";
import { z } from "zod";
import { saidBy, type XApi } from "./ask-x.ts";

const path = "/2/tweets/search/stream/rules";
/** Marks rules that are ours: others of the same app belong to somebody else and stay as they are. */
const tagPrefix = "grok:";
const pagesMax = 30;

const rule = z.object({ id: z.string(), value: z.string(), tag: z.string().optional() });
const page = z.object({
  data: z.array(rule).max(1_000).optional(),
  meta: z.object({ next_token: z.string().optional() }).optional(),
});
const change = z.object({
  errors: z
    .array(
      z.object({
        type: z.string().optional(),
        title: z.string().optional(),
        detail: z.string().optional(),
        value: z.string().optional(),
      }),
    )
    .optional(),
});

/**
 * Makes the rules of the filtered stream that are ours be `wanted`, and tells the ids of all that say the same, be
 * they ours or somebody else's: X takes no rule twice. Throws `PostsError` "bad-input" for a rule that X refuses.
 */
export async function syncRules(api: XApi, wanted: readonly string[]): Promise<ReadonlySet<string>> {
  const before = await listRules(api);
  const isWanted = new Set(wanted);
  const there = new Set(before.map(({ value }) => value));
  const gone = before.filter(({ tag, value }) => tag?.startsWith(tagPrefix) && !isWanted.has(value));
  const missing = wanted.filter((value) => !there.has(value));
  if (gone.length > 0) await api.postJson(path, { delete: { ids: gone.map(({ id }) => id) } }, change);
  if (missing.length > 0) {
    const add = missing.map((value, at) => ({ value, tag: `${tagPrefix}${at + 1}` }));
    const { errors = [] } = await api.postJson(path, { add }, change);
    const refused = errors.find(({ type }) => !type?.endsWith("/duplicate-rules"));
    if (refused !== undefined)
      throw new PostsError(
        "bad-input",
        `X does not take the rule ${JSON.stringify((refused.value ?? "").slice(0, 100))}: ${saidBy(refused)}`,
      );
  }
  const after = gone.length + missing.length === 0 ? before : await listRules(api);
  return new Set(after.filter(({ value }) => isWanted.has(value)).map(({ id }) => id));
}

async function listRules(api: XApi): Promise<z.infer<typeof rule>[]> {
  const rules: z.infer<typeof rule>[] = [];
  let next: string | undefined;
  for (let count = 0; count < pagesMax; count++) {
    const query: Record<string, string> = next === undefined ? {} : { pagination_token: next };
    const { data = [], meta } = await api.getJson(path, query, page);
    rules.push(...data);
    next = meta?.next_token;
    if (next === undefined) break;
  }
  return rules;
}
