import assert from "node:assert/strict";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";

/** The workspace as a person finds it: by roles and names. */
export class Workspace {
  readonly page: Page;
  /** Errors that the page threw and messages that it wrote to the console as errors. */
  readonly errors: string[] = [];

  constructor(page: Page) {
    this.page = page;
    // Machines that run tests are slow and shared; a wait that is met costs nothing.
    page.setDefaultTimeout(Number(process.env.E2E_WAIT_MS ?? 90_000));
    page.on("pageerror", (error) => this.errors.push(String(error)));
    page.on("console", (message) => {
      // A fetch that fails while the server is away is what several tests are about.
      if (message.type() === "error" && !/Failed to load resource|ERR_/.test(message.text())) {
        this.errors.push(message.text());
      }
    });
  }

  get composer(): Locator {
    return this.page.getByRole("textbox", { name: "Message", exact: true });
  }
  get send(): Locator {
    return this.page.getByRole("button", { name: "Send", exact: true });
  }
  get stop(): Locator {
    return this.page.getByRole("button", { name: "Stop", exact: true });
  }
  get questions(): Locator {
    return this.page.getByRole("article", { name: "You" });
  }
  get replies(): Locator {
    return this.page.getByRole("article", { name: "Grok" });
  }
  get sidebar(): Locator {
    return this.page.getByRole("navigation", { name: "Conversations" });
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.composer.waitFor();
  }

  /** Types a question and sends it; returns once the reply stands there, running or done. */
  async ask(text: string): Promise<void> {
    const before = await this.replies.count();
    await this.composer.fill(text);
    // On a touch screen Enter is a new line, as everywhere there.
    if (await this.page.evaluate(() => matchMedia("(pointer: coarse)").matches)) await this.send.click();
    else await this.composer.press("Enter");
    await this.replies.nth(before).waitFor();
    await this.page.waitForURL(/\/c\/[0-9a-f-]{36}/);
  }

  /** Waits until nothing is being written any more. */
  async settled(timeoutMs?: number): Promise<void> {
    // Send stands beside Stop while something is typed meanwhile.
    await this.stop.waitFor({
      state: "detached",
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    await this.send.waitFor();
  }

  async askAndWait(text: string): Promise<string> {
    await this.ask(text);
    await this.settled();
    return await this.replies.last().innerText();
  }

  async more(reply: Locator, item: string): Promise<void> {
    await reply.getByRole("button", { name: "More", exact: true }).click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }

  /** What a source editor shows, line by line; only what is near its window stands on the page. */
  async sourceOf(textbox: Locator): Promise<string> {
    return await textbox.evaluate((element) =>
      [...element.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"),
    );
  }

  versions(article: Locator): Locator {
    return article.getByRole("group", { name: "Versions" });
  }

  assertNoErrors(): void {
    assert.deepEqual(this.errors, []);
  }
}

/** A tab of its own, in English, unless `options` say otherwise. */
export async function openTab(
  browser: Browser | BrowserContext,
  options: { locale?: string; width?: number; height?: number; dark?: boolean; touch?: boolean } = {},
): Promise<Workspace> {
  if (!("newContext" in browser)) return new Workspace(await browser.newPage());
  const context = await browser.newContext({
    locale: options.locale ?? "en-GB",
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.dark ? "dark" : "light",
    hasTouch: options.touch ?? false,
    reducedMotion: "reduce",
  });
  return new Workspace(await context.newPage());
}
