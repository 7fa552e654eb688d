import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Request, Response } from "../http/handler.ts";
import { pathOf, send, sendJson } from "../http/send.ts";
import type { Log } from "../log/log.ts";
import { createAttemptLimit } from "./attempt-limit.ts";
import { sessionCookie, tokenOf } from "./credentials.ts";
import type { PasswordFile } from "./password-file.ts";
import { type SignInNotice, signInPage } from "./sign-in-page.ts";

const bodyMaxBytes = 4096;
const formSchema = z.object({
  password: z.string().min(1).max(1024),
  next: z.string().max(2048).default("/"),
});

export interface Guard {
  /** For programs of the same user on this machine, found in HOME/server.json. */
  readonly localToken: string;
  /**
   * Whether the request may go on. Without a password everyone who reaches the server may; with one, whoever has a
   * session's token, the local token, or (programs, as a bearer token) the password itself.
   */
  admits(request: Request): Promise<boolean>;
  /** Serves `/sign-in` and `/sign-out`; false where the path is neither. */
  serve(request: Request, response: Response): Promise<boolean>;
  /** Sends a page's visitor to the sign-in page and tells programs what they lack. */
  turnAway(request: Request, response: Response): void;
}

/** Sign-in with the one password of this server. A password, once set, is asked of everyone, loopback included. */
export function createGuard(passwords: PasswordFile, log: Log, now: () => number): Guard {
  const attempts = createAttemptLimit(now);
  const localToken = randomBytes(32).toString("base64url");
  /** Hash of the password as a program sent it last: hashing it slowly again for each call would be too slow. */
  let passwordSeen = "";

  async function signIn(request: Request, response: Response): Promise<void> {
    const form = formSchema.safeParse(await readForm(request));
    const wantsJson = /application\/json/.test(request.headers.accept ?? "");
    const next = form.success ? ownPath(form.data.next) : "/";
    const refuse = (status: number, notice: SignInNotice, headers = {}) =>
      wantsJson
        ? sendJson(request, response, status, { problem: notice.kind }, headers)
        : page(request, response, status, notice, next, headers);

    const address = request.socket.remoteAddress ?? "";
    const waitMs = attempts.take(address);
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1000);
      log("warn", "too many tries at the password", { address, seconds });
      return refuse(429, { kind: "wait", seconds }, { "retry-after": seconds });
    }
    if (!form.success || !(await passwords.verify(form.data.password))) {
      log("warn", "a wrong password was given", { address });
      return refuse(form.success ? 403 : 400, { kind: "wrong" });
    }
    attempts.forget(address);
    const session = passwords.newSession();
    const secure = request.headers["x-forwarded-proto"] === "https";
    const cookie = sessionCookie(session.token, (session.expiresAtMs - now()) / 1000, secure);
    if (wantsJson) return sendJson(request, response, 200, session, { "set-cookie": cookie });
    send(request, response, 303, "text/plain", "", { location: next, "set-cookie": cookie });
  }

  async function isPassword(request: Request, token: string): Promise<boolean> {
    if (request.headers.authorization === undefined) return false;
    const hash = createHash("sha256").update(token).digest("hex");
    if (sameText(hash, passwordSeen)) return true;
    const address = request.socket.remoteAddress ?? "";
    if (attempts.take(address) > 0 || !(await passwords.verify(token))) return false;
    attempts.forget(address);
    passwordSeen = hash;
    return true;
  }

  return {
    localToken,
    async admits(request) {
      if (!passwords.isSet) return true;
      const token = tokenOf(request.headers);
      if (token === null) return false;
      return sameText(token, localToken) || passwords.hasSession(token) || (await isPassword(request, token));
    },
    async serve(request, response) {
      const path = pathOf(request);
      if (path !== "/sign-in" && path !== "/sign-out") return false;
      if (!passwords.isSet) {
        send(request, response, 303, "text/plain", "", { location: "/" });
      } else if (path === "/sign-in" && request.method === "POST") {
        await signIn(request, response);
      } else if (path === "/sign-in") {
        const query = new URLSearchParams((request.url ?? "").split("?", 2)[1]);
        page(request, response, 200, { kind: "none" }, ownPath(query.get("next") ?? "/"), {});
      } else if (request.method === "POST") {
        passwords.endSession(tokenOf(request.headers) ?? "");
        send(request, response, 303, "text/plain", "", {
          location: "/sign-in",
          "set-cookie": sessionCookie("", 0, false),
        });
      } else {
        send(request, response, 405, "text/plain", "Signing out takes a POST.\n", { allow: "POST" });
      }
      return true;
    },
    turnAway(request, response) {
      const isPage = request.method === "GET" && /text\/html/.test(request.headers.accept ?? "");
      if (isPage) {
        const location = `/sign-in?next=${encodeURIComponent(ownPath(request.url ?? "/"))}`;
        return send(request, response, 303, "text/plain", "", { location });
      }
      const message =
        "This server asks for a password. Sign in at /sign-in, or send a token as Authorization: Bearer.";
      sendJson(
        request,
        response,
        401,
        { code: "unauthenticated", message },
        { "grok-error-code": "not-signed-in" },
      );
    },
  };
}

function page(
  request: Request,
  response: Response,
  status: number,
  notice: SignInNotice,
  next: string,
  headers: Record<string, string | number>,
): void {
  const language = /^\s*zh\b/i.test(request.headers["accept-language"] ?? "") ? "zh" : "en";
  send(request, response, status, "text/html; charset=utf-8", signInPage(language, notice, next), {
    "cache-control": "no-store",
    ...headers,
  });
}

/** `next` where it is a path of this server; "//host" and "/\host" would lead away from it. */
function ownPath(next: string): string {
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : "/";
}

/** The fields of a form or of a JSON object; an empty object where the body is neither or over its limit. */
async function readForm(request: Request): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  if (Number(request.headers["content-length"] ?? 0) > bodyMaxBytes) return {};
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Read on to the end: leaving the loop would close the connection before the answer.
    if (bytes <= bodyMaxBytes) chunks.push(chunk);
  }
  if (bytes > bodyMaxBytes) return {};
  const body = Buffer.concat(chunks).toString("utf8");
  if (!/json/.test(request.headers["content-type"] ?? ""))
    return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
