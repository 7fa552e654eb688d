// `npm run dev`: the server, restarted when its sources change, and the web app with hot reload in front of it.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { projectEnv, projectNode, root, setUp } from "./setup.mjs";

await setUp({ tests: true, web: false });
const node = projectNode();
const children = [
  spawn(
    node,
    ["--watch", join(root, "apps", "cli", "src", "main.ts"), "up", "--no-open", ...process.argv.slice(2)],
    {
      stdio: "inherit",
      env: projectEnv(),
    },
  ),
  spawn(node, [join(root, "node_modules", "vite", "bin", "vite.js")], {
    cwd: join(root, "apps", "web"),
    stdio: "inherit",
    env: projectEnv(),
  }),
];
for (const child of children) {
  child.on("exit", (code) => {
    for (const other of children) other.kill();
    process.exitCode = code ?? 0;
  });
}
