// Thousands of requests by many clients at once, in OpenAI's words and in xAI's gRPC, against the whole server in a
// process of its own, while clients leave, send nonsense and the engine is killed: nobody gets what is another's, and
// nothing is left behind. First with a scripted engine behind an address, then with the smallest model inside. Exits with
// 1 where that does not hold. `node benchmarks/api-soak.bench.ts 2000 100` does fewer of each.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { GrokProcess } from "../test/e2e/grok-process.ts";
import { EchoProcess } from "./api-soak/echo-process.ts";
import { rpc, runSoak } from "./api-soak/run-soak.ts";

// A small heap is swept often, so that garbage is not mistaken for a leak.
process.env.NODE_OPTIONS = "--max-old-space-size=128 --max-semi-space-size=8";

async function scripted(requests: number): Promise<readonly string[]> {
  const noModels = mkdtempSync(join(tmpdir(), "grok-soak-models-"));
  const grok = new GrokProcess({ models: noModels });
  const engine = new EchoProcess();
  await Promise.all([engine.start(), grok.start()]);
  await rpc(grok.url, "ModelService/AddProvider", { name: "soak", baseUrl: `${engine.url}/v1` });
  const wrong = await runSoak({
    url: grok.url,
    model: "soak/echo",
    echoes: true,
    requests,
    atOnce: 48,
    killEveryMs: 4_000,
    kill: async () => {
      await engine.kill();
      await sleep(Math.random() * 300);
      await engine.start();
    },
    wasAway: (fromMs, toMs) => engine.wasAway(fromMs, toMs),
    engineLive: () => engine.live(),
  });
  await grok.dispose();
  await engine.kill();
  rmSync(noModels, { recursive: true });
  return wrong;
}

async function smallestModel(requests: number): Promise<readonly string[]> {
  const grok = new GrokProcess();
  await grok.start();
  await grok.ready();
  const killedAtMs: number[] = [];
  const wrong = await runSoak({
    url: grok.url,
    model: "grok-mini",
    echoes: false,
    requests,
    atOnce: 12,
    killEveryMs: 8_000,
    kill: async () => {
      killedAtMs.push(performance.now());
      grok.killEngines();
      await sleep(500);
    },
    wasAway: (fromMs, toMs) => killedAtMs.some((atMs) => fromMs <= atMs + 500 && toMs >= atMs),
    engineLive: async () => null,
  });
  await grok.dispose();
  return wrong;
}

let failed = false;
for (const [name, requests, run] of [
  ["a scripted engine behind an address", Number(process.argv[2] ?? 10_000), scripted],
  ["the smallest model inside", Number(process.argv[3] ?? 300), smallestModel],
] as const) {
  if (requests === 0) continue;
  console.log(`\n### ${name}\n`);
  const wrong = await run(requests);
  for (const what of new Set(wrong)) console.error(`WRONG: ${what}`);
  console.log(wrong.length === 0 ? "nothing crossed, nothing was left behind" : `${wrong.length} wrong`);
  failed ||= wrong.length > 0;
}
process.exit(failed ? 1 : 0);
