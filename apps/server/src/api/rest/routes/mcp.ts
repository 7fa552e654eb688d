import { type ApiCall, jsonBody } from "../api-call.ts";
import type { RestParts } from "../rest-parts.ts";
import { roomToWrite } from "../room-to-write.ts";

/** POST /v1/mcp: what the protocol's own library makes of web requests, for Node's. */
export async function mcp(call: ApiCall, { mcp }: RestParts): Promise<void> {
  const { request, response, signal } = call;
  const parsedBody = await jsonBody(call);
  const headers = new Headers();
  // Those of HTTP/2 begin with a colon; what holds the key is nobody's business beyond this point.
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === "string" && !name.startsWith(":") && name !== "authorization")
      headers.set(name, value);
  // The library wants an address, and makes nothing of it: whence a request may come was looked at before.
  const asked = new Request("http://localhost/v1/mcp", { method: "POST", headers, signal });
  const answer = await mcp(call).fetch(asked, { parsedBody });
  // Whether the connection is kept is this server's to say.
  answer.headers.delete("connection");
  response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), "cache-control": "no-store" });
  if (answer.body !== null)
    for await (const piece of answer.body) {
      signal.throwIfAborted();
      if (!response.write(piece)) await roomToWrite(call);
    }
  response.end();
}
