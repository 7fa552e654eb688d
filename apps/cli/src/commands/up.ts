import { spawn } from "node:child_process";
import { type RunningServer, type ServerConfig, startServer, stopSignal } from "@grok/server";
import { bold, ProgressLine } from "../terminal.ts";

/** `grok up`: the server in the foreground until it is told to stop. Throws what `startServer` throws. */
export async function up(config: ServerConfig, options: { open: boolean }): Promise<void> {
  const stopped = stopSignal();
  const server = await startServer(config);
  console.log(`\nGrok is at ${bold(server.url)}\nCtrl+C stops it; nothing is lost.\n`);
  if (options.open) openBrowser(server.url);
  const told = new AbortController();
  const telling = tellReadiness(server, told.signal);
  await stopped;
  told.abort();
  await telling;
  await server.close();
}

/** Shows how far the model has come until one can answer, or what to do where none can come. */
async function tellReadiness(server: RunningServer, signal: AbortSignal): Promise<void> {
  const line = new ProgressLine(process.stdout);
  const startedAtMs = Date.now();
  while (!signal.aborted) {
    const { ready, missing } = server.readiness();
    if (ready) {
      line.clear();
      console.log("A model can answer.");
      return;
    }
    if (Date.now() - startedAtMs > 1_000) line.show(missing);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** Opens the page where there is a screen to open it on; failing is no error, the address is printed anyway. */
function openBrowser(url: string): void {
  const screen = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!screen || process.env.CI || process.env.SSH_CONNECTION) return;
  const [command, args] =
    process.platform === "darwin"
      ? ["open", [url]]
      : process.platform === "win32"
        ? ["cmd", ["/c", "start", "", url]]
        : ["xdg-open", [url]];
  spawn(command as string, args as string[], { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}
