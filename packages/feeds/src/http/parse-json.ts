import { PostsError } from "@grok/posts";
import type { z } from "zod";

/** JSON of a source by its schema. Throws "bad-answer" with the place of what is wrong, not with what stood there. */
export function parseJson<T>(body: Uint8Array | string, schema: z.ZodType<T>, host: string): T {
  let json: unknown;
  try {
    json = JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body));
  } catch (error) {
    throw new PostsError("bad-answer", `${host} sent something that is not JSON.`, { cause: error });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join(".") || "the whole of it";
  throw new PostsError("bad-answer", `${host} sent JSON of another shape: ${place} is not as documented.`);
}
