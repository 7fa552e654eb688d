// `npm run check`: types (pure packages without Node and DOM, everything with Node, the web app with DOM), format
// and lint, import cycles included. `npm run fix` formats and mends first.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectEnv, projectNode, root, setUp } from "./setup.mjs";

const fix = process.argv.includes("--fix");
await setUp({ tests: true, web: false });

const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
const steps = [
  ["types of the pure packages", [tsc, "-p", "tsconfig.pure.json"]],
  ["types of everything on Node", [tsc, "-p", "tsconfig.json"]],
  ["types of the web app", [tsc, "-p", "apps/web/tsconfig.json"]],
  ["types of the web app's tests", [tsc, "-p", "apps/web/tsconfig.test.json"]],
  ["types of the browser tests", [tsc, "-p", "test/e2e/tsconfig.json"]],
  [
    "format, lint and import cycles",
    [biome, "check", "--error-on-warnings", ...(fix ? ["--write"] : []), "."],
  ],
];
let failed = 0;
for (const [label, args] of steps) {
  const result = spawnSync(projectNode(), args, { cwd: root, stdio: "inherit", env: projectEnv() });
  console.log(`${result.status === 0 ? "ok" : "FAILED"}: ${label}`);
  if (result.status !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);
