import { type KeyboardEvent, useRef } from "react";
import type { OutlineRow } from "./outline-rows.ts";
import { firstChildRow, siblingRow, typedRow } from "./row-steps.ts";

export interface KeyDeeds {
  readonly go: (row: number) => void;
  readonly toggle: (row: OutlineRow) => void;
  readonly show: (row: OutlineRow, beside: boolean) => void;
  readonly rename: (row: OutlineRow) => void;
  readonly bookmark: (row: OutlineRow) => void;
  readonly archive: (row: OutlineRow) => void;
  readonly compare: (row: OutlineRow) => void;
  readonly openMenu: (row: OutlineRow) => void;
  readonly showKeys: () => void;
  readonly labelOf: (row: number) => string;
}

/** Letters typed within this time are one beginning. */
const typingMs = 700;

/** The keys of the tree, as the ARIA practices have them, and a letter each for what is done often. */
export function useOutlineKeys(rows: readonly OutlineRow[], at: number, deeds: KeyDeeds) {
  const typed = useRef({ text: "", atMs: 0 });

  const typeOn = (letter: string, nowMs: number) => {
    const goesOn = nowMs - typed.current.atMs < typingMs;
    typed.current = { text: goesOn ? typed.current.text + letter : letter, atMs: nowMs };
    const found = typedRow(deeds.labelOf, rows.length, at, typed.current.text);
    if (found !== -1) deeds.go(found);
  };

  return (event: KeyboardEvent): void => {
    const row = rows[at];
    if (row === undefined || event.altKey || event.nativeEvent.isComposing) return;
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key !== "Enter") return;
    const isTyping = event.timeStamp - typed.current.atMs < typingMs;
    if (/^[\p{L}\p{N}]$/u.test(event.key) && (isTyping || event.shiftKey || !letters.has(event.key))) {
      event.preventDefault();
      typeOn(event.key, event.timeStamp);
      return;
    }
    const deed = deedOf(event, row);
    if (deed === null) return;
    event.preventDefault();
    deed();
  };

  function deedOf({ key, ctrlKey, metaKey }: KeyboardEvent, row: OutlineRow): (() => void) | null {
    const go = (to: number) => () => {
      if (to >= 0 && to < rows.length) deeds.go(to);
    };
    const isRun = row.kind === "run";
    switch (key) {
      case "ArrowDown":
        return go(at + 1);
      case "ArrowUp":
        return go(at - 1);
      case "Home":
        return go(0);
      case "End":
        return go(rows.length - 1);
      case "ArrowLeft":
        return row.expanded === true ? () => deeds.toggle(row) : go(row.parent);
      case "ArrowRight":
        return row.expanded === false ? () => deeds.toggle(row) : go(firstChildRow(rows, at));
      case "[":
        return go(siblingRow(rows, at, -1));
      case "]":
        return go(siblingRow(rows, at, 1));
      case "Enter":
        return isRun ? () => deeds.toggle(row) : () => deeds.show(row, ctrlKey || metaKey);
      case " ":
        return row.expanded === null ? null : () => deeds.toggle(row);
      case "?":
        return deeds.showKeys;
      default:
        return isRun ? null : deedOfMessage(key, row);
    }
  }

  function deedOfMessage(key: string, row: OutlineRow): (() => void) | null {
    switch (key) {
      case "F2":
      case "n":
        return () => deeds.rename(row);
      case "b":
        return () => deeds.bookmark(row);
      case "c":
        return () => deeds.compare(row);
      case "m":
      case "ContextMenu":
        return () => deeds.openMenu(row);
      case "Delete":
        return () => deeds.archive(row);
      default:
        return null;
    }
  }
}

/** Letters that do something by themselves; with Shift, or after others, they are typed. */
const letters = new Set(["n", "b", "c", "m"]);
