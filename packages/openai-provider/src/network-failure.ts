import { ModelError } from "@grok/model";

/** What the platform's error codes mean to the person who typed the address. */
const meanings: Record<string, string> = {
  ECONNREFUSED: "nothing listens there. Start the server or correct the address.",
  ENOTFOUND: "there is no such host. Correct the address.",
  EAI_AGAIN: "the name of the host cannot be looked up now.",
  EHOSTUNREACH: "there is no way to that host.",
  ENETUNREACH: "there is no way to that network.",
  ETIMEDOUT: "the host does not answer.",
  UND_ERR_CONNECT_TIMEOUT: "the host does not answer.",
  UND_ERR_HEADERS_TIMEOUT: "the server took the request and sent no answer.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed and not trusted here.",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is self-signed and not trusted here.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not trusted here.",
  CERT_HAS_EXPIRED: "its certificate has expired.",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host.",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS. Try http:// instead of https://.",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "it does not speak TLS. Try http:// instead of https://.",
};

/** Codes of a connection that stood and then broke. */
const broken = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET", "UND_ERR_BODY_TIMEOUT", "UND_ERR_ABORTED"]);

/**
 * What `fetch`, or reading its body, failed with: "unreachable", or "engine-lost" where a connection broke.
 *
 * Only the code is taken from `error`, and it is not kept as the cause: what other layers put into their errors is
 * not in our hands, and the key must never be in one.
 */
export function networkFailure(base: string, error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  const code = codeOf(error);
  if (code !== undefined && broken.has(code))
    return new ModelError("engine-lost", `${base} closed the connection (${code}). Asking again may work.`);
  const meaning = (code !== undefined && meanings[code]) || "the connection failed.";
  return new ModelError("unreachable", `Cannot reach ${base}${code ? ` (${code})` : ""}: ${meaning}`);
}

/** The first system code along the chain of causes; `fetch` hides it one or two levels down. */
function codeOf(error: unknown): string | undefined {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth++) {
    const code: unknown = "code" in current ? current.code : undefined;
    if (typeof code === "string" && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) return code;
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return undefined;
}
