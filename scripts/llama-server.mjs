// llama.cpp's own server, to hold our engine and our client against: built from the sources inside node-llama-cpp's
// package, for this processor, into .cache/llama-server. Takes 8 minutes of two cores, once.
//   node scripts/llama-server.mjs    prints the path of the program; tests and benchmarks use it from then on
// Exit code 2, and a line that says what to install, where git, cmake or a C++ compiler is missing.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { giveUp, root } from "./setup.mjs";

if (process.platform === "win32") giveUp("This builds on Linux and macOS alone.");
const sources = join(packageFolder(), "llama");
const { tag } = JSON.parse(readFileSync(join(sources, "llama.cpp.info.json"), "utf8"));
const home = join(root, ".cache", "llama-server");
const program = join(home, "llama-server");
const built = join(home, "built-from");

function packageFolder() {
  const folders = [join(root, "packages", "llama"), root].map((at) =>
    join(at, "node_modules", "node-llama-cpp"),
  );
  return (
    folders.find(existsSync) ?? giveUp("node-llama-cpp is not installed. Run `npm start` or `npm ci` first.")
  );
}

function demand(tool, debian) {
  if (spawnSync(tool, ["--version"]).status === 0) return;
  console.error(`${tool} is missing. Install it (Debian: apt install ${debian}) and run this again.`);
  process.exit(2);
}

/**
 * GCC before 13 does not know that `ldtilecfg` reads the whole of its operand, leaves out what was written there, and so
 * makes a program that dies of an illegal instruction on processors with AMX.
 */
function keepTileConfig(file) {
  const text = readFileSync(file, "utf8");
  const load = "_tile_loadconfig(&tc);";
  if (!text.includes(load)) giveUp(`${file} does not load a tile configuration any more; look at it anew.`);
  writeFileSync(file, text.replace(load, `asm volatile("" : : "r"(&tc) : "memory"); ${load}`));
}

/** Shows what the step says; ends this program where it fails. */
function step(command, args) {
  const { status } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) giveUp(`${command} ended with ${status}. What was built so far is in ${work}.`);
}

if (existsSync(built) && readFileSync(built, "utf8") === tag) {
  console.log(program);
  process.exit(0);
}
demand("git", "git");
demand("cmake", "cmake");
demand("c++", "g++");
mkdirSync(join(root, ".cache"), { recursive: true });
const work = mkdtempSync(join(root, ".cache", "llama-server-build-"));
const source = join(work, "source");
const build = join(work, "build");
step("git", ["clone", "--quiet", join(sources, "gitRelease.bundle"), source]);
keepTileConfig(join(source, "ggml", "src", "ggml-cpu", "amx", "mmq.cpp"));
const off = ["TESTS", "EXAMPLES", "APP"].map((part) => `-DLLAMA_BUILD_${part}=OFF`);
step("cmake", [
  ...["-S", source, "-B", build, "-DCMAKE_BUILD_TYPE=Release", "-DBUILD_SHARED_LIBS=OFF"],
  // For this very processor. No page, which would be fetched; no TLS, which loopback does without.
  ...["-DGGML_NATIVE=ON", ...off, "-DLLAMA_USE_PREBUILT_UI=OFF", "-DLLAMA_OPENSSL=OFF"],
]);
step("cmake", ["--build", build, "--target", "llama-server", "--parallel", `${availableParallelism()}`]);
rmSync(home, { recursive: true, force: true });
const done = join(work, "done");
cpSync(join(build, "bin", "llama-server"), join(done, "llama-server"));
writeFileSync(join(done, "built-from"), tag);
renameSync(done, home);
rmSync(work, { recursive: true, force: true });
console.log(program);
