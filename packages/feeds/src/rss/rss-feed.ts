import type { FeedKind } from "@grok/posts";
import { backOffMs } from "../back-off.ts";
import type { FeedModule } from "../feed-module.ts";
import { field } from "../options/fields.ts";
import { parseAddress, readOptions } from "../options/read-options.ts";
import { untilAborted } from "../until-aborted.ts";
import { readRss } from "./read-rss.ts";

const addressesMax = 100;
const minuteMs = 60_000;

const kind: FeedKind = {
  source: "rss",
  title: "RSS and Atom",
  summary:
    "Articles of any pages that have a feed. Each address is asked every 1 to 60 minutes, as it changes.",
  keyless: true,
  local: false,
  fields: [
    field({
      name: "addresses",
      label: "Addresses",
      help: `Addresses of feeds, one a line, up to ${addressesMax}.`,
      type: "list",
      required: true,
    }),
  ],
};

export const rssFeed: FeedModule = {
  kind,
  create(given, tools) {
    const read = readOptions(kind, given);
    const addresses = read
      .list("addresses", addressesMax)
      .map(
        (typed) =>
          parseAddress(typed) ??
          read.refuse(
            "addresses",
            `start with http:// or https://, but for ${JSON.stringify(typed.slice(0, 80))}.`,
          ),
      );
    if (addresses.length === 0) read.refuse("addresses", "are missing.");
    const distinct = [...new Set(addresses)];
    return {
      read: (ask) => untilAborted(ask.signal, readRss(distinct, tools, ask)),
      retryAfterMs({ code, retryAfterMs }, failures) {
        // Gone for good, as the server says; whoever wants less or a key is asked once an hour.
        if (code === "not-found") return null;
        const firstMs = code === "refused" ? 60 * minuteMs : minuteMs;
        return backOffMs(failures, { firstMs, maxMs: 60 * minuteMs, demandedMs: retryAfterMs });
      },
      canWait: true,
    };
  },
};
