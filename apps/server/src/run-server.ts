import { readConfig } from "./config/read-config.ts";
import { type RunningServer, startServer } from "./start-server.ts";
import { stopSignal } from "./stop-signal.ts";

/** What takes longer than this says that it is at work. */
const patienceMs = 1_000;
const progressEveryMs = 5_000;

/**
 * Serves until the process is told to stop (SIGINT, SIGTERM, SIGHUP); a second signal ends it at once. What a person
 * reads goes to standard output, the log to standard error. Sets the exit code: 1 where the server could not start.
 */
export async function runServer(env: NodeJS.ProcessEnv, argv: readonly string[]): Promise<void> {
  const stopped = stopSignal();
  const timers = [afterPatience("Still starting: the data of the last time is being put in order.")];
  try {
    const server = await startServer(readConfig(env, argv));
    clearTimeout(timers.pop());
    console.log(`Grok is at ${server.url}`);
    timers.push(setTimeout(() => timers.push(tellProgress(server)), patienceMs));
    await stopped;
    timers.push(afterPatience("Putting replies away; a second signal ends this at once."));
    await server.close();
  } catch (error) {
    console.error(error instanceof Error && "code" in error ? error.message : error);
    process.exitCode = 1;
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

function afterPatience(line: string): NodeJS.Timeout {
  return setTimeout(() => console.log(line), patienceMs);
}

/** Says what is missing, and how far it has come, until a model can answer. */
function tellProgress(server: RunningServer): NodeJS.Timeout {
  let told = "";
  const tell = () => {
    const { ready, missing } = server.readiness();
    if (!ready && missing !== told) console.log(missing);
    if (ready && told !== "") console.log("A model can answer.");
    told = missing;
    if (ready) clearInterval(timer);
  };
  const timer = setInterval(tell, progressEveryMs);
  tell();
  return timer;
}
