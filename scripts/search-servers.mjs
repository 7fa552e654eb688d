// OpenSearch and Kafka on this machine, to try the larger index of posts: fetched by Maven, one node each, loopback only.
//   node scripts/search-servers.mjs start|stop|status [--home DIR]
// Stopping wipes what they hold.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  defaultHome,
  serversAt,
  startServers,
  stopServers,
} from "../packages/opensearch/test/servers/search-servers.ts";

const { values, positionals } = parseArgs({ options: { home: { type: "string" } }, allowPositionals: true });
const home = resolve(values.home ?? defaultHome());

function tell(servers) {
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
  console.error(error.message);
  process.exitCode = 1;
}
