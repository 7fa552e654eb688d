// `npm start`: sets the project up where needed and hands over to `grok up` under the project's own Node.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { projectEnv, projectNode, root, setUp } from "./setup.mjs";

await setUp();
const child = spawn(
  projectNode(),
  [join(root, "apps", "cli", "src", "main.ts"), "up", ...process.argv.slice(2)],
  {
    stdio: "inherit",
    env: projectEnv(),
  },
);
// The terminal sends Ctrl+C to the whole group; the child decides when it has put everything away.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
process.on("SIGHUP", () => child.kill("SIGHUP"));
child.on("exit", (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
