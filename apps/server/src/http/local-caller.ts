import type { Request } from "./handler.ts";
import { hostName, isLoopback } from "./same-site.ts";

/**
 * Whether whoever asks sits at this very machine: the connection comes from it, the name asked for is this machine's
 * own, and no proxy says that it passes on what somebody else asked.
 */
export function isLocalCaller({ headers, socket }: Pick<Request, "headers" | "socket">): boolean {
  const address = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const name = hostName(headers[":authority"] ?? headers.host);
  const passedOn = Object.keys(headers).some((header) => proxyHeader.test(header));
  return isLoopback(address) && name !== null && isLoopback(name) && !passedOn;
}

const proxyHeader =
  /^(forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|x-original-.*|cf-.*|true-client-ip)$/;
