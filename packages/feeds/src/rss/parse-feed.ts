import { type PostMedia, PostsError } from "@grok/posts";
import { childOf, childrenOf, markupOf, parseXml, textOf, type XmlElement } from "./xml-tree.ts";

/** What RSS 0.9x and 2.0, RSS 1.0 and Atom 1.0 have in common. */
export interface ParsedFeed {
  readonly title: string;
  readonly language: string;
  readonly items: readonly FeedItem[];
  /** How long the publisher wants it to be kept before asking again; null where it does not say. */
  readonly ttlMs: number | null;
  /** Hours (UTC, 0 to 23) in which nobody is to ask. */
  readonly skipHours: readonly number[];
}

export interface FeedItem {
  /** guid, atom:id or rdf:about; "" where there is none. */
  readonly guid: string;
  readonly link: string;
  /** Title and body are HTML. */
  readonly titleHtml: string;
  readonly bodyHtml: string;
  readonly author: string;
  /** Null where it says none, or none that can be read. */
  readonly publishedAtMs: number | null;
  readonly media: readonly PostMedia[];
}

/** Newest first as feeds are written: what comes after so many is old. */
const itemsMax = 500;

/** Throws "bad-answer" for what is no feed. */
export function parseFeed(text: string, host: string): ParsedFeed {
  const root = parseXml(text);
  if (root?.name === "feed") return atomFeed(root);
  if (root?.name === "rss" || root?.name === "RDF") {
    const channel = childOf(root, "channel");
    if (channel !== null) return rssFeed(root, channel);
  }
  const found = root === null ? "no XML" : `a document of the kind <${root.name.slice(0, 40)}>`;
  throw new PostsError(
    "bad-answer",
    `${host} sent ${found}, not RSS or Atom. Give the address of the feed itself.`,
  );
}

function rssFeed(root: XmlElement, channel: XmlElement): ParsedFeed {
  // RSS 1.0 has its items beside the channel.
  const items = [...childrenOf(channel, "item"), ...childrenOf(root, "item")];
  const ttl = Number(textOf(childOf(channel, "ttl")));
  const hours = childOf(channel, "skipHours");
  return {
    title: textOf(childOf(channel, "title")),
    language: textOf(childOf(channel, "language")),
    items: items.slice(0, itemsMax).map(rssItem),
    ttlMs: ttl > 0 ? ttl * 60_000 : null,
    skipHours: (hours === null ? [] : childrenOf(hours, "hour"))
      .map((hour) => Number(textOf(hour)) % 24)
      .filter((hour) => Number.isInteger(hour) && hour >= 0),
  };
}

function rssItem(item: XmlElement): FeedItem {
  const guid = childOf(item, "guid");
  const link = textOf(childOf(item, "link")) || (item.attributes.get("about") ?? "");
  // By default a guid is an address, but many publishers do not know that and number their items.
  const isPermalink = guid?.attributes.get("isPermaLink") !== "false" && /^https?:/i.test(textOf(guid));
  return {
    guid: textOf(guid) || (item.attributes.get("about") ?? ""),
    link: link || (isPermalink ? textOf(guid) : ""),
    titleHtml: textOf(childOf(item, "title")),
    bodyHtml: textOf(childOf(item, "encoded", "description")),
    author: textOf(childOf(item, "creator", "author")),
    publishedAtMs: momentOf(childOf(item, "pubDate", "date")),
    media: mediaOf([...childrenOf(item, "enclosure"), ...childrenOf(item, "content")]),
  };
}

function atomFeed(feed: XmlElement): ParsedFeed {
  return {
    title: atomText(childOf(feed, "title")),
    language: feed.attributes.get("lang") ?? "",
    items: childrenOf(feed, "entry").slice(0, itemsMax).map(atomEntry),
    ttlMs: null,
    skipHours: [],
  };
}

function atomEntry(entry: XmlElement): FeedItem {
  const links = childrenOf(entry, "link");
  const page = links.find(({ attributes }) => (attributes.get("rel") ?? "alternate") === "alternate");
  const author = childOf(entry, "author");
  return {
    guid: textOf(childOf(entry, "id")),
    link: page?.attributes.get("href") ?? "",
    titleHtml: atomText(childOf(entry, "title")),
    bodyHtml: atomText(childOf(entry, "content")) || atomText(childOf(entry, "summary")),
    author: author === null ? "" : textOf(childOf(author, "name")),
    publishedAtMs: momentOf(childOf(entry, "published", "updated")),
    media: mediaOf(links.filter(({ attributes }) => attributes.get("rel") === "enclosure")),
  };
}

/** A text construct as HTML (RFC 4287, 3.1). */
function atomText(element: XmlElement | null): string {
  if (element === null) return "";
  const type = element.attributes.get("type") ?? "text";
  if (type === "xhtml") return markupOf(element);
  return /html/.test(type)
    ? textOf(element)
    : textOf(element).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function momentOf(element: XmlElement | null): number | null {
  const ms = Date.parse(textOf(element));
  return Number.isNaN(ms) ? null : ms;
}

function mediaOf(elements: readonly XmlElement[]): PostMedia[] {
  return elements.flatMap(({ attributes }) => {
    const [kind] = (attributes.get("type") ?? attributes.get("medium") ?? "").split("/");
    return kind === "image" || kind === "video" || kind === "audio" ? [kind] : [];
  });
}
