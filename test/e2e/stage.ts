import { after, before } from "node:test";
import type { Browser } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { GrokProcess } from "./grok-process.ts";

export interface Stage {
  readonly grok: GrokProcess;
  readonly browser: Browser;
}

export interface StageOptions {
  /** Whether to wait until a model can answer; default true. */
  readonly model?: boolean;
  /** What has to be there before the first test. In one hook with the start: hooks of one file do not wait for each other. */
  readonly prepare?: () => Promise<void>;
}

/** A server and a browser for the tests of one file: there before the first of them, gone after the last. */
export function setStage({ model = true, prepare }: StageOptions = {}): Stage {
  const grok = new GrokProcess();
  let browser: Browser | null = null;
  before(async () => {
    browser = await openBrowser();
    await grok.start();
    if (model) await grok.ready();
    await prepare?.();
  });
  after(async () => {
    await browser?.close();
    await grok.dispose();
  });
  return {
    grok,
    get browser() {
      if (browser === null) throw new Error("the browser is there once the tests have begun");
      return browser;
    },
  };
}
