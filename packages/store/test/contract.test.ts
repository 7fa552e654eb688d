import { storeContract } from "@grok/conversation/contract";
import { openSqliteStore } from "@grok/store";
import { temporaryHome } from "./temporary-store.ts";

storeContract("The store in SQLite", async () => {
  const home = temporaryHome();
  let store = await openSqliteStore(home.path);
  return {
    store,
    async reopen() {
      await store.close();
      store = await openSqliteStore(home.path);
      return store;
    },
    async dispose() {
      await store.close();
      home.remove();
    },
  };
});
