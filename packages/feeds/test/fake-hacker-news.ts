import { type LoopbackServer, sendJson, startLoopbackServer } from "./loopback-server.ts";

/** The API of Hacker News over items that a test makes. */
export interface FakeHackerNews extends LoopbackServer {
  /** Gives the next id; the item can be read at once unless it is `withheld`. */
  add(item: Record<string, unknown>, withheld?: boolean): number;
  release(id: number): void;
  /** Changes an item, or a field of it, and tells so in `updates`. */
  change(id: number, fields: Record<string, unknown>): void;
}

export async function startFakeHackerNews(firstId = 40_000_000): Promise<FakeHackerNews> {
  const items = new Map<number, Record<string, unknown>>();
  const withheldIds = new Set<number>();
  const changed: number[] = [];
  let newest = firstId;
  const server = await startLoopbackServer((_, response, { pathname }) => {
    const id = Number(/^\/v0\/item\/(\d+)\.json$/.exec(pathname)?.[1]);
    if (pathname === "/v0/maxitem.json") sendJson(response, newest);
    else if (pathname === "/v0/updates.json") sendJson(response, { items: changed, profiles: ["ida"] });
    else if (id > 0) sendJson(response, withheldIds.has(id) ? null : (items.get(id) ?? null));
    else response.writeHead(404).end();
  });
  return Object.assign(server, {
    add(item: Record<string, unknown>, withheld = false) {
      const id = ++newest;
      items.set(id, { id, type: "comment", by: "ida", time: Math.floor(Date.now() / 1_000), ...item });
      if (withheld) withheldIds.add(id);
      return id;
    },
    release: (id: number) => void withheldIds.delete(id),
    change(id: number, fields: Record<string, unknown>) {
      items.set(id, { ...items.get(id), ...fields });
      changed.push(id);
    },
  });
}
