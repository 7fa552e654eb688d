import { join } from "node:path";
import { postSources } from "@grok/posts";
import { z } from "zod";
import { openSecretFile, type SecretFile } from "../home/secret-file.ts";

const texts = z.record(z.string(), z.string());

const schema = z.array(
  z.object({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/),
    source: z.enum(postSources),
    title: z.string(),
    on: z.boolean(),
    options: texts,
    secrets: texts,
    /** Removed, but the index may still hold how far it was read. */
    gone: z.boolean().default(false),
  }),
);

/** A feed that the user set up, with what its source must not be told by anybody else. */
export type FeedRecord = z.infer<typeof schema>[number];

/** HOME/feeds.json. */
export function openFeedFile(home: string): SecretFile<FeedRecord> {
  return openSecretFile(join(home, "feeds.json"), schema, "feeds and their keys");
}
