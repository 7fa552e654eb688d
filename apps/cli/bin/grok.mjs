#!/usr/bin/env node
// The `grok` command for any Node: hands over to the project's own.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { projectEnv, projectNode } from "../../../scripts/setup.mjs";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const child = spawn(projectNode(), [main, ...process.argv.slice(2)], { stdio: "inherit", env: projectEnv() });
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
