import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AccessError, type Plan, readPlans } from "@grok/access";
import { ServerError } from "../../server-error.ts";

/**
 * The plans that ship and those of HOME/plans.json, which is read at the start. Throws `ServerError` "bad-config" for a
 * file that is wrong: starting without its limits would let everybody have everything.
 */
export function readPlansFile(home: string): readonly Plan[] {
  const path = join(home, "plans.json");
  try {
    return readPlans(textOf(path));
  } catch (error) {
    const said = error instanceof AccessError ? error.message : `it cannot be read (${String(error)}).`;
    throw new ServerError("bad-config", `${path}: ${said} Correct it, or move it away.`, { cause: error });
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
