import type { Finding, RunId } from "@grok/conversation";
import type { Database } from "../database.ts";
import { uuidText } from "../uuid-bytes.ts";

export interface DiagnoseOptions {
  readonly mend: boolean;
  /** Runs that this process writes right now. */
  readonly live: ReadonlySet<RunId>;
  readonly nowMs: number;
}

/**
 * One invariant: finds what breaks it and, with `mend`, mends it where nothing can be lost by that. Uses transactions
 * of its own and lets other work in between long steps.
 */
export type Check = (database: Database, options: DiagnoseOptions) => Promise<readonly Finding[]>;

/** Columns that a check's rows have besides its own. */
export interface Place {
  readonly conversation: Uint8Array | null;
  readonly node: Uint8Array | null;
}

/** A check of one statement. `tell` puts a row into words; `mend` mends all rows at once and is absent where none can be. */
export function sqlCheck<Row extends Place>(
  code: string,
  sql: string,
  tell: (row: Row) => string,
  mend?: (database: Database, rows: readonly Row[], options: DiagnoseOptions) => void,
): Check {
  return async (database, options) => {
    const mended = options.mend && mend !== undefined;
    const work = () => {
      const rows = database.all<Row>(sql);
      if (mended && rows.length > 0) mend(database, rows, options);
      return rows;
    };
    const rows = mended ? database.write(work) : database.read(work);
    return rows.map((row) => finding(code, tell(row), row, mended));
  };
}

export function finding(code: string, message: string, place: Place, mended: boolean): Finding {
  return {
    code,
    message,
    conversationId: place.conversation === null ? null : uuidText(place.conversation),
    nodeId: place.node === null ? null : uuidText(place.node),
    mended,
  };
}

/** Lets everything else that waits have its turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A place in words: "node 0190..." or, where even the id is lost, its row. */
export function nameOf(node: Uint8Array | null, key: number): string {
  return node === null ? `row ${key}` : `node ${uuidText(node)}`;
}
