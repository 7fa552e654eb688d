import { ModelError } from "@grok/model";

/** Where a server is and what opens it. The key is in here and in the request headers, and nowhere else. */
export interface Address {
  /** Version included, no slash at the end: "http://127.0.0.1:8000/v1". Safe to show. */
  readonly base: string;
  /** What stands before the version, where servers have what is not OpenAI's: "http://127.0.0.1:8000". */
  readonly root: string;
  readonly hostname: string;
  /** Fresh headers of one request, the key among them. */
  headers(): Record<string, string>;
  /** `text` without the key, for whatever the remote says: some servers quote the key in their refusal. */
  redact(text: string): string;
}

/**
 * The address in what a person typed: with or without "/v1", with or without a slash at the end.
 *
 * A path that has a version anywhere ("/api/paas/v4", "/v1beta/openai") stays as it is, any other gets "/v1".
 * Any host is good, loopback and private networks too, since it is the owner who names it.
 * Throws `ModelError` "bad-request" for anything but a plain http or https address and for a key that no header can hold.
 */
export function parseAddress(baseUrl: string, apiKey: string | undefined): Address {
  const url = URL.canParse(baseUrl.trim()) ? new URL(baseUrl.trim()) : undefined;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:"))
    throw new ModelError(
      "bad-request",
      "The address of a model server starts with http:// or https://, for example http://127.0.0.1:8000/v1.",
    );
  if (url.username || url.password)
    throw new ModelError(
      "bad-request",
      `The address of ${url.host} holds a name or a password. Give the key apart from the address.`,
    );
  if (url.search || url.hash)
    throw new ModelError("bad-request", `The address of ${url.host} ends at its path, without ? or #.`);

  let path = url.pathname.replace(/\/+$/, "").replace(/\/chat\/completions$/, "");
  if (!/\/v\d[^/]*(\/|$)/.test(path)) path += "/v1";

  const key = apiKey?.trim() || undefined;
  // `fetch` would quote a key with a line break in its own error.
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key))
    throw new ModelError(
      "bad-request",
      `The key for ${url.host} has characters that a header cannot hold, such as spaces or line breaks.`,
    );

  return {
    base: url.origin + path,
    root: url.origin + path.replace(/\/v\d[^/]*(\/.*)?$/, ""),
    hostname: url.hostname,
    headers(): Record<string, string> {
      return key === undefined ? {} : { authorization: `Bearer ${key}` };
    },
    redact: (text) => (key === undefined ? text : text.replaceAll(key, "[key]")),
  };
}
