// `npm run gpu`: brings the llama.cpp build for this machine's graphics card, which a plain install leaves out because
// it weighs up to 500 MB. `npm run gpu -- cuda | vulkan` chooses; `-- none` goes back to the processor alone.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { giveUp, root, runQuietly, setUp } from "./setup.mjs";

await setUp({ web: false });
if (process.platform === "darwin") {
  console.log("On a Mac the plain install uses Metal already; there is nothing to bring.");
  process.exit(0);
}
const machine = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
const hasNvidia = spawnSync("nvidia-smi", ["-L"]).status === 0;
const kind = process.argv[2] ?? (hasNvidia ? "cuda" : "vulkan");
if (!["cuda", "vulkan", "none"].includes(kind))
  giveUp(`There is no "${kind}" build; there are cuda, vulkan and none.`);
if (machine !== "linux-x64" && machine !== "win-x64") giveUp(`There are no such builds for ${machine}.`);

const { dependencies } = JSON.parse(readFileSync(join(root, "packages", "llama", "package.json"), "utf8"));
const version = dependencies["node-llama-cpp"];
const wanted = { cuda: ["cuda", "cuda-ext"], vulkan: ["vulkan"], none: [] }[kind];
const folder = join(root, "node_modules", "@node-llama-cpp");
for (const build of ["cuda", "cuda-ext", "vulkan"]) {
  if (!wanted.includes(build)) rmSync(join(folder, `${machine}-${build}`), { recursive: true, force: true });
}
for (const build of wanted) {
  const name = `@node-llama-cpp/${machine}-${build}`;
  const work = mkdtempSync(join(tmpdir(), "grok-gpu-"));
  const packed = await runQuietly(`Fetching ${name} ${version}`, "npm", [
    "pack",
    `${name}@${version}`,
    "--pack-destination",
    work,
  ]);
  if (!packed.ok) giveUp(`npm could not fetch ${name}:\n\n${packed.output.trim().slice(-2000)}`);
  const archive = readdirSync(work).find((file) => file.endsWith(".tgz"));
  const unpacked = await runQuietly(`Unpacking ${name}`, "tar", ["-xzf", join(work, archive), "-C", work]);
  if (!unpacked.ok) giveUp(`${name} could not be unpacked:\n\n${unpacked.output.trim().slice(-2000)}`);
  rmSync(join(folder, `${machine}-${build}`), { recursive: true, force: true });
  cpSync(join(work, "package"), join(folder, `${machine}-${build}`), { recursive: true });
  rmSync(work, { recursive: true, force: true });
}
console.log(
  kind === "none"
    ? "Models run on the processor."
    : `Models run on the graphics card (${kind}) from the next start.`,
);
