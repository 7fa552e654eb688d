import { readConfig } from "./config/read-config.ts";
import { ServerError } from "./server-error.ts";
import { startServer } from "./start-server.ts";

/** A start that takes longer than this says that it is at work. */
const patienceMs = 1_000;

/**
 * Serves until the process is told to stop (SIGINT, SIGTERM, SIGHUP); a second signal ends it at once. What a person
 * reads goes to standard output, the log to standard error. Sets the exit code: 1 where the server could not start.
 */
export async function runServer(env: NodeJS.ProcessEnv, argv: readonly string[]): Promise<void> {
  const stopped = nextSignal();
  const waiting = setInterval(
    () => console.log("Still starting: the data of the last time is being put in order."),
    patienceMs,
  );
  try {
    const server = await startServer(readConfig(env, argv));
    clearInterval(waiting);
    console.log(`Grok is at ${server.url}`);
    await stopped;
    const ending = setTimeout(
      () => console.log("Putting replies away; a second signal ends this at once."),
      patienceMs,
    );
    await server.close();
    clearTimeout(ending);
  } catch (error) {
    console.error(error instanceof ServerError ? error.message : error);
    process.exitCode = 1;
  } finally {
    clearInterval(waiting);
  }
}

function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => {
        if (asked) process.exit(130);
        asked = true;
        resolve();
      });
  });
}
