// Terms that the same people say together are one trend: "first", "quarter" and "moon" are "First-quarter moon".

import type { Post } from "../post.ts";
import { foldText } from "../words/fold-text.ts";
import type { TrackedTerm } from "./tracked-term.ts";
import { oldestOf } from "./trend-windows.ts";

/** Of the smaller one's authors, how many must also say the other. */
const overlapMin = 0.6;
/** The rarer one must be this near in size, or it only happens inside of the other. */
const sizeMin = 0.4;
const phraseGapMax = 3;

/** A term as one window has it. */
export interface TermTrend {
  readonly term: TrackedTerm;
  readonly authors: number;
  readonly posts: number;
  readonly expected: number;
  readonly score: number;
}

/** Groups of terms that are one trend each in the window that ends with `part`, strongest first; the first of each is its strongest. */
export function mergeTerms(terms: readonly TermTrend[], window: number, part: number): TermTrend[][] {
  const groups: TermTrend[][] = [];
  for (const next of terms) {
    const group = groups.find(([first]) => first !== undefined && isSame(first, next, window, part));
    if (group === undefined) groups.push([next]);
    else group.push(next);
  }
  return groups;
}

function isSame(first: TermTrend, next: TermTrend, window: number, part: number): boolean {
  if (next.authors < first.authors * sizeMin || first.authors < next.authors * sizeMin) return false;
  if (first.term.language !== next.term.language)
    return foldText(first.term.form) === foldText(next.term.form);
  const ours = first.term.windows[window]!;
  const theirs = next.term.windows[window]!;
  return ours.authors.overlap(theirs.authors, oldestOf(part)) >= overlapMin;
}

/** How a group is written: the stretch of its examples in which most of its terms stand side by side most often. */
export function phraseOf(group: readonly TermTrend[], examples: readonly Post[]): string {
  const lead = group[0]!.term.form;
  const forms = group.map(({ term }) => term.form.toLowerCase());
  const counts = new Map<string, number>();
  for (const { text } of examples)
    for (const phrase of new Set(forms.map((form) => stretchAround(text, form, forms))))
      if (phrase !== "") counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  const weight = ([phrase, count]: readonly [string, number]) => count * Math.min(phrase.length, 60);
  const [best] = [...counts].sort((a, b) => weight(b) - weight(a) || (a[0] < b[0] ? -1 : 1));
  if (best === undefined || (best[1] < 2 && examples.length >= 3)) return lead;
  return best[0].toLowerCase() === lead.toLowerCase() ? lead : best[0];
}

/** Grows from where `lead` stands to both sides, over terms with nothing but a sign or a space between. */
function stretchAround(text: string, lead: string, forms: readonly string[]): string {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return "";
  let start = lower.indexOf(lead);
  if (start === -1) return "";
  let end = start + lead.length;
  for (let grown = true; grown; ) {
    grown = false;
    for (const form of forms) {
      const before = lower.lastIndexOf(form, start - 1);
      if (before !== -1 && before < start && isGap(lower, before + form.length, start)) {
        start = before;
        grown = true;
      }
      const after = lower.indexOf(form, Math.max(0, end - form.length + 1));
      if (after !== -1 && after + form.length > end && isGap(lower, end, after)) {
        end = after + form.length;
        grown = true;
      }
    }
  }
  // "First-quarter" is one word to those who write it, though "first" alone says nothing.
  const before = /[\p{L}\p{N}]+-$/u.exec(text.slice(Math.max(0, start - 20), start))?.[0] ?? "";
  const after = /^-[\p{L}\p{N}]+/u.exec(text.slice(end, end + 20))?.[0] ?? "";
  return text.slice(start - before.length, end + after.length);
}

function isGap(text: string, from: number, to: number): boolean {
  if (to <= from) return true;
  return to - from <= phraseGapMax && !/[\p{L}\p{N}.!?;:#\n]/u.test(text.slice(from, to));
}
