import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const requirements = fileURLToPath(new URL("requirements.txt", import.meta.url));
const cache = fileURLToPath(new URL("../../../../.cache", import.meta.url));
const installLimitMs = 240_000;

/** llama.cpp's own server as a program, or inside a Python package. */
export interface ServerProgram {
  readonly kind: "program" | "python";
  readonly path: string;
}

/** The real server, or why there is none. */
export type Installed = ServerProgram | { missing: string };

/**
 * The server that `scripts/llama-server.mjs` built, where it did. Else makes a virtual environment under `.cache/` with
 * the pinned one in it, once. Takes a few seconds; then nothing.
 *
 * The package comes from PyPI, checked against the hashes in requirements.txt, and nothing is compiled.
 */
export async function installRealServer(): Promise<Installed> {
  const built = join(cache, "llama-server", "llama-server");
  if (existsSync(built)) return { kind: "program", path: built };
  const pinned = await readFile(requirements, "utf8");
  const version = /^xllamacpp==(\S+)/m.exec(pinned)?.[1];
  const home = join(cache, `venv-xllamacpp-${version}`);
  const python = join(
    home,
    ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]),
  );
  const done = join(home, "installed");
  if (existsSync(done)) return { kind: "python", path: python };

  await rm(home, { recursive: true, force: true });
  const system = process.platform === "win32" ? "python" : "python3";
  const isNewEnough = "import sys; sys.exit(sys.version_info < (3, 10))";
  if (!(await ran(system, ["-c", isNewEnough])).ok)
    return { missing: `there is no ${system} of version 3.10 or later` };
  const venv = await ran(system, ["-m", "venv", home]);
  if (!venv.ok) return { missing: `${system} cannot make a virtual environment: ${venv.said}` };
  const options = [
    "--quiet",
    "--disable-pip-version-check",
    "--no-deps",
    "--only-binary=:all:",
    "--require-hashes",
    "--retries=2",
  ];
  const pip = await ran(python, ["-m", "pip", "install", ...options, "-r", requirements]);
  if (!pip.ok) return { missing: `xllamacpp ${version} cannot be installed: ${pip.said}` };
  await writeFile(done, "");
  return { kind: "python", path: python };
}

/** Runs a program to its end; `said` is the last line of what it wrote. */
function ran(program: string, args: readonly string[]): Promise<{ ok: boolean; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], timeout: installLimitMs });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (data: Buffer) => {
        output = (output + data.toString()).slice(-2000);
      });
    const said = () => output.trim().split("\n").at(-1) ?? "";
    child.on("error", (error) => resolve({ ok: false, said: error.message }));
    child.on("close", (code) => resolve({ ok: code === 0, said: said() || `it ended with ${code}` }));
  });
}
