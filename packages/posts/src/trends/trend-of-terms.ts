import type { Trend } from "../live-index.ts";
import type { Post } from "../post.ts";
import { foldText } from "../words/fold-text.ts";
import { burstStart } from "./burst-start.ts";
import { phraseOf, type TermTrend } from "./merge-terms.ts";
import { oldestOf, partsOfWindow, trendWindows } from "./trend-windows.ts";

/** What is told of a group of terms that are one trend; `at` is the place of the window in `trendWindows`. */
export function trendOf(group: readonly TermTrend[], at: number, nowMs: number): Trend {
  const [first] = group;
  const lead = first!;
  const { ms, partMs } = trendWindows[at]!;
  const window = lead.term.windows[at]!;
  const posts = group.flatMap(({ term }) => term.examplesSince(nowMs - ms));
  const term = phraseOf(group, posts);
  const part = Math.floor(nowMs / partMs);
  const series = window.series(part);
  const began = burstStart(series, lead.expected / partsOfWindow, (nowMs % partMs) / partMs);
  return {
    term,
    query: queryFor(term),
    language: lead.term.language,
    posts: lead.posts,
    authors: lead.authors,
    factor: lead.authors / Math.max(lead.expected, 0.1),
    burstSinceMs: began === null ? null : (oldestOf(part) + began) * partMs,
    series,
    examples: examplesOf(lead.term.examplesSince(nowMs - ms).toReversed(), posts, term),
  };
}

/** "#Rust" finds its tag; of everything else the words, wherever they stand. */
function queryFor(term: string): string {
  if (/^[#$][^\s]+$/.test(term)) return term;
  return foldText(term)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** Those with the whole phrase first; no author and no text twice. */
function examplesOf(own: readonly Post[], all: readonly Post[], phrase: string): Post[] {
  const wanted = phrase.toLowerCase();
  const withPhrase = all.filter(({ text }) => text.toLowerCase().includes(wanted));
  const chosen: Post[] = [];
  for (const post of [...withPhrase, ...own]) {
    if (chosen.length === 3) break;
    if (!chosen.some(({ author, text }) => author.id === post.author.id || text === post.text))
      chosen.push(post);
  }
  return chosen;
}
