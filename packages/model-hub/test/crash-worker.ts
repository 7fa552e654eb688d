// Pulls the test model in a process of its own, so that a test can kill it.
// Arguments: the hub's folder, the address of the local server, the catalogue as JSON.
import { openModelHub } from "../src/index.ts";

const [modelsDir = "", origin = "", catalogue = ""] = process.argv.slice(2);
const hub = await openModelHub({
  modelsDir,
  catalogue: JSON.parse(catalogue),
  env: { HOME: modelsDir },
  fetch: (input, init) => fetch(`${origin}${new URL(String(input)).pathname}`, init),
});
await hub.pull("tiny");
console.log("pulled");
