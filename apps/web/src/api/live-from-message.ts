import type {
  FeedKind as FeedKindMessage,
  Feed as FeedMessage,
  GetIndexResponse,
  PostHit,
  SearchPostsResponse,
  Trend as TrendMessage,
} from "@grok/protocol";
import type { LiveFound } from "../state/live.ts";
import {
  type FeedEntry,
  type FeedKindEntry,
  type IndexEntry,
  type LivePost,
  type LiveTrend,
  postKeyOf,
} from "../state/live-post.ts";

export function postFromMessage({ post, copies, spam }: PostHit): LivePost[] {
  if (post === undefined) return [];
  const { source, id, handle, name, text, language, url } = post;
  return [
    {
      key: postKeyOf(source, id),
      source,
      id,
      author: name === "" ? handle : name,
      handle,
      text,
      language,
      createdAtMs: Number(post.createdAtMs),
      // Nothing but an address of the web may become a link.
      url: /^https?:\/\//i.test(url) ? url : "",
      others: Math.max(0, copies - 1),
      spam,
    },
  ];
}

export function foundFromMessage(answer: SearchPostsResponse): LiveFound {
  return {
    posts: answer.hits.flatMap(postFromMessage),
    next: answer.next,
    relaxed: answer.relaxed,
    searchedBackToMs: Number(answer.searchedBackToMs),
    complete: answer.complete,
  };
}

export function trendFromMessage(trend: TrendMessage): LiveTrend {
  return {
    term: trend.term,
    query: trend.query,
    authors: Number(trend.authors),
    factor: trend.factor,
    series: trend.series,
    lasts: trend.burstSinceMs !== 0n,
    example: trend.examples[0]?.text ?? "",
  };
}

export function kindFromMessage({
  source,
  title,
  summary,
  keyless,
  local,
  fields,
}: FeedKindMessage): FeedKindEntry {
  return {
    source,
    title,
    summary,
    keyless,
    local,
    fields: fields.map(({ name, label, help, type, choices, required, fallback }) => ({
      name,
      label,
      help,
      type,
      choices,
      required,
      fallback,
    })),
  };
}

export function feedFromMessage({
  id,
  source,
  title,
  on,
  options,
  secretsSet,
  health,
}: FeedMessage): FeedEntry {
  const lag = Number(health?.lagMs ?? -1n);
  const next = Number(health?.nextAtMs ?? 0n);
  const budgetUsd = health?.budgetUsd ?? 0;
  return {
    id,
    source,
    title,
    on,
    options,
    secretsSet,
    state: on ? (health?.state ?? "connecting") : "off",
    perMinute: health?.postsPerMinute ?? 0,
    posts: Number(health?.posts ?? 0n),
    dropped: Number(health?.dropped ?? 0n),
    errors: Number(health?.errors ?? 0n),
    lagMs: lag < 0 ? null : lag,
    lastError: health?.lastError ?? "",
    nextAtMs: next === 0 ? null : next,
    spent: budgetUsd === 0 ? null : { usd: health?.spentUsd ?? 0, budgetUsd },
  };
}

export function indexFromMessage({
  posts,
  bytes,
  dropped,
  trouble,
  retention,
}: GetIndexResponse): IndexEntry {
  return {
    posts: Number(posts),
    bytes: Number(bytes),
    dropped: Number(dropped),
    trouble,
    ageMs: Number(retention?.ageMs ?? 0n),
    bytesMax: Number(retention?.bytes ?? 0n),
  };
}
