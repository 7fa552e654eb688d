// `npm test`: set-up, types, lint, then every test. Fast tests share the processors; tests that hold a model, a
// server process or a browser run one file at a time, so that nothing depends on luck.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectEnv, projectNode, root, setUp } from "./setup.mjs";

await setUp({ tests: true });
const node = projectNode();
const options = { cwd: root, stdio: "inherit", env: projectEnv() };
for (const step of [["scripts/check.mjs"], ["scripts/test-model.ts"]]) {
  if (
    spawnSync(
      node,
      step.map((part) => join(root, part)),
      options,
    ).status !== 0
  )
    process.exit(1);
}
const result = spawnSync(node, [join(root, "scripts", "run-tests.ts"), ...process.argv.slice(2)], options);
process.exit(result.status ?? 1);
