import { type FeedOptions, type PostSource, PostsError } from "@grok/posts";
import { blueskyFeed } from "./bluesky/bluesky-feed.ts";
import type { FeedModule } from "./feed-module.ts";
import { fileFeed } from "./file/file-feed.ts";
import { hackerNewsFeed } from "./hacker-news/hacker-news-feed.ts";
import { inertTools } from "./inert-tools.ts";
import { mastodonFeed } from "./mastodon/mastodon-feed.ts";
import { pushFeed } from "./push/push-feed.ts";
import { rssFeed } from "./rss/rss-feed.ts";
import { sampleFeed } from "./sample/sample-feed.ts";
import { xFeed } from "./x/x-feed.ts";

/** Every kind of feed that there is, in the order in which people are offered them. */
export const feedModules: ReadonlyMap<PostSource, FeedModule> = new Map(
  [blueskyFeed, mastodonFeed, hackerNewsFeed, rssFeed, xFeed, fileFeed, pushFeed, sampleFeed].map(
    (module) => [module.kind.source, module],
  ),
);

/** Asks nothing of anybody. Throws `PostsError` "bad-input" that names the option and what would be right. */
export function checkFeedOptions(
  source: PostSource,
  options: FeedOptions,
  modules: ReadonlyMap<PostSource, FeedModule> = feedModules,
): void {
  const module = modules.get(source);
  if (module === undefined) throw new PostsError("bad-input", `There is no feed of the kind ${source}.`);
  const names = module.kind.fields.map(({ name }) => name);
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new PostsError(
      "bad-input",
      `${module.kind.title} has no option "${unknown.slice(0, 40)}". It has ${names.join(", ") || "none"}.`,
    );
  module.create(options, inertTools);
}
