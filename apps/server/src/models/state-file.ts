import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Log } from "../log/log.ts";
import { firstStartBefore, firstStartSchema } from "./first-start.ts";

const schema = z.object({
  /** What the user lets the names stand for: an id of this machine, or "provider/id". */
  chosen: z.object({ grok: z.string().optional(), "grok-mini": z.string().optional() }),
  /** Tokens a second, measured here, by model id. */
  speeds: z.record(z.string(), z.number()),
  firstStart: firstStartSchema,
});

/** What this home knows of models besides their files. */
export type ModelsFileState = z.infer<typeof schema>;

export interface ModelsFile {
  readonly state: ModelsFileState;
  update(change: Partial<ModelsFileState>): void;
}

/** HOME/models.json. A damaged file is begun anew: everything in it can be chosen and measured again. */
export function openModelsFile(home: string, log: Log): ModelsFile {
  const path = join(home, "models.json");
  let state = read(path, log);
  return {
    get state() {
      return state;
    },
    update(change) {
      state = { ...state, ...change };
      writeFileSync(`${path}.new`, `${JSON.stringify(state)}\n`, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
  };
}

function read(path: string, log: Log): ModelsFileState {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT")
      log("warn", "what was known of models cannot be read and is begun anew", { path });
    return { chosen: {}, speeds: {}, firstStart: firstStartBefore };
  }
}
