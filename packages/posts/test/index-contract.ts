// The contract of `LiveIndex` as tests, one for every sentence of it. Every implementation runs this suite; it waits for
// promises alone, so an index may be in this process or far away, and take its time to make posts searchable.

import { describe } from "node:test";
import { answerContract } from "./contract/answers.ts";
import { badInputContract } from "./contract/bad-input.ts";
import { batchContract } from "./contract/batches.ts";
import { copyContract } from "./contract/copies.ts";
import { cursorContract } from "./contract/cursors.ts";
import { deleteContract } from "./contract/deletes.ts";
import { engagementContract } from "./contract/engagement.ts";
import { keepingContract } from "./contract/keeping.ts";
import { orderContract } from "./contract/order.ts";
import { queryContract } from "./contract/queries.ts";
import type { IndexSubject } from "./contract/subject.ts";
import { trendContract } from "./contract/trends.ts";

export type { IndexSubject } from "./contract/subject.ts";

/** Registers the contract's tests under `name`. */
export function checkLiveIndex(name: string, subject: IndexSubject): void {
  describe(`${name} keeps the contract of a live index`, { timeout: 300_000 }, () => {
    batchContract(subject);
    deleteContract(subject);
    engagementContract(subject);
    queryContract(subject);
    orderContract(subject);
    copyContract(subject);
    answerContract(subject);
    trendContract(subject);
    keepingContract(subject);
    cursorContract(subject);
    badInputContract(subject);
  });
}
