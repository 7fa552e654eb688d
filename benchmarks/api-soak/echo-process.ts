import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("echo-engine.ts", import.meta.url));

/** The scripted engine, killed and started again on one port. */
export class EchoProcess {
  #port = 0;
  #child: ChildProcess | undefined;
  /** When it was away, so that requests that failed then are told from others. The last may be open. */
  readonly outages: { readonly fromMs: number; toMs: number }[] = [];

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    if (this.#port === 0) this.#port = await freePort();
    this.#child = spawn(process.execPath, [script, String(this.#port)], { stdio: "inherit" });
    for (;;) {
      if ((await this.live()) !== null) break;
      await sleep(10);
    }
    const outage = this.outages.at(-1);
    if (outage !== undefined) outage.toMs = performance.now();
  }

  /** Requests at work there; null where it does not answer. */
  async live(): Promise<number | null> {
    try {
      return Number(await (await fetch(`${this.url}/live`)).text());
    } catch {
      return null;
    }
  }

  /** As the system kills what takes too much memory. */
  async kill(): Promise<void> {
    const child = this.#child!;
    this.outages.push({ fromMs: performance.now(), toMs: Number.POSITIVE_INFINITY });
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  /** Whether it was away at any moment of a request. */
  wasAway(fromMs: number, toMs: number): boolean {
    return this.outages.some((outage) => fromMs <= outage.toMs + 50 && toMs >= outage.fromMs - 50);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
