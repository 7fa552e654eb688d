import { Inlines } from "./inlines.tsx";
import { useShared } from "./markdown-context.ts";
import type { Block } from "./markdown-tree.ts";

/** A table in its own scroller: the table may be wider than the pane, the text never is. */
export function TableView({ table }: { table: Block & { kind: "table" } }) {
  const { words } = useShared();
  const sides = table.columns.map(({ align, numeric, wide }) =>
    [align === "end" && "r", align === "center" && "c", numeric && "n", wide && "w"]
      .filter(Boolean)
      .join(" "),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div className="tbl" role="group" aria-label={words.table} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.head.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
              <th key={column} scope="col" className={sides[column] || undefined} dir="auto">
                <Inlines of={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only ever added at the end.
            <tr key={index}>
              {table.columns.map((_, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
                <td key={column} className={sides[column] || undefined} dir="auto">
                  <Inlines of={row[column] ?? []} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
