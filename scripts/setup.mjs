// Brings a fresh clone to where it can run: packages from the lockfile, Node 24, the built web app.
// Runs on any Node from 18 on and uses nothing but what Node brings, because nothing else is there yet.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const windows = process.platform === "win32";

/** Prints one line that tells what is missing and what to do, and ends the program with exit code 1. */
export function giveUp(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}

/** SHA-256 over names and contents of all files below `paths` (relative to the root), in name order. */
function hashOf(paths) {
  const hash = createHash("sha256");
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) {
        if (name !== "node_modules" && name !== "dist") visit(join(path, name));
      }
    } else {
      hash.update(relative(root, path)).update("\0").update(readFileSync(path)).update("\0");
    }
  };
  for (const path of paths) visit(join(root, path));
  return hash.digest("hex");
}

/** Runs a command to its end; a line with the seconds passed shows that it is still at work. */
export function runQuietly(label, command, args, options = {}) {
  return new Promise((resolve) => {
    const startedAt = Date.now();
    const live = process.stdout.isTTY;
    if (!live) console.log(`${label} …`);
    const ticker = setInterval(() => {
      if (live) process.stdout.write(`\r${label} … ${Math.round((Date.now() - startedAt) / 1000)} s `);
    }, 500);
    let output = "";
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      shell: windows,
      ...options,
    });
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.on("error", (error) => (output += error.message));
    child.on("close", (code) => {
      clearInterval(ticker);
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      if (live) process.stdout.write("\r\x1b[K");
      if (code === 0) console.log(`${label}: done in ${seconds} s`);
      resolve({ ok: code === 0, output });
    });
  });
}

/** The registry's Node for this machine. Found by its package, because npm 10 makes no link in .bin for it. */
const bundledNode = ["node", "node-bin"]
  .map((prefix) =>
    join(root, "node_modules", `${prefix}-${windows ? "win" : process.platform}-${process.arch}`, "bin"),
  )
  .map((folder) => join(folder, windows ? "node.exe" : "node"));

/** Path of a Node that can run this project: the one from the lockfile, else the one that runs this script. */
export function projectNode() {
  const bundled = bundledNode.find((path) => existsSync(path) && spawnSync(path, ["--version"]).status === 0);
  if (bundled !== undefined) return bundled;
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return giveUp(
    `Node ${process.versions.node} is too old, and the registry's Node 24 does not run on this machine ` +
      `(${process.platform} ${process.arch}). Install Node 24 or later and run the command again.`,
  );
}

/** The environment in which the project's own Node and binaries are found first. */
export function projectEnv() {
  const path = [dirname(projectNode()), join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(
    delimiter,
  );
  return { ...process.env, PATH: path };
}

/** Installs from the lockfile unless that has been done for this very lockfile. `tests` brings the tools as well. */
async function installPackages(tests) {
  const stamp = join(root, "node_modules", ".grok-setup.json");
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  let toolsToo = tests;
  try {
    const done = JSON.parse(readFileSync(stamp, "utf8"));
    if (done.lock === lock && (done.tests || !tests)) return;
    // Whoever has the tools keeps them.
    toolsToo ||= done.tests;
  } catch {
    // No stamp yet: a fresh clone, or an install that was broken off.
  }
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error", ...(toolsToo ? [] : ["--omit=dev"])];
  const result = await runQuietly(
    "Installing packages from the lockfile (once)",
    windows ? "npm.cmd" : "npm",
    args,
  );
  if (!result.ok) {
    giveUp(
      `npm could not install the packages:\n\n${result.output.trim().slice(-3000)}\n\n` +
        "Check that the npm registry can be reached (npm ping) and that about 800 MB of disk are free, then run the command again.",
    );
  }
  writeFileSync(stamp, JSON.stringify({ lock, tests: toolsToo }));
}

/** Builds the web app unless the one in `apps/web/dist` was built from these very sources. */
async function buildWeb() {
  const stamp = join(root, "apps", "web", "dist", ".sources");
  const sources = hashOf([
    "apps/web",
    "packages/protocol/src",
    "packages/conversation/src",
    "package-lock.json",
  ]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const result = await runQuietly(
    "Building the web app",
    projectNode(),
    [vite, "build", "--logLevel", "warn"],
    {
      cwd: join(root, "apps", "web"),
      env: projectEnv(),
      shell: false,
    },
  );
  if (!result.ok) giveUp(`The web app could not be built:\n\n${result.output.trim().slice(-3000)}`);
  writeFileSync(stamp, sources);
}

/** Everything that `npm start` (or, with `tests`, `npm test`) needs before it can begin. Cheap when nothing changed. */
export async function setUp({ tests = false, web = true } = {}) {
  await installPackages(tests);
  projectNode();
  if (web) await buildWeb();
}
