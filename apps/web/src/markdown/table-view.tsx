import { memo } from "react";
import { Inlines } from "./inlines.tsx";
import { useShared } from "./markdown-context.ts";
import type { Block, TableColumn, TableRow } from "./markdown-tree.ts";

/** A table in its own scroller: the table may be wider than the pane, the text never is. */
export function TableView({ table }: { table: Block & { kind: "table" } }) {
  const { words } = useShared();
  const sides = table.columns.map(classOf).join(",");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div className="tbl" role="group" aria-label={words.table} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.head.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
              <th key={column} scope="col" className={classOf(table.columns[column]) || undefined} dir="auto">
                <Inlines of={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only ever added at the end.
            <RowView key={index} row={row} sides={sides} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Drawn again only when its cells change or a column is judged anew. `sides`: a class for each column. */
const RowView = memo(({ row, sides }: { row: TableRow; sides: string }) => (
  <tr>
    {sides.split(",").map((side, column) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
      <td key={column} className={side || undefined} dir="auto">
        <Inlines of={row[column] ?? []} />
      </td>
    ))}
  </tr>
));

function classOf(column: TableColumn | undefined): string {
  if (column === undefined) return "";
  const { align, numeric, wide } = column;
  return [align === "end" && "r", align === "center" && "c", numeric && "n", wide && "w"]
    .filter(Boolean)
    .join(" ");
}
