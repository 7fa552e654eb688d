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

/** Installs into `folder` without waking the slow parts of pip: no pip inside, nothing resolved, nothing compiled. */
function install(folder) {
  const python = systemPython();
  const run = (args) => spawnSync(python, args, { encoding: "utf8" });
  if (run(["-m", "pip", "--version"]).status !== 0)
    missing(
      "pip is missing. Install it so that `python3 -m pip` can be run (Debian: apt install python3-pip).",
    );
  const steps = [
    ["-m", "venv", "--without-pip", folder],
    ["-m", "pip", "--python", pythonOf(folder), "install", "--quiet", "--disable-pip-version-check"].concat([
      "--no-deps",
      "--no-compile",
      "--only-binary=:all:",
      "--requirement",
      requirements,
    ]),
  ];
  for (const args of steps) {
    const { status, stdout, stderr } = run(args);
    if (status === 0) continue;
    rmSync(folder, { recursive: true, force: true });
    const said = `${stdout}${stderr}`.trim().slice(-2_000);
    if (args[1] === "venv")
      missing(
        `Python could not make a virtual environment (Debian: apt install python3-venv). It said:\n${said}`,
      );
    console.error(
      `pip could not install xai-sdk. Check that the Python index can be reached. It said:\n${said}`,
    );
    process.exit(1);
  }
}

/** The Python of a whole environment; what an interrupted run left is never taken for one. */
function ensurePython() {
  const folder = join(cache, name);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const draft = join(cache, `${name}.${process.pid}`);
    console.error("Installing xai-sdk for Python (85 MB, once) …");
    install(draft);
    try {
      renameSync(draft, folder);
    } catch (error) {
      // Somebody else was faster.
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
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
