import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { type MockPost, matches, userOf } from "./x/mock-posts.ts";

export interface MockRule {
  readonly id: string;
  readonly value: string;
  readonly tag?: string;
}

interface Refusal {
  readonly status: number;
  readonly body?: object;
  readonly resetAtMs?: number;
}

/** X API v2 on the loopback address, as its documents have it: rules, filtered stream and recent search. */
export interface XMock {
  readonly url: string;
  readonly rules: MockRule[];
  /** Method, path and query of what was asked for, in order. */
  readonly requests: readonly string[];
  readonly listeners: number;
  /** Delivered so far by stream and search together, the same post more than once. */
  readonly delivered: number;
  /** Written now: found by searches, and sent to whoever listens. */
  post(...posts: readonly MockPost[]): void;
  /** Found by searches, but sent to nobody, as if nobody had listened. */
  postUnheard(...posts: readonly MockPost[]): void;
  /** Sends bytes as they are, cut where told. */
  send(text: string, cuts?: readonly number[]): Promise<void>;
  /** Ends the streams: without a word, or with what X says then. */
  kick(how: "break" | "operational" | "too-many"): void;
  /** Answers the next requests for `path` like this; null ends it. */
  refuse(path: string, refusal: Refusal | null): void;
  close(): Promise<void>;
}

const paths = {
  rules: "/2/tweets/search/stream/rules",
  stream: "/2/tweets/search/stream",
  search: "/2/tweets/search/recent",
};

export async function startXMock({ token = "key" } = {}): Promise<XMock> {
  const rules: MockRule[] = [];
  const posts: MockPost[] = [];
  const requests: string[] = [];
  const refusals = new Map<string, Refusal>();
  const listeners = new Map<ServerResponse, URLSearchParams>();
  let delivered = 0;
  let ruleCount = 0;

  const answer = (
    response: ServerResponse,
    status: number,
    body: object,
    headers: Record<string, string> = {},
  ) =>
    void response
      .writeHead(status, { "content-type": "application/json", ...headers })
      .end(JSON.stringify(body));
  const changeRules = async (request: IncomingMessage, response: ServerResponse) => {
    const told = (await json(request)) as { add?: MockRule[]; delete?: { ids: string[] } };
    const errors: object[] = [];
    for (const id of told.delete?.ids ?? [])
      rules.splice(
        rules.findIndex((rule) => rule.id === id),
        1,
      );
    for (const { value, tag } of told.add ?? []) {
      const problem = (type: string) => ({
        value,
        title: type,
        type: `https://api.x.com/2/problems/${type}`,
      });
      if (rules.some((rule) => rule.value === value)) errors.push(problem("duplicate-rules"));
      else if (value.includes("(("))
        errors.push({ ...problem("invalid-rules"), detail: "unbalanced parentheses" });
      else rules.push({ id: `rule${++ruleCount}`, value, ...(tag === undefined ? {} : { tag }) });
    }
    answer(response, 201, { meta: {}, ...(errors.length === 0 ? {} : { errors }) });
  };
  const search = (query: URLSearchParams, response: ServerResponse) => {
    const size = Number(query.get("max_results") ?? 10);
    if (!(size >= 10 && size <= 100))
      return answer(response, 400, { title: "Invalid Request", detail: "max_results is 10 to 100" });
    const since = BigInt(query.get("since_id") ?? 0);
    const found = posts
      .filter((post) => BigInt(post.id) > since && matches(query.get("query") ?? "", post))
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
    const from = Number(query.get("next_token") ?? 0);
    const page = found.slice(from, from + size);
    delivered += page.length;
    const next = from + size < found.length ? { next_token: String(from + size) } : {};
    answer(response, 200, {
      ...(page.length === 0 ? {} : { data: page }),
      ...(query.has("expansions") ? { includes: { users: page.map(userOf) } } : {}),
      meta: { result_count: page.length, ...next },
    });
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://mock");
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    const refusal = refusals.get(url.pathname);
    if (request.headers.authorization !== `Bearer ${token}`)
      return answer(response, 401, {
        title: "Unauthorized",
        type: "about:blank",
        status: 401,
        detail: "Unauthorized",
      });
    if (refusal !== undefined) {
      const reset: Record<string, string> =
        refusal.resetAtMs === undefined ? {} : { "x-rate-limit-reset": String(refusal.resetAtMs / 1_000) };
      return answer(response, refusal.status, refusal.body ?? {}, reset);
    }
    if (url.pathname === paths.rules && request.method === "POST") return void changeRules(request, response);
    if (url.pathname === paths.rules) return answer(response, 200, { data: rules, meta: {} });
    if (url.pathname === paths.search) return search(url.searchParams, response);
    if (url.pathname !== paths.stream) return answer(response, 404, { title: "Not Found Error" });
    if (rules.length === 0)
      return answer(response, 409, { title: "ConnectionException", detail: "no rules" });
    if (listeners.size > 0) return answer(response, 429, tooMany);
    response.writeHead(200, { "content-type": "application/json" }).flushHeaders();
    listeners.set(response, url.searchParams);
    response.on("close", () => listeners.delete(response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const line = (post: MockPost, query: URLSearchParams) => {
    const matching = rules.filter((rule) => matches(rule.value, post)).map(({ id, tag }) => ({ id, tag }));
    if (matching.length === 0) return "";
    delivered++;
    const includes = query.has("expansions") ? { includes: { users: [userOf(post)] } } : {};
    return `${JSON.stringify({ data: post, ...includes, matching_rules: matching })}\r\n`;
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    rules,
    requests,
    get listeners() {
      return listeners.size;
    },
    get delivered() {
      return delivered;
    },
    post(...written) {
      posts.push(...written);
      for (const [response, query] of listeners)
        for (const post of written) response.write(line(post, query));
    },
    postUnheard: (...written) => void posts.push(...written),
    async send(text, cuts = []) {
      const bytes = Buffer.from(text);
      const edges = [0, ...cuts, bytes.length];
      // One after the other has left, so that they travel apart.
      for (const [at, edge] of edges.slice(1).entries())
        for (const response of listeners.keys())
          await new Promise((sent) => response.write(bytes.subarray(edges[at], edge), sent));
    },
    kick(how) {
      for (const response of listeners.keys()) {
        if (how === "break") response.destroy();
        else response.end(`${JSON.stringify(how === "too-many" ? tooMany : { errors: [operational] })}\r\n`);
      }
    },
    refuse(path, refusal) {
      if (refusal === null) refusals.delete(path);
      else refusals.set(path, refusal);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** https://docs.x.com/x-api/fundamentals/handling-disconnections */
const operational = {
  title: "operational-disconnect",
  disconnect_type: "UpstreamOperationalDisconnect",
  detail: "This stream has been disconnected upstream for operational reasons.",
  type: "https://api.x.com/2/problems/operational-disconnect",
};
const tooMany = {
  title: "ConnectionException",
  detail: "This stream is currently at the maximum allowed connection limit.",
  connection_issue: "TooManyConnections",
  type: "https://api.x.com/2/problems/streaming-connection",
};
