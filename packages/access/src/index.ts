export { AccessError, type AccessErrorCode } from "./access-error.ts";
export type { BudgetOwner, Charge, OwnedStanding } from "./budget/budget-book.ts";
export { allAcls, reaches } from "./key/acl.ts";
export type { KeyWishes } from "./key/key-book.ts";
export { type KeyState, keyState } from "./key/key-state.ts";
export { type Access, flushEveryMs, openAccess } from "./open-access.ts";
export type {
  Allowance,
  BudgetKind,
  BudgetWindow,
  Limits,
} from "./plan/limits.ts";
export { type Plan, readPlans } from "./plan/plans.ts";
export { FairQueue } from "./queue/fair-queue.ts";
export type { AccessStore, KeyRecord, UsageRecord } from "./store/access-store.ts";
export { openSqliteStore } from "./store/sqlite-store.ts";
