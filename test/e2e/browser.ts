import { existsSync } from "node:fs";
import { type Browser, chromium as playwright } from "playwright-core";

const installed = [
  process.env.CHROMIUM_PATH ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * A headless Chromium: the installed one, else the build that comes inside an npm package. The caller closes it.
 * It asks nobody but the pages under test: background requests are switched off.
 */
export async function openBrowser(): Promise<Browser> {
  const quiet = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-gpu",
    "--no-sandbox",
  ];
  const path = installed.find((candidate) => candidate !== "" && existsSync(candidate));
  if (path !== undefined) return await playwright.launch({ executablePath: path, args: quiet });
  const { default: packaged } = await import("@sparticuz/chromium");
  return await playwright.launch({
    executablePath: await packaged.executablePath(),
    // In a single process the whole browser goes with the first tab that is closed.
    args: [...packaged.args.filter((arg) => arg !== "--single-process"), ...quiet],
  });
}
