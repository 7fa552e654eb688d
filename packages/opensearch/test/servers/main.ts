// The command behind scripts/search-servers.mjs.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { defaultHome, type SearchServers, serversAt, startServers, stopServers } from "./search-servers.ts";

const { values, positionals } = parseArgs({ options: { home: { type: "string" } }, allowPositionals: true });
const home = resolve(values.home ?? defaultHome());

function tell(servers: SearchServers): void {
  console.log(`GROK_OPENSEARCH_URL=${servers.node}\nGROK_KAFKA_BROKERS=${servers.broker}`);
}

try {
  if (positionals[0] === "start") tell(await startServers(home));
  else if (positionals[0] === "stop") await stopServers(home);
  else if (positionals[0] === "status") {
    const servers = serversAt(home);
    if (servers === null) console.log("not running");
    else tell(servers);
  } else {
    console.error("Say what to do: node scripts/search-servers.mjs start|stop|status [--home DIR]");
    process.exitCode = 2;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
