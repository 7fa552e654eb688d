import type { FeedKind } from "@grok/posts";
import type { FeedModule } from "../feed-module.ts";
import { field } from "../options/fields.ts";
import { readOptions } from "../options/read-options.ts";
import { JetstreamConnector } from "./jetstream-connector.ts";

/** They travel in the address of the stream, and proxies cut addresses at 8 KiB. */
const accountsMax = 100;
const addressesMax = 10;

const kind: FeedKind = {
  source: "bluesky",
  title: "Bluesky",
  summary:
    "All public posts of Bluesky as they are written, some 25 a second, from the public Jetstream servers. Free, without an account.",
  keyless: true,
  local: false,
  fields: [
    field({
      name: "languages",
      label: "Languages",
      help: "Two-letter tags, one a line; posts in other languages are left out. Empty: all.",
      type: "list",
    }),
    field({
      name: "accounts",
      label: "Accounts",
      help: `Only posts of these, one DID a line (did:plc:…), at most ${accountsMax}. Empty: everybody.`,
      type: "list",
    }),
    field({
      name: "counts",
      label: "Count likes and reposts",
      help: "Ranks better; about ten times as much to download. What people take back stays counted.",
      type: "switch",
    }),
    field({
      name: "compress",
      label: "Compress",
      help: "A fifth of the download for somewhat more work, at servers that offer it.",
      type: "switch",
    }),
    field({
      name: "addresses",
      label: "Servers",
      help: `Addresses of Jetstream servers, one a line, at most ${addressesMax}; the next is asked when one fails.`,
      type: "list",
      required: true,
      fallback: [
        "https://jetstream.us-west.bsky.network",
        "https://jetstream2.us-east.bsky.network",
        "https://jetstream1.us-west.bsky.network",
      ].join("\n"),
    }),
  ],
};

export const blueskyFeed: FeedModule = {
  kind,
  create(options, tools) {
    const read = readOptions(kind, options);
    const addresses = read.list("addresses", addressesMax);
    for (const address of addresses)
      if (!isServer(address))
        read.refuse("addresses", `must be http, https, ws or wss: ${address.slice(0, 100)}.`);
    const accounts = read.list("accounts", accountsMax);
    for (const account of accounts)
      if (!/^did:(plc|web):[A-Za-z0-9._:%-]{1,200}$/.test(account))
        read.refuse("accounts", `are DIDs (did:plc:…): ${account.slice(0, 100)} is none.`);
    const languages = read.list("languages", 50).map((tag) => tag.toLowerCase());
    for (const tag of languages)
      if (!/^[a-z]{2,3}$/.test(tag))
        read.refuse("languages", `are tags such as "en": ${tag.slice(0, 40)} is none.`);
    return new JetstreamConnector(
      {
        addresses,
        accounts,
        languages: new Set(languages),
        counts: read.isOn("counts"),
        compress: read.isOn("compress"),
      },
      tools,
    );
  },
};

function isServer(address: string): boolean {
  const url = /^(https?|wss?):\/\//i.test(address) ? URL.parse(address) : null;
  return url !== null && url.username === "" && url.password === "";
}
