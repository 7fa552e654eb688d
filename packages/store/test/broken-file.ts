import { DatabaseSync } from "node:sqlite";

/** Changes a closed database in ways that the store never would: no foreign keys, no checks, no protected tables. */
export function vandalise(path: string, sql: string): void {
  const connection = new DatabaseSync(path, { enableForeignKeyConstraints: false, defensive: false });
  connection.exec("PRAGMA ignore_check_constraints = ON");
  connection.exec(sql);
  connection.close();
}
