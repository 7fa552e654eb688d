// The command behind scripts/search-servers.mjs.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { defaultHome, type SearchServers, serversAt, startServers, stopServers } from "./search-servers.ts";

const usage = `node scripts/search-servers.mjs start|stop|status [--home DIR]

  start        fetch OpenSearch and Kafka by Maven where they are missing (Java 17 is needed), start one of each on
               this machine alone, and print the settings that point the server at them
  stop         end both; what they hold is wiped
  status       print those settings, or "not running"
  --home DIR   where they are kept; default ${defaultHome()}
  --help       this text`;

function tell(servers: SearchServers): void {
  console.log(`GROK_OPENSEARCH_URL=${servers.node}\nGROK_KAFKA_BROKERS=${servers.broker}`);
}

/** What the command line asks for; null where it cannot be. */
function asked() {
  try {
    const { values, positionals } = parseArgs({
      options: { home: { type: "string" }, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
    const [deed = "", ...rest] = positionals;
    if (values.help) return { deed: "help", home: "" };
    if (!["start", "stop", "status"].includes(deed) || rest.length > 0)
      throw new Error(
        deed === "" ? "Say what to do." : `"${[deed, ...rest].join(" ")}" is nothing that can be done.`,
      );
    return { deed, home: resolve(values.home ?? defaultHome()) };
  } catch (error) {
    console.error(`${(error as Error).message.split("\n", 1)[0]}\n\n${usage}`);
    process.exitCode = 2;
    return null;
  }
}

async function run(deed: string, home: string): Promise<void> {
  if (deed === "help") console.log(usage);
  else if (deed === "start") tell(await startServers(home));
  else if (deed === "stop") await stopServers(home);
  else {
    const servers = serversAt(home);
    if (servers === null) console.log("not running");
    else tell(servers);
  }
}

const task = asked();
try {
  if (task !== null) await run(task.deed, task.home);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
