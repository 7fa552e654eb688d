import assert from "node:assert/strict";
import { test } from "node:test";
import { PostsError } from "@grok/posts";
import fc from "fast-check";
import { decodeBody } from "./decode-body.ts";
import { postOfItem } from "./item-post.ts";
import { parseFeed } from "./parse-feed.ts";
import { parseXml } from "./xml-tree.ts";

const nowMs = Date.UTC(2026, 10, 22, 12);
const postsOf = (xml: string, address = "https://news.example/feed") => {
  const feed = parseFeed(xml, "news.example");
  return feed.items.map((item) => postOfItem(item, feed, address, nowMs));
};

test("an item of RSS 2.0 is its title and its fullest body, with its date, author, media and links", () => {
  const [post] = postsOf(`<?xml version="1.0"?>
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel><title>News &amp; more</title><language>en-GB</language><ttl>30</ttl>
      <skipHours><hour>1</hour><hour>24</hour></skipHours>
      <item><guid isPermaLink="false">42</guid><title>Fog &amp;amp; ferries</title><link>/articles/42?a=1&amp;b=2</link>
        <description>short</description>
        <content:encoded><![CDATA[<p>The ferry is <b>late</b>.</p><img src="x"><a href="/map">map</a>]]></content:encoded>
        <dc:creator>Mira</dc:creator><pubDate>Sun, 22 Nov 2026 10:00:00 +0100</pubDate>
        <enclosure url="https://news.example/a.mp3" type="audio/mpeg"/></item>
    </channel></rss>`);
  assert.equal(post?.id, "https://news.example/feed#42");
  assert.equal(post?.text, "Fog & ferries\n\nThe ferry is late.\n\nmap");
  assert.equal(post?.url, "https://news.example/articles/42?a=1&b=2");
  assert.equal(post?.createdAtMs, Date.UTC(2026, 10, 22, 9));
  assert.deepEqual(post?.author, { id: "news.example/Mira", handle: "news.example", name: "Mira" });
  assert.deepEqual(post?.media, ["audio", "image"]);
  assert.deepEqual(post?.links, ["https://news.example/map"]);
  assert.equal(post?.language, "en-GB");
});

test("hours and minutes that the publisher asks for are read", () => {
  const { ttlMs, skipHours } = parseFeed(
    "<rss><channel><ttl>30</ttl><skipHours><hour>1</hour><hour>24</hour><hour>x</hour></skipHours></channel></rss>",
    "h",
  );
  assert.equal(ttlMs, 1_800_000);
  assert.deepEqual(skipHours, [1, 0]);
});

test("entries of Atom are read in all three kinds of text", () => {
  const posts = postsOf(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Blog</title>
    <entry><id>tag:blog.example,2026:1</id><title>a &lt; b</title><link rel="self" href="/x"/><link href="/1"/>
      <published>2026-11-22T08:00:00Z</published><updated>2026-11-22T09:00:00Z</updated>
      <content type="html">&lt;p&gt;one&lt;/p&gt;</content></entry>
    <entry><id>tag:blog.example,2026:2</id><title type="html">two &amp;amp; three</title>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>first</p><p>second <i>word</i></p><script>no()</script></div></content></entry>
    <entry><id>tag:blog.example,2026:3</id><title/><summary>only a summary</summary></entry></feed>`);
  assert.deepEqual(
    posts.map((post) => post?.text),
    ["a < b\n\none", "two & three\n\nfirst\n\nsecond word", "only a summary"],
  );
  assert.equal(posts[0]?.id, "tag:blog.example,2026:1");
  assert.equal(posts[0]?.url, "https://news.example/1");
  assert.equal(posts[0]?.createdAtMs, Date.UTC(2026, 10, 22, 8));
  assert.equal(posts[0]?.language, "de");
});

test("RSS 1.0 has its items beside the channel", () => {
  const [post] =
    postsOf(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel rdf:about="https://r.example/"><title>R</title></channel>
    <item rdf:about="https://r.example/1"><title>One</title><link>https://r.example/1</link></item></rdf:RDF>`);
  assert.deepEqual([post?.id, post?.text, post?.url], ["https://r.example/1", "One", "https://r.example/1"]);
});

test("an item without guid is known by its link, one without both by its words; a long id is shortened", () => {
  const feed = (item: string) => postsOf(`<rss><channel><item>${item}</item></channel></rss>`)[0];
  assert.equal(feed("<title>a</title><link>https://n.example/a</link>")?.id, "https://n.example/a");
  const bare = feed("<title>a</title>");
  assert.equal(bare?.id, feed("<title>a</title>")?.id);
  assert.notEqual(bare?.id, feed("<title>b</title>")?.id);
  assert.ok(feed(`<guid>https://n.example/${"x".repeat(900)}</guid><title>a</title>`)!.id.length < 100);
  assert.equal(feed("<guid>1</guid>"), null);
});

test("entities of a DTD are not resolved, and a billion laughs cost nothing", () => {
  const lols = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("");
  const [post] = postsOf(
    `<!DOCTYPE rss [<!ENTITY l0 "lol">${lols}<!ENTITY file SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&l9;&file;</title></item></channel></rss>`,
  );
  assert.equal(post?.text, "&l9;&file;");
});

test("documents of any depth and number of elements are bounded", () => {
  const deep = parseXml(`<rss>${"<a>".repeat(50_000)}text`);
  let depth = 0;
  for (let at = deep; at !== null; depth++) {
    const child: unknown = at.children[0];
    at = typeof child === "object" ? (child as typeof deep) : null;
  }
  assert.equal(depth, 100);
  assert.ok(parseXml(`<rss>${"<a/>".repeat(300_000)}</rss>`)!.children.length <= 200_000);
  for (const piece of [
    "<",
    "<a ",
    "<a b='",
    "&",
    "&a",
    "<!--",
    "<![CDATA[",
    "<?",
    "<!DOCTYPE [",
    "</a>",
    "a:",
    "<a:b c:d='e' ",
  ])
    parseXml(`<rss>${piece.repeat((5 * 2 ** 20) / piece.length)}`);
});

test("what is no feed is refused by what it is", () => {
  for (const text of ["", "{}", "<html><body>hello</body></html>", "<rss/>", "<!DOCTYPE html>"])
    assert.throws(
      () => parseFeed(text, "news.example"),
      (error) => error instanceof PostsError && error.code === "bad-answer",
    );
});

test("no document makes the parser throw anything else", () => {
  const piece = fc.constantFrom(
    ..."<rss> <channel> <item> </item> <title> & &amp; &nope; ]]> <![CDATA[ <!-- --> <a:b </ > <?xml ?> x= ' \" <!DOCTYPE [ \u0000 text".split(
      " ",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      try {
        postsOf(pieces.join(""));
        postsOf(`<rss><channel><item><title>${pieces.join("")}</title></item></channel></rss>`);
      } catch (error) {
        assert.ok(error instanceof PostsError, String(error));
      }
    }),
    { numRuns: 500 },
  );
});

test("the encoding is that of the mark, the header, or the declaration, in this order", () => {
  const latin = Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><a>\u00e9</a>', "latin1");
  assert.match(decodeBody(latin, "text/xml"), /<a>\u00e9<\/a>/);
  assert.match(decodeBody(latin, "text/xml; charset=windows-1252"), /<a>\u00e9<\/a>/);
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("<a>\u00e9</a>", "utf16le")]);
  assert.equal(decodeBody(wide, "text/xml; charset=utf-8"), "<a>\u00e9</a>");
  assert.equal(decodeBody(Buffer.from("<a>\u00e9</a>"), "text/xml; charset=no-such"), "<a>\u00e9</a>");
});
