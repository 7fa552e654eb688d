import { isAbsolute } from "node:path";
import type { FeedKind } from "@grok/posts";
import { backOffMs } from "../back-off.ts";
import type { FeedModule } from "../feed-module.ts";
import { field } from "../options/fields.ts";
import { readOptions } from "../options/read-options.ts";
import { untilAborted } from "../until-aborted.ts";
import { readFile } from "./read-file.ts";
import { readStandardInput } from "./read-standard-input.ts";

const kind: FeedKind = {
  source: "file",
  title: "File of posts",
  summary: "Posts as JSON lines from a file on the server, plain or gzip, or from its standard input.",
  keyless: true,
  local: true,
  fields: [
    field({
      name: "path",
      label: "Path",
      help: "The whole path of a file on the machine of the server, or - for what is piped into it.",
      type: "text",
      required: true,
    }),
    field({
      name: "follow",
      label: "Follow",
      help: "Wait for more at the end, and for the next file of the same name.",
      type: "switch",
    }),
  ],
};

export const fileFeed: FeedModule = {
  kind,
  create(given, tools) {
    const read = readOptions(kind, given);
    const path = read.text("path");
    if (path !== "-" && !isAbsolute(path))
      read.refuse("path", "is a whole path, beginning at the root, or -.");
    const follow = read.isOn("follow");
    return {
      read: (ask) =>
        untilAborted(
          ask.signal,
          path === "-" ? readStandardInput(tools, ask) : readFile({ path, follow }, tools, ask),
        ),
      // A file that is not there yet may come, and a disk may be mounted again.
      retryAfterMs: ({ code }, failures) =>
        code === "refused" || code === "bad-answer"
          ? null
          : backOffMs(failures, { firstMs: 5_000, maxMs: 300_000 }),
      canWait: true,
    };
  },
};
