// Writes packages/protocol/src/gen from the .proto files. The compiler (buf, 120 MB) is fetched for the occasion by
// npm, pinned, because nobody needs it to run or to test.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const protocol = fileURLToPath(new URL("../packages/protocol", import.meta.url));
const result = spawnSync("npx", ["--yes", "--package=@bufbuild/buf@1.75.0", "buf", "generate"], {
  cwd: protocol,
  stdio: "inherit",
  shell: process.platform === "win32",
});
process.exit(result.status ?? 1);
