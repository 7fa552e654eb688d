import type { NodeId } from "@grok/conversation";
import { type MouseEvent, memo } from "react";
import { Icon } from "../icons/icon.tsx";
import { useBody } from "../pane/use-view.ts";
import { useFormats, useWords } from "../words/words.ts";
import { Gutter } from "./gutter.tsx";
import { NameField } from "./name-field.tsx";
import type { OutlineRow } from "./outline-rows.ts";
import { forksOf, type RowMarks, saidOf, useFacts, useLiveLabel, useOtherModel } from "./row-facts.ts";
import type { DrawnTree } from "./use-drawn-tree.ts";

/** What a row reports; the outline decides. */
export interface RowDeeds {
  readonly press: (row: OutlineRow, event: MouseEvent) => void;
  readonly toggle: (row: OutlineRow) => void;
  readonly openMenu: (row: OutlineRow, anchor: HTMLElement) => void;
  /** Null: it is to stay as it is. */
  readonly named: (id: NodeId, name: string | null) => void;
}

interface RowProps extends RowMarks {
  readonly row: OutlineRow;
  readonly index: number;
  readonly drawn: DrawnTree;
  readonly deeds: RowDeeds;
  /** From the top of the list. */
  readonly startPx: number;
  /** In sixteenths of a rem. */
  readonly height: number;
  readonly shift: number;
  readonly selected: boolean;
  /** The one that keys mean. */
  readonly current: boolean;
  readonly naming: boolean;
}

/** A message, or a folded run of them, in the outline. */
export const OutlineRowView = memo(function OutlineRowView(props: RowProps) {
  const { row, index, drawn, deeds, startPx, height, shift, selected, current, naming } = props;
  const { nodeId, kind } = row;
  const words = useWords().tree;
  const formats = useFormats();
  const facts = useFacts(nodeId);
  const live = useLiveLabel(nodeId);
  const model = useOtherModel(drawn.tree, nodeId);
  const summary = useBody(nodeId)?.sourceId != null;
  const written = live ?? facts?.label;
  const label =
    kind === "run"
      ? words.run(row.count, formats.number(row.count))
      : written === ""
        ? words.untitled
        : (written ?? "");
  const said = saidOf(row, drawn.tree, facts, label, model, summary, props, words, formats);
  const folds = row.expanded !== null && kind !== "run";

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it hears the keys
    <div
      role="treeitem"
      aria-level={row.depth + 1}
      aria-expanded={row.expanded ?? undefined}
      aria-selected={selected}
      aria-posinset={row.position}
      aria-setsize={row.setSize}
      aria-label={said}
      aria-description={
        kind !== "run" && facts !== null && facts.chars > 0
          ? words.length(formats.number(facts.chars))
          : undefined
      }
      tabIndex={current ? 0 : -1}
      data-index={index}
      className="ti"
      data-kind={kind}
      data-found={props.found || undefined}
      data-archived={row.archived || undefined}
      style={{ transform: `translateY(${startPx}px)`, height: `${height / 16}rem` }}
      onClick={(event) => deeds.press(row, event)}
      onContextMenu={(event) => {
        event.preventDefault();
        const button = event.currentTarget.querySelector<HTMLElement>(".ti-more");
        if (button !== null) deeds.openMenu(row, button);
      }}
    >
      {/* biome-ignore lint/a11y: the arrow keys do the same, and the row says whether it is open */}
      <span
        className={folds ? "ti-lines folds" : "ti-lines"}
        onClick={(event) => {
          if (!folds) return;
          event.stopPropagation();
          deeds.toggle(row);
        }}
      >
        <Gutter row={row} shift={shift} height={height} here={props.panes.length > 0} />
      </span>
      {naming ? (
        <NameField name={facts?.name ?? ""} hint={label} onDone={(name) => deeds.named(nodeId, name)} />
      ) : (
        <span className={facts?.name ? "tx named" : "tx"} dir="auto">
          {label}
        </span>
      )}
      <span className="ti-tags" aria-hidden="true">
        <RowTags {...props} model={model} summary={summary} />
      </span>
      {kind !== "run" && (
        <button
          type="button"
          tabIndex={-1}
          className="b icon ti-more"
          aria-label={words.menuOf(label)}
          aria-haspopup="menu"
          onClick={(event) => {
            event.stopPropagation();
            deeds.openMenu(row, event.currentTarget);
          }}
          // The row has the focus, so that its keys go on to work.
          onFocus={(event) => event.currentTarget.closest<HTMLElement>("[role=treeitem]")?.focus()}
        >
          <Icon name="more" small />
        </button>
      )}
    </div>
  );
});

interface TagsProps extends RowProps {
  readonly model: string;
  readonly summary: boolean;
}

/** What stands quietly at the end of a row: drawn, not written, because the row says the same in words of its own. */
function RowTags({ row, drawn, panes, running, unread, model, summary }: TagsProps) {
  const words = useWords().tree;
  const formats = useFormats();
  const facts = useFacts(row.nodeId);
  if (row.kind === "run") return null;
  const origin = drawn.tree.nodes.get(row.nodeId)?.origin;
  const edited = row.kind === "reply" && (origin === "edited" || origin === "continued");
  return (
    <>
      {facts !== null && facts.chars > 0 && !running && (
        <span className="tag length" data-text={formats.number(facts.chars)} />
      )}
      {model !== "" && <span className="tag model" data-text={model} />}
      {row.hidden > 0 && <span className="tag" data-text={`+ ${formats.number(row.hidden)}`} />}
      {row.forks > 1 && row.hidden === 0 && <span className="tag" data-text={forksOf(row, words)} />}
      {summary && <Icon name="summarise" small />}
      {edited && <Icon name="edit" small />}
      {facts?.mode === "fun" && <Icon name="star" small />}
      {facts?.bookmarked && <Icon name="bookmark" small />}
      {unread && <span className="unread-dot" />}
      {running && <span className="writing" />}
      {row.archived && <span className="tag" data-text={words.archived} />}
      {panes.map((number) => (
        <span
          key={number}
          className={number === 1 ? "tag pane-tag pen" : "tag pane-tag ink"}
          data-text={words.pane(number)}
        />
      ))}
    </>
  );
}
