import type { FeedAsk, FeedBatch, FeedConnector, FeedKind } from "@grok/posts";
import type { FeedModule, FeedTools } from "../feed-module.ts";
import { field } from "../options/fields.ts";
import { type OptionReader, readOptions } from "../options/read-options.ts";
import { untilAborted } from "../until-aborted.ts";
import { checkCursor } from "./fill-gap.ts";
import { readSearch } from "./read-search.ts";
import { readStream, type XOptions } from "./read-stream.ts";
import { SpendingMeter, untilNextMonthMs } from "./spending-meter.ts";
import { patienceMs } from "./x-error.ts";

/** UTF-16 units that X takes, as of pay-per-use access. */
const lengthMax = { stream: 1_024, search: 512 } as const;
const queriesMax = { stream: 100, search: 25 } as const;

const kind: FeedKind = {
  source: "x",
  title: "X",
  summary:
    "Posts of X that match your rules, within seconds. Needs a developer account; X charges $0.005 for each post and $0.010 for each author's name, and this feed stops at your budget.",
  keyless: false,
  local: false,
  fields: [
    field({
      name: "token",
      label: "Bearer token",
      help: "Of your app, from console.x.com.",
      type: "secret",
      required: true,
    }),
    field({
      name: "budget",
      label: "Budget",
      help: "US dollars a calendar month (UTC). Nothing more is asked for that could pass it.",
      type: "number",
      required: true,
    }),
    field({
      name: "rules",
      label: "Rules",
      help: 'What to listen for, one a line, in the language of X: "breaking news" lang:en -is:retweet.',
      type: "list",
      required: true,
    }),
    field({
      name: "mode",
      label: "How",
      help: "stream: at once, as an app's only connection. search: asked now and then.",
      type: "choice",
      choices: ["stream", "search"],
      fallback: "stream",
    }),
    field({
      name: "every",
      label: "Seconds between searches",
      help: "15 to 86400; with many rules X wants two seconds for each.",
      type: "number",
      fallback: "60",
    }),
    field({
      name: "nameless",
      label: "Without names",
      help: "Authors stay numbers. X charges names too, once a day each.",
      type: "switch",
    }),
    field({
      name: "gaps",
      label: "Leave gaps",
      help: "Else what was missed in a break is searched for, and charged like any other post.",
      type: "switch",
    }),
    field({
      name: "address",
      label: "Address",
      help: "Of the API, or of something that speaks like it.",
      type: "address",
      fallback: "https://api.x.com",
    }),
  ],
};

export const xFeed: FeedModule = {
  kind,
  create(given, tools) {
    const read = readOptions(kind, given);
    const token = read.text("token");
    if (!/^[\x21-\x7e]{1,500}$/.test(token))
      read.refuse("token", "is one word of letters, digits and signs.");
    const isStream = read.text("mode") === "stream";
    const options = {
      base: read.address("address"),
      token,
      queries: readQueries(read, isStream ? "stream" : "search"),
      names: !read.isOn("nameless"),
      fillsGaps: !read.isOn("gaps"),
      budgetUsd: read.number("budget", { min: 0.01, max: 1_000_000 }),
      everyMs: read.number("every", { min: 15, max: 86_400 }) * 1_000,
    };
    return connectX(options, isStream, tools);
  },
};

function connectX(
  options: XOptions & { everyMs: number },
  isStream: boolean,
  tools: FeedTools,
): FeedConnector {
  // Outlives a reading, so that what comes again after a break is known to be paid for.
  const meter = new SpendingMeter({ state: tools.state, budgetUsd: options.budgetUsd, now: tools.now });
  async function* read(given: FeedAsk): AsyncGenerator<FeedBatch, void> {
    const ask = { ...given, cursor: checkCursor(given.cursor) };
    await meter.open(ask.tell);
    try {
      if (isStream) yield* readStream(options, tools, meter, ask);
      else yield* readSearch(options, tools, meter, ask);
    } finally {
      await meter.settle();
    }
  }
  return {
    // A stream that is read too slowly is cut off by X; what was missed is found by search.
    canWait: !isStream || options.fillsGaps,
    read: (ask) => untilAborted(ask.signal, read(ask)),
    retryAfterMs: (error, failures) =>
      error.code === "budget" ? untilNextMonthMs(tools.now()) : patienceMs(error, failures),
  };
}

/** Rules have commas of their own, so only line breaks part them. */
function readQueries(read: OptionReader, mode: "stream" | "search"): string[] {
  const lines = read.text("rules").split("\n");
  const queries = [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ""))];
  if (queries.length > queriesMax[mode])
    read.refuse("rules", `are ${queries.length}; for ${mode} there can be ${queriesMax[mode]}.`);
  const long = queries.find((query) => query.length > lengthMax[mode]);
  if (long !== undefined)
    read.refuse("rules", `can have ${lengthMax[mode]} characters each for ${mode}; one has ${long.length}.`);
  return queries;
}
