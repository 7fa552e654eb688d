import { ModelError } from "@grok/model";
import { within } from "./abortable.ts";
import type { Address } from "./address.ts";
import { networkFailure } from "./network-failure.ts";

/** The one way out of this package: every request carries the key, so every request goes through here. */
export interface Remote {
  readonly address: Address;
  /**
   * Sends one request below the address and resolves with the headers of its answer, whatever the status.
   *
   * `controller` ends the request and later its body; it is aborted here when no headers come within `limitMs`.
   * Throws `ModelError`.
   */
  send(request: RemoteRequest, controller: AbortController, limitMs: number): Promise<Response>;
}

export interface RemoteRequest {
  /** Below the address: "/models". */
  path: string;
  /** The path begins before the address's version instead: "/tokenize". */
  fromRoot?: true;
  /** Sent as JSON by POST; without it the request is a GET. */
  body?: unknown;
}

export function createRemote(address: Address, fetch: typeof globalThis.fetch): Remote {
  return {
    address,
    async send({ path, fromRoot, body }, controller, limitMs) {
      let response: Response;
      try {
        const answer = fetch((fromRoot ? address.root : address.base) + path, {
          method: body === undefined ? "GET" : "POST",
          headers: {
            ...address.headers(),
            accept: body === undefined ? "application/json" : "text/event-stream, application/json",
            ...(body === undefined ? {} : { "content-type": "application/json" }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          // Following would carry the key to wherever the answer points.
          redirect: "manual",
          signal: controller.signal,
        });
        const lateness = () =>
          new ModelError("unreachable", `${address.base} did not answer within ${limitMs / 1000} s.`);
        response = await within(answer, limitMs, controller, lateness);
      } catch (error) {
        throw networkFailure(address.base, error);
      }
      if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400)) {
        await response.body?.cancel().catch(() => {});
        throw new ModelError(
          "bad-answer",
          `${address.base} points elsewhere${targetOf(response, address)}. Redirects are not followed, ` +
            "because they would carry the key; enter the final address.",
        );
      }
      return response;
    },
  };
}

/** " (to https://host)", origin only, where the answer says so in a form worth showing. */
function targetOf(response: Response, address: Address): string {
  const location = response.headers.get("location") ?? "";
  if (!URL.canParse(location, address.base)) return "";
  return ` (to ${address.redact(new URL(location, address.base).origin)})`;
}
