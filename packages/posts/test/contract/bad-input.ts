import { test } from "node:test";
import type { PostQuery, TrendAsk } from "@grok/posts";
import { distinctPost, type IndexSubject, ingestPosts, rejectsWith, withIndex } from "./subject.ts";

const queries: readonly Partial<PostQuery>[] = [
  { text: "x".repeat(513) },
  { limit: 0 },
  { limit: 101 },
  { limit: 1.5 },
  { limit: Number.NaN },
  { sinceMs: Number.NaN },
  { untilMs: Number.POSITIVE_INFINITY },
  { budgetMs: -1 },
  { budgetMs: Number.NaN },
  { after: "nonsense" },
  { after: "" },
  { after: "x".repeat(10_000) },
];

const asks: readonly TrendAsk[] = [
  { windowMs: 61_000 as 60_000, language: "", limit: 10 },
  { windowMs: 60_000, language: "", limit: 0 },
  { windowMs: 60_000, language: "", limit: 51 },
];

export function badInputContract(subject: IndexSubject): void {
  test("what cannot be is refused with words, and harms nothing", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, [distinctPost(1)]);
      for (const query of queries)
        await rejectsWith("bad-input", index.search({ text: "", order: "latest", ...query }));
      for (const ask of asks) await rejectsWith("bad-input", index.trends(ask));
      const refs = Array.from({ length: 201 }, (_, at) => ({ source: "push" as const, id: String(at) }));
      await rejectsWith("bad-input", index.posts(refs));
      await rejectsWith("bad-input", index.fates(refs));
      await rejectsWith("bad-input", index.setRetention({ ageMs: 0, bytes: null }));
      await rejectsWith("bad-input", index.setRetention({ ageMs: Number.NaN, bytes: null }));
      await rejectsWith("bad-input", index.setRetention({ ageMs: null, bytes: 1_000 }));
      await rejectsWith("bad-input", index.ingest({ feedId: "feed", events: [], cursor: "x".repeat(4_097) }));
      await ingestPosts(index, [distinctPost(2)]);
    }));

  test("pages are for latest alone", () =>
    withIndex(subject, async (index) => {
      await ingestPosts(index, [distinctPost(1), distinctPost(2)]);
      const first = await index.search({ text: "", order: "latest", limit: 1, budgetMs: 20_000 });
      await rejectsWith("bad-input", index.search({ text: "", order: "top", after: first.next! }));
    }));
}
