// xAI's own client for Python, to hold our gRPC against: made once, in a virtual environment below .cache.
//   node scripts/xai-sdk.mjs              prints the path of a Python that can `import xai_sdk`
//   node scripts/xai-sdk.mjs descriptors  writes its FileDescriptorSet to standard output
// Exit code 2, and a line that says what to install, where Python or pip is missing.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("xai-sdk", import.meta.url));
const requirements = join(here, "requirements.txt");
const cache = fileURLToPath(new URL("../.cache", import.meta.url));
/** Another list of packages is another environment. */
const name = `xai-sdk-${createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12)}`;

function missing(line) {
  console.error(line);
  process.exit(2);
}

function pythonOf(folder) {
  return process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
}

function systemPython() {
  const names = process.platform === "win32" ? ["python", "py"] : ["python3", "python"];
  const found = names.find(
    (each) => spawnSync(each, ["-c", "import sys; sys.exit(sys.version_info < (3, 10))"]).status === 0,
  );
  return found ?? missing("Python 3.10 or later is missing. Install it so that `python3` can be run.");
}

const run = (program, args) => spawnSync(program, args, { encoding: "utf8" });

/** A Python that has pip. */
function installer() {
  const python = systemPython();
  if (run(python, ["-m", "pip", "--version"]).status === 0) return python;
  return missing(
    "pip is missing. Install it so that `python3 -m pip` can be run (Debian: apt install python3-pip).",
  );
}

/** Installs into `folder` without the slow parts of pip: none inside, nothing resolved, nothing compiled. */
function install(python, folder) {
  const made = run(python, ["-m", "venv", "--without-pip", folder]);
  if (made.status !== 0)
    missing(
      `Python could not make a virtual environment (Debian: apt install python3-venv). It said:\n${saidBy(made)}`,
    );
  const askPath = 'import sysconfig; print(sysconfig.get_path("purelib"))';
  const target = run(pythonOf(folder), ["-c", askPath]).stdout.trim();
  const quick = ["--no-deps", "--no-compile", "--only-binary=:all:", "--disable-pip-version-check"];
  const what = ["--target", target, "--requirement", requirements];
  const installed = run(python, ["-m", "pip", "install", "--quiet", ...quick, ...what]);
  if (installed.status === 0) return;
  rmSync(folder, { recursive: true, force: true });
  console.error(
    `pip could not install xai-sdk. Check that the Python index can be reached. It said:\n${saidBy(installed)}`,
  );
  process.exit(1);
}

function saidBy({ stdout, stderr }) {
  return `${stdout}${stderr}`.trim().slice(-2_000);
}

/** The Python of a whole environment; what an interrupted run left is never taken for one. */
function ensurePython() {
  const folder = join(cache, name);
  if (existsSync(folder)) return pythonOf(folder);
  const python = installer();
  mkdirSync(cache, { recursive: true });
  const draft = join(cache, `${name}.${process.pid}`);
  console.error("Installing xai-sdk for Python (85 MB, once) …");
  install(python, draft);
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Somebody else was faster.
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return pythonOf(folder);
}

const python = ensurePython();
if (process.argv[2] === "descriptors") {
  const { status } = spawnSync(python, [join(here, "descriptors.py")], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  process.exitCode = status ?? 1;
} else console.log(python);
