import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { MiniEvent } from "../../mini-jetstream.ts";

/** A real PDS that runs, and its firehose. */
export interface RealNetwork {
  readonly url: string;
  close(): Promise<void>;
}

/** Runs the script that `installNetwork` gave. `onEvent` gets what the firehose tells, in its order. */
export async function startNetwork(
  script: string,
  onEvent: (event: MiniEvent) => void,
): Promise<RealNetwork> {
  const env = { ...process.env, LOG_ENABLED: "false", NODE_ENV: "test" };
  const child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"], env });
  const ended = once(child, "exit");
  const started = Promise.withResolvers<string>();
  createInterface(child.stdout).on("line", (line) => {
    const told = parse(line);
    if (told?.url !== undefined) started.resolve(told.url);
    if (told?.heard !== undefined) onEvent(told.heard);
  });
  const url = await Promise.race([
    started.promise,
    ended.then(([code]) => Promise.reject(new Error(`The network of the test ended with ${code}.`))),
  ]);
  return {
    url,
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}

/** What `network.mjs` writes; anything else on its output is a log of the packages. */
function parse(line: string): { url?: string; heard?: MiniEvent } | null {
  if (!line.startsWith('{"url"') && !line.startsWith('{"heard"')) return null;
  return JSON.parse(line);
}

/** An account of that PDS that can write. */
export interface Account {
  readonly did: string;
  readonly handle: string;
  create(record: object): Promise<{ readonly uri: string; readonly rkey: string }>;
  remove(rkey: string): Promise<void>;
  /** Hides everything that it wrote. */
  deactivate(): Promise<void>;
}

export async function createAccount(url: string, name: string): Promise<Account> {
  const handle = `${name}.test`;
  const made = await call<{ did: string; accessJwt: string }>(url, "com.atproto.server.createAccount", {
    handle,
    email: `${name}@example.com`,
    password: "correct horse",
  });
  const { did, accessJwt } = made;
  const collection = "app.bsky.feed.post";
  return {
    did,
    handle,
    async create(record) {
      const input = { repo: did, collection, record: { $type: collection, ...record } };
      const { uri } = await call<{ uri: string }>(url, "com.atproto.repo.createRecord", input, accessJwt);
      return { uri, rkey: uri.split("/").at(-1) ?? "" };
    },
    async remove(rkey) {
      await call(url, "com.atproto.repo.deleteRecord", { repo: did, collection, rkey }, accessJwt);
    },
    async deactivate() {
      await call(url, "com.atproto.server.deactivateAccount", {}, accessJwt);
    },
  };
}

async function call<T>(url: string, method: string, input: object, token?: string): Promise<T> {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${url}/xrpc/${method}`, {
    method: "POST",
    headers,
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} answered ${response.status}: ${text.slice(0, 300)}`);
  return (text === "" ? {} : JSON.parse(text)) as T;
}
