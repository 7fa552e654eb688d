import { checkLiveIndex } from "./index-contract.ts";
import { createMemoryIndex } from "./memory-index.ts";

checkLiveIndex("the index in memory", { open: async (options) => createMemoryIndex(options) });
