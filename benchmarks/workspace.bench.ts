// The page as a person meets it: weight and time of the first load, large conversations, typing, and what it holds
// in memory. Real server, real Chromium, no model needed.
import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { ConversationService, ModelService } from "@grok/protocol";
import type { Browser, CDPSession, Page } from "playwright-core";
import { openBrowser } from "../test/e2e/browser.ts";
import { GrokProcess } from "../test/e2e/grok-process.ts";
import { largeConversation, type MadeConversation } from "../test/e2e/large-conversation.ts";
import { steadyStream } from "./steady-stream.ts";

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const ms = (value: number) => `${Math.round(value)} ms`;

async function open(browser: Browser): Promise<{ page: Page; debug: CDPSession }> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const debug = await context.newCDPSession(page);
  await debug.send("Performance.enable");
  return { page, debug };
}

async function heapMb(debug: CDPSession): Promise<number> {
  await debug.send("HeapProfiler.collectGarbage");
  const { metrics } = await debug.send("Performance.getMetrics");
  return (metrics.find((metric) => metric.name === "JSHeapUsedSize")?.value ?? 0) / 1e6;
}

async function firstLoad(browser: Browser, url: string): Promise<void> {
  const paints: number[] = [];
  const ready: number[] = [];
  let weight = "";
  for (let round = 0; round < 5; round++) {
    const { page, debug } = await open(browser);
    const sizes = new Map<string, { kind: string; bytes: number }>();
    const kinds = new Map<string, string>();
    await debug.send("Network.enable");
    debug.on("Network.responseReceived", (event) => kinds.set(event.requestId, event.type));
    debug.on("Network.loadingFinished", (event) =>
      sizes.set(event.requestId, { kind: kinds.get(event.requestId) ?? "?", bytes: event.encodedDataLength }),
    );
    const startedAt = performance.now();
    await page.goto(url);
    await page.getByRole("textbox", { name: "Message", exact: true }).waitFor();
    ready.push(performance.now() - startedAt);
    await page.waitForTimeout(1_500);
    paints.push(
      await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0),
    );
    const all = [...sizes.values()];
    const sum = (kind?: string) =>
      Math.round(
        all.filter((s) => kind === undefined || s.kind === kind).reduce((a, s) => a + s.bytes, 0) / 1000,
      );
    weight = `${all.length} requests, ${sum()} kB: scripts ${sum("Script")}, styles ${sum("Stylesheet")}, fonts ${sum("Font")}`;
    await page.context().close();
  }
  console.log(`first load: first paint ${ms(median(paints))}, composer ${ms(median(ready))} (medians of 5)`);
  console.log(`first load: ${weight}`);
}

async function largeOne(browser: Browser, url: string, name: string, made: MadeConversation): Promise<void> {
  const shown: number[] = [];
  const typed: number[] = [];
  let heap = 0;
  let elements = 0;
  for (let round = 0; round < 3; round++) {
    const { page, debug } = await open(browser);
    const startedAt = performance.now();
    await page.goto(`${url}/c/${made.conversationId}?node=${made.leafId}`);
    await page.getByText(made.lastText).first().waitFor();
    shown.push(performance.now() - startedAt);
    const composer = page.getByRole("textbox", { name: "Message", exact: true });
    await composer.click();
    for (let key = 0; key < 40; key++) {
      typed.push(
        await page.evaluate(async () => {
          const before = performance.now();
          document.execCommand("insertText", false, "a");
          await new Promise((resolve) => requestAnimationFrame(() => resolve(null)));
          return performance.now() - before;
        }),
      );
    }
    heap = await heapMb(debug);
    elements = await page.evaluate(() => document.querySelectorAll("*").length);
    await page.context().close();
  }
  console.log(
    `${name}: last message on screen ${ms(median(shown))}, key press to frame ${median(typed).toFixed(1)} ms ` +
      `(max ${Math.max(...typed).toFixed(1)}), heap ${heap.toFixed(0)} MB, ${elements} elements`,
  );
}

/** Of frames: how far apart they came, and how much of the main thread's time each took. */
interface Frames {
  readonly gaps: readonly number[];
  readonly longTasks: readonly number[];
  /** Characters that appeared in all panes meanwhile; messages that leave the screen count against them. */
  readonly grown: number;
}

