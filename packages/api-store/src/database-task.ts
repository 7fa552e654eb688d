import type { ApiDatabase } from "./api-database.ts";
import type { ApiStoreErrorCode } from "./api-store-error.ts";

// What the store and the thread of its database say to each other.

export type TaskName = {
  [Key in keyof ApiDatabase]: ApiDatabase[Key] extends (...args: never[]) => unknown ? Key : never;
}[keyof ApiDatabase];

export interface DatabaseTask {
  readonly id: number;
  readonly name: TaskName;
  readonly args: readonly unknown[];
}

export type DatabaseAnswer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly code: ApiStoreErrorCode; readonly message: string } };
