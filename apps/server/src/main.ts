#!/usr/bin/env node
// The server as a program of its own: `node apps/server/src/main.ts [flags]`. `grok up` does the same and opens the page.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Reading and stripping the sources is most of a start; the second one finds the work done.
enableCompileCache(fileURLToPath(new URL("../../../.cache/node", import.meta.url)));
const { runServer } = await import("./run-server.ts");
await runServer(process.env, process.argv.slice(2));
