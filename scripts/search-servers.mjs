// OpenSearch and Kafka on this machine, to try the larger index of posts: fetched by Maven, one node each, loopback only.
//   node scripts/search-servers.mjs start|stop|status [--home DIR]
// Stopping wipes what they hold.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectEnv, projectNode, root } from "./setup.mjs";

const program = join(root, "packages", "opensearch", "test", "servers", "main.ts");
const { status } = spawnSync(projectNode(), [program, ...process.argv.slice(2)], {
  stdio: "inherit",
  env: projectEnv(),
});
process.exitCode = status ?? 1;
