import { ModelHubError } from "../model-hub-error.ts";

const redirectsMax = 5;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

export interface GuardedRequest {
  fetch: typeof fetch;
  url: URL;
  headers: Readonly<Record<string, string>>;
  /** Sent to the first origin alone and dropped for good at the first step to another. */
  secretHeaders?: Readonly<Record<string, string>> | undefined;
  /** Which addresses a redirect may lead to, the first being always allowed. */
  mayGoTo: (next: URL, first: URL) => boolean;
  signal: AbortSignal;
}

/** A GET whose every step is looked at before it is taken. Throws `ModelHubError` "no-source" for one that must not be. */
export async function fetchGuarded(request: GuardedRequest): Promise<{ response: Response; moved: boolean }> {
  const { url: first, mayGoTo, secretHeaders = {} } = request;
  let url = first;
  let sameOrigin = true;
  for (let hop = 0; hop <= redirectsMax; hop += 1) {
    const response = await request.fetch(url.href, {
      headers: { ...request.headers, ...(sameOrigin ? secretHeaders : {}) },
      redirect: "manual",
      signal: request.signal,
    });
    const location = response.headers.get("location");
    if (!redirectStatuses.has(response.status) || location === null)
      return { response, moved: url.origin !== first.origin };
    await response.body?.cancel();
    if (!URL.canParse(location, url.href)) {
      throw new ModelHubError("no-source", `${first.host} redirects to an address that cannot be read.`);
    }
    const next = new URL(location, url);
    if (!mayGoTo(next, first)) {
      throw new ModelHubError(
        "no-source",
        `${first.host} redirects to ${next.host}, which it may not. Nothing was sent there.`,
      );
    }
    sameOrigin = sameOrigin && next.origin === first.origin;
    url = next;
  }
  throw new ModelHubError("no-source", `${first.host} redirects more than ${redirectsMax} times.`);
}

/**
 * The rule for sources without one of their own: another host only by HTTPS, and never from a public host to an
 * address inside this machine or network.
 */
export function mayGoAnywherePublic(next: URL, first: URL): boolean {
  if (next.origin === first.origin) return true;
  return next.protocol === "https:" && (!isInside(next.hostname) || isInside(first.hostname));
}

function isInside(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  return (
    host === "localhost" ||
    host.endsWith(".localhost") ||
    host.endsWith(".local") ||
    host.endsWith(".internal") ||
    /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(host) ||
    /^(::1?$|f[cd]|fe[89ab]|::ffff:)/.test(host)
  );
}
