// Whether a request may come in at all, told from its headers. Two attacks are meant: a page of another site that
// sends requests to this machine (its Origin gives it away), and a page whose own name is made to point to this
// machine, "DNS rebinding" (its Host gives it away, because no allowed name can be rebound).

export interface SiteRules {
  /** The address that is served on. */
  readonly host: string;
  /** Names by which this server is reached besides, lower case. */
  readonly names: readonly string[];
}

export interface SiteHeaders {
  readonly method: string;
  /** `Host`, or `:authority` of HTTP/2. */
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`, which browsers send and pages cannot change. */
  readonly fetchSite: string | undefined;
}

/** Why the request is refused, as a sentence for whoever set the server up, or null where it is fine. */
export function siteRefusal(headers: SiteHeaders, rules: SiteRules): string | null {
  const name = hostName(headers.host);
  if (name === null || !isOwnName(name, rules))
    return (
      `"${(headers.host ?? "").slice(0, 100)}" is not a name of this server. ` +
      "Start it with --names NAME (GROK_NAMES) if it is meant to be one."
    );
  if (headers.origin !== undefined && hostOf(headers.origin) !== headers.host?.toLowerCase())
    return (
      `A page of "${headers.origin.slice(0, 100)}" may not use this server. ` +
      "A proxy in front of it has to pass the Host header on unchanged."
    );
  const reads = headers.method === "GET" || headers.method === "HEAD";
  const foreign = headers.fetchSite === "cross-site" || headers.fetchSite === "same-site";
  if (headers.origin === undefined && foreign && !reads)
    return "A page of another site may not use this server.";
  return null;
}

/** Whether only this machine can reach an address or name. */
export function isLoopback(name: string): boolean {
  return (
    name === "localhost" || name.endsWith(".localhost") || name === "::1" || /^127(\.\d{1,3}){3}$/.test(name)
  );
}

export function isWildcard(host: string): boolean {
  return host === "0.0.0.0" || host === "::" || host === "";
}

function isOwnName(name: string, rules: SiteRules): boolean {
  if (isLoopback(name) || name === rules.host || rules.names.includes(name)) return true;
  // An address cannot be rebound: a browser that was told to go there went there.
  return isWildcard(rules.host) && (/^\d{1,3}(\.\d{1,3}){3}$/.test(name) || name.includes(":"));
}

/** The name in "name:port" or "[address]:port", lower case, or null where it is neither. */
export function hostName(host: string | undefined): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/.exec(host?.toLowerCase() ?? "");
  return match?.[1] ?? match?.[2]?.replace(/\.$/, "") ?? null;
}

function hostOf(origin: string): string | null {
  return URL.parse(origin)?.host || null;
}
