import { setTimeout as sleep } from "node:timers/promises";
import { ask, blunder, type Client, hangUp, leave, type Outcome } from "./deeds.ts";
import { askGrpc, blunderGrpc, closeConnections, leaveGrpc } from "./grpc-deeds.ts";

const users = 8;
/** The heap is held to `heapMiB`, so what grows beyond this is kept by something. */
const growthMaxMiB = 32;

export interface Soak {
  readonly url: string;
  /** How clients name the model, and whether it says their marks back. */
  readonly model: string;
  readonly echoes: boolean;
  readonly requests: number;
  readonly atOnce: number;
  readonly killEveryMs: number;
  /** Kills the engine; resolves when another may be asked. */
  readonly kill: () => Promise<void>;
  /** Whether an engine was dead at any moment of a request, which excuses that it failed. */
  readonly wasAway: (fromMs: number, toMs: number) => boolean;
  /** Answers at work in the engine, where it tells. */
  readonly engineLive: () => Promise<number | null>;
}

/** Runs it, tells what happened, and gives what was wrong. */
export async function runSoak(soak: Soak): Promise<readonly string[]> {
  const { url, requests, atOnce } = soak;
  const clients = await makeClients(soak);
  const counts = new Map<string, number>();
  const wrong: string[] = [];
  const memory: number[] = [];
  let [begun, kills, over] = [0, 0, false];

  const note = ({ kind, wrong: what }: Outcome, startedMs: number) => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    // An answer that an engine's death cut off is told as an error; anything else is wrong.
    const excused = kind === "failed" && soak.wasAway(startedMs, performance.now());
    if (what !== undefined && !excused) wrong.push(what);
  };
  const worker = async () => {
    while (begun < requests) {
      begun++;
      if (begun % Math.ceil(requests / 10) === 0)
        memory.push(await metric(url, "process_resident_memory_bytes"));
      const client = clients[Math.floor(Math.random() * users)]!;
      const deed = anyDeed();
      const startedMs = performance.now();
      const failed = (error: Error): Outcome => ({ kind: "failed", wrong: String(error.cause ?? error) });
      note(await deed(client).catch(failed), startedMs);
    }
  };
  const answered = () => counts.get("answered") ?? 0;
  const killer = async () => {
    for (; !over; kills++) {
      // An engine that dies again and again before it has answered is given up as broken, and rightly so.
      const before = answered();
      await sleep(soak.killEveryMs);
      while (!over && answered() < before + 10) await sleep(50);
      if (over) return;
      await soak.kill();
    }
  };

  const startedMs = performance.now();
  const killing = killer();
  await Promise.all(Array.from({ length: atOnce }, worker));
  over = true;
  const seconds = (performance.now() - startedMs) / 1000;
  await killing;

  wrong.push(...(await leftBehind(soak)));
  // As many at once as there are sequences: none of them was lost.
  const others = clients.slice(1, 5);
  for (const { kind, wrong: what } of await Promise.all(others.map(ask)))
    if (kind !== "answered" || what !== undefined) wrong.push(`afterwards: ${what ?? kind}`);
  closeConnections();
  await sleep(1_500);
  wrong.push(...(await miscounted(url)));
  const growth = (memory.at(-1)! - Math.max(...memory.slice(2, 5))) / 2 ** 20;
  if (growth > growthMaxMiB) wrong.push(`memory grew by ${growth.toFixed(0)} MiB`);

  const kinds = [...counts].map(([kind, n]) => `${n} ${kind}`).join(", ");
  console.log(
    `${requests} requests, ${atOnce} at once, in ${seconds.toFixed(0)} s; engine killed ${kills} times`,
  );
  console.log(kinds);
  console.log(`memory at each tenth: ${memory.map((bytes) => (bytes / 2 ** 20).toFixed(0)).join(", ")} MiB`);
  return wrong;
}

/** One in three in gRPC, where nothing can be cut off on a bare connection. */
function anyDeed() {
  const isGrpc = Math.random() < 1 / 3;
  const chance = Math.random();
  if (chance < 0.7) return isGrpc ? askGrpc : ask;
  if (chance < 0.82) return isGrpc ? leaveGrpc : leave;
  if (chance < 0.88 && !isGrpc) return hangUp;
  return isGrpc ? blunderGrpc : blunder;
}

async function makeClients({ url, model, echoes }: Soak): Promise<Client[]> {
  const clients: Client[] = [];
  for (let n = 0; n < users; n++) {
    // One of them is held to a budget that it will run into.
    const limits = n === 0 ? { requests: { minute: "60" } } : {};
    const key = { name: `key ${n}`, userId: `user ${n}`, limits };
    const { secret } = await rpc<{ secret: string }>(url, "KeyService/CreateKey", key);
    clients.push({ url, secret, model, echoes });
  }
  return clients;
}

/** What is not 0 a while after everybody is gone. */
async function leftBehind({ url, engineLive }: Soak): Promise<string[]> {
  for (let n = 0; ; n++) {
    const left = {
      "requests that wait": await metric(url, "grok_api_waiting"),
      "turns that are taken": await metric(url, "grok_api_working"),
      "answers at work in the engine": (await engineLive()) ?? 0,
      "replies being written": await metric(url, "grok_runs_live"),
    };
    const wrong = Object.entries(left).filter(([, value]) => value !== 0);
    if (wrong.length === 0 || n === 75)
      return wrong.map(([what, value]) => `${value} ${what} were left behind`);
    await sleep(200);
  }
}

/** Whether as many requests were counted for keys as were let in. */
async function miscounted(url: string): Promise<string[]> {
  const admitted = await metric(url, "grok_api_requests_total");
  const { days = [] } = await rpc<{ days?: { requests?: string }[] }>(url, "KeyService/GetUsage", {});
  const counted = days.reduce((sum, { requests: each }) => sum + Number(each ?? 0), 0);
  return admitted === counted ? [] : [`${admitted} requests were let in and ${counted} counted`];
}

/** A call of grok.v1 as JSON. */
export async function rpc<T>(url: string, method: string, body: object): Promise<T> {
  const response = await fetch(`${url}/grok.v1.${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** A number of /metrics, the sum over its labels. */
async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const values = [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, "gm"))];
  return values.reduce((sum, [, value]) => sum + Number(value), 0);
}
