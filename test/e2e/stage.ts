import { after, before } from "node:test";
import type { Browser } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { GrokProcess } from "./grok-process.ts";

export interface Stage {
  readonly grok: GrokProcess;
  readonly browser: Browser;
}

/**
 * A server and a browser for the tests of one file: there before the first of them, gone after the last. `model: false`
 * does not wait until a model can answer.
 */
export function setStage({ model = true }: { model?: boolean } = {}): Stage {
  const grok = new GrokProcess();
  let browser: Browser | null = null;
  before(async () => {
    browser = await openBrowser();
    await grok.start();
    if (model) await grok.ready();
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
