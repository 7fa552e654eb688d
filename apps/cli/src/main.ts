// The `grok` command. Reading and stripping the sources is most of a start; the second one finds the work done.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

enableCompileCache(fileURLToPath(new URL("../../../.cache/node", import.meta.url)));
const { runCommandLine } = await import("./command-line.ts");
// A reader that went away (`grok export | head`) ends the command quietly.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
process.exit(await runCommandLine(process.argv.slice(2)));
