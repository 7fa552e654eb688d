// `npm run bench`: every benchmark, one after the other, each in a process of its own. `npm run bench -- engine` runs
// those whose name contains the word. Results worth keeping go into docs/benchmarks.md with machine and date.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { projectEnv, projectNode, root, setUp } from "./setup.mjs";

await setUp({ tests: true });
const node = projectNode();
const model = spawnSync(node, [join(root, "scripts", "test-model.ts")], {
  stdio: "inherit",
  env: projectEnv(),
});
if (model.status !== 0) process.exit(1);

const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith("-"));
const folder = join(root, "benchmarks");
const names = readdirSync(folder).filter((name) => name.endsWith(".bench.ts"));
const chosen = names.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
if (chosen.length === 0) {
  console.error(`No benchmark has "${wanted.join(" ")}" in its name. There are: ${names.join(", ")}`);
  process.exit(1);
}
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
);
let failed = 0;
for (const name of chosen) {
  console.log(`\n## ${name}\n`);
  const result = spawnSync(node, [join(folder, name)], { cwd: root, stdio: "inherit", env: projectEnv() });
  if (result.status !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);
