import { PostsError } from "@grok/posts";
import type { FeedTools } from "../feed-module.ts";
import { type Answer, get } from "../http/get.ts";
import { refusalOf } from "../http/refusal.ts";
import { parseAddress } from "../options/read-options.ts";
import { isPublicHost } from "./public-address.ts";

/** What a server said last about a document, for it to say "not modified" (RFC 9110, 13.1). */
export interface Validators {
  readonly etag: string;
  readonly lastModified: string;
}

export interface FeedAnswer {
  /** Null where it has not been modified. */
  readonly answer: Answer | null;
  readonly headers: Headers;
  /** Where the document is now, as far as all moves were said to be for good. */
  readonly movedTo: string;
}

const redirectsMax = 5;
const bytesMax = 5 * 2 ** 20;
const permanent = [301, 308];
const temporary = [302, 303, 307];

/**
 * The document at `address`, over redirects. A redirect may lead within the address that the user typed, or to the public
 * internet; never into the network that this program stands in. Throws `PostsError`; "not-found" where it is gone for good.
 */
export async function getFeed(
  address: string,
  known: Validators,
  tools: Pick<FeedTools, "fetch" | "now">,
  signal: AbortSignal,
): Promise<FeedAnswer> {
  const headers = {
    accept:
      "application/atom+xml, application/rss+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.8",
    ...(known.etag === "" ? {} : { "if-none-match": known.etag }),
    ...(known.lastModified === "" ? {} : { "if-modified-since": known.lastModified }),
  };
  let url = address;
  let movedTo = address;
  let forGood = true;
  for (let redirects = 0; redirects <= redirectsMax; redirects++) {
    const answer = await get(url, { tools, signal, headers, bytesMax });
    const { host } = new URL(url);
    if (answer.status === 304) return { answer: null, headers: answer.headers, movedTo };
    if (answer.status === 200) return { answer, headers: answer.headers, movedTo };
    if (answer.status === 404 || answer.status === 410)
      throw new PostsError(
        answer.status === 410 ? "not-found" : "unreachable",
        `${host} has no feed at this address ${answer.status === 410 ? "any more (status 410)" : "(status 404)"}.`,
      );
    forGood &&= permanent.includes(answer.status);
    if (!forGood && !temporary.includes(answer.status) && !permanent.includes(answer.status))
      throw refusalOf(
        host,
        answer,
        tools.now(),
        "It wants to know who asks, which feeds of this kind cannot tell.",
      );
    url = await nextAddress(url, answer.headers.get("location"), address);
    if (forGood) movedTo = url;
  }
  throw new PostsError("bad-answer", `${new URL(address).host} redirects more than ${redirectsMax} times.`);
}

async function nextAddress(from: string, location: string | null, typed: string): Promise<string> {
  const target = parseAddress(URL.parse(location ?? "", from)?.href ?? "");
  const { host } = new URL(from);
  if (location === null || target === null)
    throw new PostsError("bad-answer", `${host} redirects to something that is no http or https address.`);
  const to = new URL(target);
  if (to.origin !== new URL(typed).origin && !(await isPublicHost(to.hostname)))
    throw new PostsError(
      "refused",
      `${host} redirects to ${to.host}, which is in a private network or unknown. If that is meant, type that address.`,
    );
  return target;
}
