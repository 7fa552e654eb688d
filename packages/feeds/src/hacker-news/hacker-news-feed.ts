import type { FeedKind } from "@grok/posts";
import { backOffMs } from "../back-off.ts";
import type { FeedModule } from "../feed-module.ts";
import { field } from "../options/fields.ts";
import { readOptions } from "../options/read-options.ts";
import { untilAborted } from "../until-aborted.ts";
import { readHackerNews } from "./read-hacker-news.ts";

const kind: FeedKind = {
  source: "hacker-news",
  title: "Hacker News",
  summary: "Stories and comments of Hacker News, from its public API. Free, without an account.",
  keyless: true,
  local: false,
  fields: [
    field({
      name: "what",
      label: "What to read",
      help: "Everything, or all but comments.",
      type: "choice",
      choices: ["everything", "stories"],
      fallback: "everything",
    }),
    field({
      name: "everySeconds",
      label: "Seconds between two looks",
      help: "From 5 to 3600.",
      type: "number",
      fallback: "15",
    }),
    field({
      name: "base",
      label: "Address of the API",
      help: "Another address that speaks the same API, for example a mirror.",
      type: "address",
      fallback: "https://hacker-news.firebaseio.com/v0",
    }),
  ],
};

export const hackerNewsFeed: FeedModule = {
  kind,
  create(given, tools) {
    const read = readOptions(kind, given);
    const options = {
      base: read.address("base"),
      everyMs: read.number("everySeconds", { min: 5, max: 3_600 }) * 1_000,
      what: read.text("what") === "stories" ? ("stories" as const) : ("everything" as const),
    };
    return {
      read: (ask) => untilAborted(ask.signal, readHackerNews(options, tools, ask)),
      retryAfterMs: ({ code, retryAfterMs }, failures) =>
        code === "refused"
          ? null
          : backOffMs(failures, { firstMs: 5_000, maxMs: 300_000, demandedMs: retryAfterMs }),
      canWait: true,
    };
  },
};