/** Four branches of one conversation, all being written, while one types and scrolls in the first pane. */
async function streaming(
  browser: Browser,
  url: string,
  made: MadeConversation,
  perSecond: number,
): Promise<void> {
  const { page, debug } = await open(browser);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(`${url}/c/${made.conversationId}?node=${made.leafId}`);
  await page.getByText(made.lastText).first().waitFor();
  for (let pane = 1; pane < 4; pane++) {
    await page.getByRole("button", { name: "Split pane" }).last().click();
    await page.getByRole("region", { name: new RegExp(`^Pane ${pane + 1}:`) }).waitFor();
  }
  await page.getByRole("switch", { name: "All panes" }).first().click();
  const composer = page.getByRole("textbox", { name: "Message", exact: true }).first();
  await composer.fill("Tell me everything.");
  await composer.press("Enter");
  for (let pane = 0; pane < 4; pane++)
    await page.getByRole("button", { name: "Stop", exact: true }).nth(pane).waitFor();
  await page.waitForTimeout(3_000);

  const watch = (deed: string) =>
    page.evaluate(
      async ({ deed }): Promise<Frames> => {
        const gaps: number[] = [];
        const longTasks: number[] = [];
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) longTasks.push(entry.duration);
        });
        observer.observe({ entryTypes: ["longtask"] });
        const scroller = document.querySelector(".list-frame > .scroll");
        const written = () =>
          [...document.querySelectorAll(".md")].reduce(
            (sum, { textContent }) => sum + (textContent?.length ?? 0),
            0,
          );
        const atFirst = written();
        let before = performance.now();
        for (let frame = 0; frame < 240; frame++) {
          if (deed === "type" && frame % 4 === 0) document.execCommand("insertText", false, "a");
          if (deed === "scroll" && scroller !== null) scroller.scrollTop -= 40;
          await new Promise((resolve) => requestAnimationFrame(() => resolve(null)));
          const now = performance.now();
          gaps.push(now - before);
          before = now;
        }
        observer.disconnect();
        return { gaps, longTasks, grown: written() - atFirst };
      },
      { deed },
    );
  const busyMs = async () => {
    const { metrics } = await debug.send("Performance.getMetrics");
    return (metrics.find((metric) => metric.name === "TaskDuration")?.value ?? 0) * 1_000;
  };
  for (const deed of ["watch", "type", "scroll"]) {
    if (deed === "type") await composer.click();
    const busyBefore = await busyMs();
    const startedAt = performance.now();
    const { gaps, longTasks, grown } = await watch(deed);
    const share = (await busyMs()) - busyBefore;
    const sorted = [...gaps].sort((a, b) => a - b);
    const at = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1);
    console.log(
      `four panes of ${perSecond} words/s, ${deed}: frames every ${at(0.5)} ms (p95 ${at(0.95)}, max ${at(0.999)}), ` +
        `main thread ${(share / gaps.length).toFixed(1)} ms a frame, ` +
        `${Math.round((share / (performance.now() - startedAt)) * 100)} % busy, ` +
        `${longTasks.length} long tasks (longest ${ms(Math.max(0, ...longTasks))}), ${grown} characters more`,
    );
  }
  for (const stop of await page.getByRole("button", { name: "Stop", exact: true }).all())
    await stop.click({ timeout: 5_000 }).catch(() => undefined);
  await page.context().close();
}

/** Words a second of each answer: what a small model writes on a laptop in four answers at once, and four times that. */
const rates = [25, 100];

const grok = new GrokProcess();
const steady = await Promise.all(rates.map(steadyStream));
const browser = await openBrowser();
try {
  await grok.start();
  await firstLoad(browser, grok.url);
  const transport = createConnectTransport({ baseUrl: grok.url, httpVersion: "1.1" });
  const client = createClient(ConversationService, transport);
  for (const [name, size] of [
    ["6 messages", { path: 6, nodes: 6, seed: 1 }],
    ["path of 2,500", { path: 2_500, nodes: 2_500, seed: 2 }],
    ["tree of 20,000", { path: 400, nodes: 20_000, seed: 3 }],
  ] as const) {
    const made = largeConversation(size);
    const importedAt = performance.now();
    await client.importConversations({ data: new TextEncoder().encode(made.jsonl) });
    const readAt = performance.now();
    const opened = await client.openConversation({
      conversationId: made.conversationId,
      nodeId: made.leafId,
    });
    const doneAt = performance.now();
    console.log(
      `${name}: import ${ms(readAt - importedAt)}, read ${ms(doneAt - readAt)} (${opened.nodes.length} bodies, ` +
        `${opened.tree?.parents.length} rows)`,
    );
    await largeOne(browser, grok.url, name, made);
    if (name !== "path of 2,500") continue;
    const models = createClient(ModelService, transport);
    for (const [at, perSecond] of rates.entries()) {
      await models.addProvider({ name: `steady${perSecond}`, baseUrl: steady[at]!.url, apiKey: "" });
      await models.chooseModel({ alias: "grok", id: `steady${perSecond}/steady` });
      await streaming(browser, grok.url, made, perSecond);
    }
  }
} finally {
  await browser.close();
  await grok.dispose();
  for (const stream of steady) stream.close();
}
