import { MemoryStore } from "./memory-store.ts";
import { storeContract } from "./store-contract.ts";

storeContract("The store in memory", async () => {
  const store = new MemoryStore();
  return { store, reopen: async () => store.reopened(), dispose: async () => {} };
});
