/**
 * Keeps the margin notes of one message in their places: open beside the text where the pane has a
 * margin, folded where it has none. The style sheet decides which, by the width of the pane, and says
 * so in `--beside`.
 */

import { type RefObject, useLayoutEffect, useState } from "react";
import type { Notes } from "./number-notes.ts";
import { type Obstacle, placeNotes } from "./place-notes.ts";

export function useNotesLayout(root: RefObject<HTMLElement | null>, notes: Notes): void {
  // How each note was last set, so that one that the reader opened stays open when another arrives.
  const [settings] = useState(() => new WeakMap<HTMLDetailsElement, boolean>());
  useLayoutEffect(() => {
    const element = root.current;
    if (element === null || notes.texts.size === 0) return;
    const layOut = () => {
      const isBeside = getComputedStyle(element).getPropertyValue("--beside").trim() === "1";
      const found = [...element.querySelectorAll<HTMLDetailsElement>(":scope > .part > details.note")];
      for (const note of found) {
        if (settings.get(note) !== isBeside) foldOrOpen(note, isBeside);
        settings.set(note, isBeside);
      }
      place(element, found, isBeside);
    };
    layOut();
    const observer = new ResizeObserver(layOut);
    observer.observe(element);
    document.fonts?.ready.then(layOut, () => undefined);
    return () => {
      observer.disconnect();
      scopeOf(element).style.removeProperty("--margin-end");
    };
  }, [root, notes, settings]);
}

function foldOrOpen(note: HTMLDetailsElement, isBeside: boolean): void {
  note.open = isBeside;
  // Beside the text there is nothing to fold, so the keyboard need not stop there.
  const summary = note.querySelector("summary");
  if (summary !== null) summary.tabIndex = isBeside ? -1 : 0;
}

/** What else stands in the margin: the entry's own facts, such as versions and provenance. */
function scopeOf(root: HTMLElement): HTMLElement {
  return root.closest<HTMLElement>("article") ?? root;
}

function place(root: HTMLElement, found: readonly HTMLDetailsElement[], isBeside: boolean): void {
  const scope = scopeOf(root);
  for (const note of found) note.style.translate = "";
  scope.style.removeProperty("--margin-end");
  if (!isBeside || found.length === 0) return;
  const origin = scope.getBoundingClientRect().top;
  const boxes = found.map((note) => {
    const own = note.getBoundingClientRect().top - origin;
    const mark = root.querySelector(`a.cite[data-note="${CSS.escape(note.id)}"]`);
    const want = mark === null ? own : mark.getBoundingClientRect().top - origin - 1;
    return { own, want, height: contentHeight(note) };
  });
  const margin = found[0]!.getBoundingClientRect();
  const obstacles: Obstacle[] = [];
  for (const other of scope.querySelectorAll<HTMLElement>(".meta, [data-margin]")) {
    const from = other.getBoundingClientRect();
    const overlapsMargin = from.left < margin.right && from.right > margin.left;
    if (overlapsMargin)
      obstacles.push({ top: from.top - origin, bottom: from.top - origin + contentHeight(other) });
  }
  const tops = placeNotes(boxes, obstacles);
  let end = 0;
  tops.forEach((top, index) => {
    const shift = Math.round(top - boxes[index]!.own);
    if (shift !== 0) found[index]!.style.translate = `0 ${shift}px`;
    end = Math.max(end, top + boxes[index]!.height);
  });
  // The entry is at least as tall as its margin, so that nothing runs into the next one.
  scope.style.setProperty("--margin-end", `${Math.ceil(end)}px`);
}

/** Boxes in the margin have no height of their own, so that they do not push the text apart. */
function contentHeight(element: HTMLElement): number {
  const top = element.getBoundingClientRect().top;
  let bottom = element.getBoundingClientRect().bottom;
  for (const child of element.querySelectorAll("*")) {
    // What is not drawn has no place; it answers with the corner of the window, which may be far below.
    if (child.getClientRects().length > 0) bottom = Math.max(bottom, child.getBoundingClientRect().bottom);
  }
  return bottom - top;
}
