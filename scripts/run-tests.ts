// Runs the test files in two stages and ends with one line that counts both. Arguments narrow the files down:
// `npm test -- store` runs those whose path contains "store".
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, relative } from "node:path";
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

/** Waits more than it computes: for pages, for processes that are killed and started again. */
const waits = (file: string) => /(^|\/)(crash|e2e)[./]/.test(file.replaceAll("\\", "/"));

const total = { passed: 0, failed: 0, skipped: 0 };
const slowest: { file: string; seconds: number }[] = [];

/** Runs `files`, at most `concurrency` at once, and gives the report as it comes to `write`. */
async function runFiles(files: string[], concurrency: number, write: (text: string) => void): Promise<void> {
  if (files.length === 0) return;
  const stream = run({ files: files.map((file) => `${root}/${file}`), concurrency, timeout: 600_000 });
  stream.on("test:summary", (summary) => {
    if (summary.file !== undefined) {
      slowest.push({ file: relative(root, summary.file), seconds: summary.duration_ms / 1000 });
      return;
    }
    const { tests, passed, skipped, todo } = summary.counts;
    total.passed += passed;
    total.skipped += skipped + todo;
    total.failed += tests - passed - skipped - todo;
  });
  for await (const text of stream.compose(spec)) write(String(text));
}

async function stage(label: string, files: string[], work: () => Promise<void>): Promise<void> {
  if (files.length === 0) return;
  console.log(`\n# ${label}: ${files.length} files\n`);
  const startedAt = Date.now();
  await work();
  console.log(`\n# ${label} took ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

const print = (text: string) => void process.stdout.write(text);

const light = all.filter((file) => !heavy(file));
await stage("unit and contract tests", light, () => runFiles(light, availableParallelism(), print));

// Two lanes of about one length, one file at a time in each.
const laden = all.filter(heavy);
await stage("tests with a model, processes or a browser", laden, async () => {
  let later = "";
  await Promise.all([
    runFiles(laden.filter(waits), 1, print),
    runFiles(
      laden.filter((file) => !waits(file)),
      1,
      (text) => {
        later += text;
      },
    ),
  ]);
  print(later);
});

if (total.passed + total.failed === 0) {
  console.error(`No test file's path contains "${words.join(" ")}".`);
  process.exit(1);
}
const longest = slowest.sort((a, b) => b.seconds - a.seconds).slice(0, 8);
console.log(
  `\nslowest: ${longest.map(({ file, seconds }) => `${file} ${Math.round(seconds)} s`).join(", ")}`,
);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
