// The contract of `ConversationStore` as tests, one for every sentence of it. Every implementation runs this suite;
// it uses promises alone, so a store may be in this process or far away.

import { describe } from "node:test";
import { branchContract } from "./contract/branches.ts";
import { conversationContract } from "./contract/conversations.ts";
import { nodeContract } from "./contract/nodes.ts";
import { restContract } from "./contract/rest.ts";
import { runContract } from "./contract/runs.ts";
import { searchContract } from "./contract/search.ts";
import type { ContractSubject } from "./contract/subject.ts";
import { viewContract } from "./contract/views.ts";

export type { ContractSubject } from "./contract/subject.ts";

/** Registers the contract's tests under `name`. `open` is called once for each test and gives an empty store. */
export function storeContract(name: string, open: () => Promise<ContractSubject>): void {
  describe(`${name} keeps the store contract`, { timeout: 300_000 }, () => {
    conversationContract(open);
    nodeContract(open);
    branchContract(open);
    viewContract(open);
    runContract(open);
    searchContract(open);
    restContract(open);
  });
}
