// Runs the test files in two stages and ends with one line that counts both. Arguments narrow the files down:
// `npm test -- store` runs those whose path contains "store".
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(new URL(".", import.meta.url)));
const words = process.argv.slice(2);

const all = globSync(["{apps,packages}/*/{src,test}/**/*.test.ts", "test/**/*.test.ts"], { cwd: root })
  .filter((file) => !file.includes("node_modules") && words.every((word) => file.includes(word)))
  .sort();
/** Holds a model, a process or a browser. */
const heavy = (file: string) =>
  /(^|\/)(needs-model|needs-network|crash|e2e)[./]/.test(file.replaceAll("\\", "/"));

const total = { passed: 0, failed: 0, skipped: 0 };

async function stage(label: string, files: string[], concurrency: number): Promise<void> {
  if (files.length === 0) return;
  console.log(`\n# ${label}: ${files.length} files\n`);
  const startedAt = Date.now();
  const stream = run({ files: files.map((file) => `${root}/${file}`), concurrency, timeout: 600_000 });
  stream.on("test:summary", (summary) => {
    if (summary.file !== undefined) return;
    const { tests, passed, skipped, todo } = summary.counts;
    total.passed += passed;
    total.skipped += skipped + todo;
    total.failed += tests - passed - skipped - todo;
  });
  const report = stream.compose(spec);
  report.pipe(process.stdout);
  await new Promise((resolve, reject) => report.once("end", resolve).once("error", reject));
  console.log(`\n# ${label} took ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

await stage(
  "unit and contract tests",
  all.filter((file) => !heavy(file)),
  availableParallelism(),
);
await stage("tests with a model, processes or a browser", all.filter(heavy), 1);

if (total.passed + total.failed === 0) {
  console.error(`No test file's path contains "${words.join(" ")}".`);
  process.exit(1);
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
