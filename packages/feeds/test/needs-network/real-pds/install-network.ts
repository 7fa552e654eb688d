import { spawn } from "node:child_process";
import { copyFile, mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * 479 MB and 310 packages in October 2026, far too much for everybody who develops here: they are fetched only by
 * those who run this test, into a folder that is not part of the project. better-sqlite3 13 brings what it needs
 * compiled; scripts of packages are not run.
 */
const manifest = {
  private: true,
  dependencies: { "@atproto/dev-env": "0.6.7", "@atproto/sync": "0.4.10" },
  overrides: { "better-sqlite3": "13.2.0" },
};

const here = dirname(fileURLToPath(import.meta.url));

/**
 * The script `network.mjs` where it can run. GROK_TEST_PEERS_DIR names a folder that keeps the packages between runs;
 * default is .cache in the project's root. Null where npm cannot fetch them.
 */
export async function installNetwork(log: (line: string) => void): Promise<string | null> {
  const kept = process.env.GROK_TEST_PEERS_DIR ?? join(here, "../../../../../.cache/peers");
  const folder = join(kept, "atproto-dev-env-0.6.7");
  if (!(await stat(folder).catch(() => null))) {
    const begun = `${folder}.part`;
    await rm(begun, { recursive: true, force: true });
    await mkdir(begun, { recursive: true });
    await writeFile(join(begun, "package.json"), JSON.stringify(manifest));
    log("fetching @atproto/dev-env, about a minute");
    if (!(await npmInstall(begun, log))) return null;
    await rename(begun, folder);
  }
  const script = join(folder, "network.mjs");
  await copyFile(join(here, "network.mjs"), script);
  return script;
}

function npmInstall(cwd: string, log: (line: string) => void): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const options = [
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--no-package-lock",
    "--workspaces=false",
    "--fetch-retries=1",
  ];
  const npm = spawn("npm", ["install", ...options], {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    timeout: 400_000,
    shell: process.platform === "win32",
  });
  npm.stderr.on("data", (chunk: Buffer) => log(chunk.toString().trim().slice(0, 300)));
  npm.on("error", () => resolve(false));
  npm.on("close", (code) => resolve(code === 0));
  return promise;
}
