import type { IncomingHttpHeaders } from "node:http";

export const cookieName = "grok_session";

/** The token in `Authorization: Bearer` (programs) or in the session cookie (browsers), or null. */
export function tokenOf(headers: IncomingHttpHeaders): string | null {
  const bearer = /^Bearer +(.{1,1024})$/i.exec(headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return bearer;
  for (const pair of (headers.cookie ?? "").split(";")) {
    const [name, value] = pair.trim().split("=", 2);
    if (name === cookieName && value !== undefined && value !== "") return value;
  }
  return null;
}

/** `Set-Cookie` for a session; an empty token takes the cookie away. */
export function sessionCookie(token: string, maxAgeSeconds: number, secure: boolean): string {
  const age = token === "" ? 0 : Math.max(0, Math.floor(maxAgeSeconds));
  return `${cookieName}=${token}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;
}
