import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  type FeedHealth,
  type FeedKind,
  type Post,
  type PostHit,
  type PostQuery,
  type PostRef,
  type PostSource,
  PostsError,
  postSources,
  type Trend,
} from "@grok/posts";
import type {
  FeedHealthSchema,
  FeedKindSchema,
  FeedSchema,
  PostHitSchema,
  PostQuery as PostQueryMessage,
  PostSchema,
  TrendSchema,
} from "@grok/protocol";
import type { FeedRecord } from "../live/feed-file.ts";

/** Longest id of a post at its source. */
const idLengthMax = 512;

export function postToMessage(post: Post): MessageInitShape<typeof PostSchema> {
  const { source, id, author, text, language, url, replyTo, engagement } = post;
  return {
    source,
    id,
    authorId: author.id,
    handle: author.handle,
    name: author.name,
    text,
    createdAtMs: BigInt(Math.round(post.createdAtMs)),
    arrivedAtMs: BigInt(Math.round(post.arrivedAtMs)),
    language,
    url,
    replyTo,
    media: [...post.media],
    links: [...post.links],
    likes: BigInt(engagement.likes),
    reposts: BigInt(engagement.reposts),
    replies: BigInt(engagement.replies),
  };
}

export function hitToMessage({
  post,
  copies,
  copyAuthors,
  spam,
}: PostHit): MessageInitShape<typeof PostHitSchema> {
  return { post: postToMessage(post), copies, copyAuthors, spam: [...spam] };
}

export function trendToMessage(trend: Trend): MessageInitShape<typeof TrendSchema> {
  const { posts, authors, burstSinceMs, series, examples, ...rest } = trend;
  return {
    ...rest,
    posts: BigInt(posts),
    authors: BigInt(authors),
    burstSinceMs: BigInt(Math.round(burstSinceMs ?? 0)),
    series: [...series],
    examples: examples.map(postToMessage),
  };
}

export function kindToMessage(kind: FeedKind): MessageInitShape<typeof FeedKindSchema> {
  return { ...kind, fields: kind.fields.map((field) => ({ ...field, choices: [...field.choices] })) };
}

/** Secrets are told by their names alone. */
export function feedToMessage(record: FeedRecord, health: FeedHealth): MessageInitShape<typeof FeedSchema> {
  const { id, source, title, on, options, secrets } = record;
  return {
    id,
    source,
    title,
    on,
    options,
    secretsSet: Object.keys(secrets),
    health: healthToMessage(health),
  };
}

function healthToMessage(health: FeedHealth): MessageInitShape<typeof FeedHealthSchema> {
  return {
    state: health.state,
    sinceMs: BigInt(Math.round(health.sinceMs)),
    postsPerMinute: health.postsPerMinute,
    posts: BigInt(health.posts),
    dropped: BigInt(health.dropped),
    unreadable: BigInt(health.unreadable),
    errors: BigInt(health.errors),
    lagMs: BigInt(Math.round(health.lagMs ?? -1)),
    lastError: health.lastError,
    nextAtMs: BigInt(Math.round(health.nextAtMs ?? 0)),
    spentUsd: health.spent?.usd ?? 0,
    budgetUsd: health.spent?.budgetUsd ?? 0,
  };
}

/** What is asked for, as far as its form tells. Throws `PostsError` "bad-input"; words are checked by the index. */
export function queryFromMessage(query: PostQueryMessage | undefined): PostQuery {
  if (query === undefined) throw new PostsError("bad-input", "The request has no query.");
  const { text, top, sinceMs, untilMs, language, source, author, media, limit, after } = query;
  return {
    text,
    order: top ? "top" : "latest",
    ...(sinceMs === 0n ? {} : { sinceMs: Number(sinceMs) }),
    ...(untilMs === 0n ? {} : { untilMs: Number(untilMs) }),
    ...(language === "" ? {} : { language }),
    ...(source === "" ? {} : { source: sourceFrom(source) }),
    ...(author === "" ? {} : { authors: [author] }),
    ...(media === "" ? {} : { media: mediaFrom(media) }),
    ...(limit === 0 ? {} : { limit }),
    ...(after === "" ? {} : { after }),
  };
}

/** Throws `PostsError` "bad-input" for a source that does not exist and an id that cannot be. */
export function refFromMessage({ source, id }: { source: string; id: string }): PostRef {
  if (id === "" || id.length > idLengthMax)
    throw new PostsError("bad-input", `A post's id has 1 to ${idLengthMax} characters, not ${id.length}.`);
  return { source: sourceFrom(source), id };
}

function sourceFrom(name: string): PostSource {
  const source = postSources.find((each) => each === name);
  if (source === undefined)
    throw new PostsError(
      "bad-input",
      `"${name.slice(0, 40)}" is no source of posts. There are ${postSources.join(", ")}.`,
    );
  return source;
}

function mediaFrom(name: string): NonNullable<PostQuery["media"]> {
  const known = ["image", "video", "audio", "link"] as const;
  const media = known.find((each) => each === name);
  if (media === undefined)
    throw new PostsError(
      "bad-input",
      `"${name.slice(0, 40)}" cannot be asked for. There are ${known.join(", ")}.`,
    );
  return media;
}
