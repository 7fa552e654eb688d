import type { FeedKind } from "@grok/posts";
import { backOffMs } from "../back-off.ts";
import type { FeedModule } from "../feed-module.ts";
import { field } from "../options/fields.ts";
import { readOptions } from "../options/read-options.ts";
import { untilAborted } from "../until-aborted.ts";
import { readMastodon } from "./read-mastodon.ts";
import { parseStream, streamNames } from "./streams.ts";

/** A connection each; more belong into a feed of their own. */
const streamsMax = 4;

const kind: FeedKind = {
  source: "mastodon",
  title: "Mastodon",
  summary:
    "Public posts that one server of Mastodon hears of, as they come. Needs a token of an account there.",
  keyless: false,
  local: false,
  fields: [
    field({
      name: "server",
      label: "Server",
      help: "The address of the server, for example https://mastodon.example.",
      type: "address",
      required: true,
    }),
    field({
      name: "token",
      label: "Access token",
      help: "From Preferences, Development, New application, with the right read:statuses.",
      type: "secret",
      required: true,
    }),
    field({
      name: "streams",
      label: "Streams",
      help: `Up to ${streamsMax}: public, local, remote, or a tag such as #astronomy.`,
      type: "list",
      fallback: "public",
    }),
  ],
};

export const mastodonFeed: FeedModule = {
  kind,
  create(given, tools) {
    const read = readOptions(kind, given);
    const token = read.text("token");
    if (!/^[\x21-\x7e]{1,500}$/.test(token))
      read.refuse("token", "is one word of letters, digits and signs.");
    const streams = read
      .list("streams", streamsMax)
      .map(
        (typed) =>
          parseStream(typed) ??
          read.refuse("streams", `are ${streamNames.join(", ")} or a tag such as #astronomy.`),
      );
    const options = { base: read.address("server"), token, streams };
    return {
      read: (ask) => untilAborted(ask.signal, readMastodon(options, tools, ask)),
      retryAfterMs: ({ code, retryAfterMs }, failures) =>
        code === "refused"
          ? null
          : backOffMs(failures, { firstMs: 1_000, maxMs: 300_000, demandedMs: retryAfterMs }),
      // What a server cannot send for a while is in its timelines, but it ends connections that do not read.
      canWait: true,
    };
  },
};
