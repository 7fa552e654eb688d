import { Fragment, memo, type ReactNode } from "react";
import { Caret } from "./caret.tsx";
import { CodeView } from "./code-view.tsx";
import { Inlines } from "./inlines.tsx";
import { useShared } from "./markdown-context.ts";
import type { Block, ListItem } from "./markdown-tree.ts";
import { MathsBlock } from "./maths.tsx";
import { TableView } from "./table-view.tsx";

/** Blocks one after another. `start`: of their piece in the text of the message. */
export function Blocks({ of, start }: { of: readonly Block[]; start: number }): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a piece are only ever added at the end.
  return of.map((block, index) => <Fragment key={index}>{drawn(block, start)}</Fragment>);
}

function drawn(block: Block, start: number): ReactNode {
  switch (block.kind) {
    case "paragraph":
      return (
        <p dir="auto" lang={block.lang}>
          <Inlines of={block.children} />
        </p>
      );
    case "heading": {
      const Heading = `h${block.level}` as const;
      return (
        <Heading dir="auto" lang={block.lang}>
          <Inlines of={block.children} />
        </Heading>
      );
    }
    case "code":
      return <CodeView block={block} start={start} />;
    case "maths":
      return <MathsBlock source={block.source} closed={block.closed} caret={block.caret === true} />;
    case "list":
      return <ListView list={block} starts={[start]} />;
    case "quote":
      return (
        <blockquote dir={block.direction}>
          <Blocks of={block.blocks} start={start} />
        </blockquote>
      );
    case "table":
      return <TableView table={block} />;
    case "rule":
      return <hr />;
    case "plain":
      return (
        <p className="as-written" dir="auto">
          {block.text}
          {block.caret === true && <Caret />}
        </p>
      );
  }
}

interface ListViewProps {
  readonly list: Block & { readonly kind: "list" };
  /** Of the piece each item comes from; one for all where there is only one. */
  readonly starts: readonly number[];
  /** One for each item, where items come one by one and stay. */
  readonly itemKeys?: readonly string[];
}

/** A list with dashes or numbers. */
export function ListView({ list, starts, itemKeys }: ListViewProps) {
  const items = list.items.map((item, index) => (
    <ItemView key={itemKeys?.[index] ?? index} item={item} start={starts[index] ?? starts[0] ?? 0} />
  ));
  const className = list.loose ? "loose" : undefined;
  if (list.start === undefined) {
    return (
      <ul className={className} dir={list.direction}>
        {items}
      </ul>
    );
  }
  const first = list.start;
  return (
    <ol
      className={className}
      start={first}
      style={first === 1 ? undefined : { counterReset: `item ${first - 1}` }}
    >
      {items}
    </ol>
  );
}

const ItemView = memo(({ item, start }: { item: ListItem; start: number }) => {
  const { words } = useShared();
  return (
    <li className={item.done === undefined ? undefined : "task"} lang={item.lang}>
      {item.done !== undefined && (
        <input
          type="checkbox"
          checked={item.done}
          disabled
          aria-label={item.done ? words.taskDone : words.taskOpen}
        />
      )}
      <Blocks of={item.blocks} start={start} />
    </li>
  );
});
