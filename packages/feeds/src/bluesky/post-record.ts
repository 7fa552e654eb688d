import type { Post, PostMedia } from "@grok/posts";
import { z } from "zod";
import { newPost } from "../new-post.ts";

export const postCollection = "app.bsky.feed.post";

/** Parts that are not as the lexicon has them are left out; without a text and a time it is no post. */
const record = z.object({
  text: z.string(),
  createdAt: z.iso.datetime({ offset: true }),
  langs: z.array(z.string()).optional().catch(undefined),
  reply: z
    .object({ parent: z.object({ uri: z.string() }) })
    .optional()
    .catch(undefined),
  embed: z.looseObject({ $type: z.string() }).optional().catch(undefined),
  facets: z
    .array(z.object({ features: z.array(z.looseObject({ $type: z.string() })) }))
    .optional()
    .catch(undefined),
});

const withMedia = z.object({ media: z.looseObject({ $type: z.string() }) });
const external = z.object({ external: z.object({ uri: z.string() }) });
const link = z.object({ uri: z.string() });

/** https://atproto.com/specs/at-uri-scheme: what a post is called everywhere. */
export function postUri(did: string, rkey: string): string {
  return `at://${did}/${postCollection}/${rkey}`;
}

/**
 * A record of `app.bsky.feed.post` as a post. `handle` is "" where nobody told it: then the author goes by the DID.
 * Throws `ZodError` for a record that is none.
 */
export function readPost(
  told: unknown,
  { did, rkey, handle, nowMs }: { did: string; rkey: string; handle: string; nowMs: number },
): Post {
  const { text, createdAt, langs, reply, embed, facets } = record.parse(told);
  const shown = embed && shownIn(embed);
  const links = (facets ?? []).flatMap(({ features }) => features).flatMap(linkOf);
  return newPost({
    source: "bluesky",
    id: postUri(did, rkey),
    author: { id: did, handle: handle || did, name: "" },
    text,
    createdAtMs: Date.parse(createdAt),
    arrivedAtMs: nowMs,
    language: primaryTag(langs?.[0] ?? ""),
    url: `https://bsky.app/profile/${did}/post/${rkey}`,
    replyTo: reply?.parent.uri ?? "",
    media: shown?.media ?? [],
    links: [...new Set([...links, ...(shown?.links ?? [])])],
  });
}

/** Whether a record says to be in one of `languages`. One that says nothing may be in any. */
export function isInLanguages(post: unknown, languages: ReadonlySet<string>): boolean {
  if (languages.size === 0) return true;
  const told = record.shape.langs.parse((post as { langs?: unknown } | null)?.langs);
  return told === undefined || told.length === 0 || told.some((tag) => languages.has(primaryTag(tag)));
}

/** "pt-BR" is "pt". */
export function primaryTag(tag: string): string {
  return tag.split(/[-_]/, 1)[0]!.toLowerCase();
}

function shownIn(embed: { readonly $type: string }): { media: PostMedia[]; links: string[] } {
  switch (embed.$type) {
    case "app.bsky.embed.images":
      return { media: ["image"], links: [] };
    case "app.bsky.embed.video":
      return { media: ["video"], links: [] };
    case "app.bsky.embed.external": {
      const told = external.safeParse(embed);
      return { media: [], links: told.success ? [told.data.external.uri] : [] };
    }
    case "app.bsky.embed.recordWithMedia": {
      const told = withMedia.safeParse(embed);
      // One step only: the lexicon has no second one inside.
      return told.success && told.data.media.$type !== embed.$type
        ? shownIn(told.data.media)
        : { media: [], links: [] };
    }
    default:
      return { media: [], links: [] };
  }
}

function linkOf(feature: { readonly $type: string }): string[] {
  if (feature.$type !== "app.bsky.richtext.facet#link") return [];
  const told = link.safeParse(feature);
  return told.success ? [told.data.uri] : [];
}
