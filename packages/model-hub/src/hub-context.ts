import type { Catalogue } from "./catalogue/catalogue.ts";
import type { HashCache } from "./disk/hash-cache.ts";
import type { Registry } from "./disk/registry.ts";
import type { FetchContext } from "./source/fetch-file.ts";

/** What the hub's actions share. */
export interface HubContext extends FetchContext {
  /** Absolute; exists. */
  modelsDir: string;
  catalogue: Catalogue;
  registry: Registry;
  hashes: HashCache;
  platform: NodeJS.Platform;
  /** Unix milliseconds. */
  now: () => number;
}
