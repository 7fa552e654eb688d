import type { ServerResponse } from "node:http";
import { type LoopbackServer, sendJson, startLoopbackServer } from "./loopback-server.ts";

export const fakeToken = "a-token-of-the-test";

/** A server of Mastodon with one public timeline, its stream and a stream of a tag. */
export interface FakeMastodon extends LoopbackServer {
  /** Gives the id. `fields` change the status; `atMs` is when it was written. */
  post(content: string, fields?: Record<string, unknown>, atMs?: number): string;
  edit(id: string, content: string): void;
  remove(id: string): void;
  /** Writes to whoever listens, exactly so. */
  write(text: string | Uint8Array): void;
  /** How many listen to the streams. */
  readonly listeners: number;
  /** What the instance names as the place of its streams; undefined is a server that has no such page. */
  streaming: string | undefined;
}

export async function startFakeMastodon(): Promise<FakeMastodon> {
  const statuses: (Record<string, unknown> & { id: string })[] = [];
  const listening = new Set<ServerResponse>();
  let sequence = 0;
  const send = (event: string, data: string) => write(`event: ${event}\ndata: ${data}\n\n`);
  const write = (text: string | Uint8Array) => {
    for (const response of listening) response.write(text);
  };

  const server = await startLoopbackServer((request, response, { pathname, searchParams }) => {
    if (request.headers.authorization !== `Bearer ${fakeToken}`) return void response.writeHead(401).end();
    if (pathname === "/api/v2/instance")
      return fake.streaming === undefined
        ? void response.writeHead(404).end()
        : sendJson(response, { configuration: { urls: { streaming: fake.streaming } } });
    if (pathname.startsWith("/api/v1/streaming/")) {
      response.writeHead(200, { "content-type": "text/event-stream" }).write(":)\n");
      listening.add(response);
      response.on("close", () => listening.delete(response));
      return;
    }
    if (!pathname.startsWith("/api/v1/timelines/")) return void response.writeHead(404).end();
    const after = BigInt(searchParams.get("min_id") ?? "0");
    const limit = Number(searchParams.get("limit"));
    const page = statuses.filter(({ id }) => BigInt(id) > after).slice(0, limit);
    sendJson(response, page.reverse());
  });

  const fake: FakeMastodon = Object.assign(server, {
    streaming: server.url.replace(/^http/, "ws") as string | undefined,
    get listeners() {
      return listening.size;
    },
    write,
    post(content: string, fields: Record<string, unknown> = {}, atMs = Date.now()) {
      const id = String((BigInt(atMs) << 16n) + BigInt(++sequence));
      const status = statusOf(id, content, atMs, fields);
      statuses.push(status);
      statuses.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
      send("update", JSON.stringify(status));
      return id;
    },
    edit(id: string, content: string) {
      const status = statuses.find((each) => each.id === id)!;
      status.content = content;
      send("status.update", JSON.stringify(status));
    },
    remove(id: string) {
      statuses.splice(
        statuses.findIndex((each) => each.id === id),
        1,
      );
      send("delete", id);
    },
  });
  Object.defineProperty(fake, "listeners", { get: () => listening.size });
  return fake;
}

function statusOf(id: string, content: string, atMs: number, fields: Record<string, unknown>) {
  return {
    id,
    created_at: new Date(atMs).toISOString(),
    content: `<p>${content}</p>`,
    spoiler_text: "",
    language: "en",
    visibility: "public",
    url: `https://m.example/@ida/${id}`,
    in_reply_to_id: null,
    account: { acct: "ida", display_name: "Ida", url: "https://m.example/@ida" },
    reblog: null,
    media_attachments: [],
    favourites_count: 0,
    reblogs_count: 0,
    replies_count: 0,
    ...fields,
  };
}
