export { AccessError, type AccessErrorCode } from "./access-error.ts";
export type { BudgetOwner, Charge, OwnedStanding } from "./budget/budget-book.ts";
export { allAcls, reachedNames, reaches } from "./key/acl.ts";
export { defaultUser, type KeyBook, type KeyWishes } from "./key/key-book.ts";
export { type KeyState, keyState } from "./key/key-state.ts";
export { type Access, flushEveryMs, openAccess } from "./open-access.ts";
export {
  type Allowance,
  type BudgetKind,
  type BudgetWindow,
  budgetKinds,
  budgetWindows,
  type Limits,
  limitMax,
} from "./plan/limits.ts";
export { type Plan, readPlans } from "./plan/plans.ts";
export { FairQueue } from "./queue/fair-queue.ts";
export type { AccessStore, KeyRecord, UsageRecord } from "./store/access-store.ts";
export { createMemoryStore } from "./store/memory-store.ts";
export { openSqliteStore } from "./store/sqlite-store.ts";
