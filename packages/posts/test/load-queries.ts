import { type Post, readText } from "@grok/posts";
import { Random } from "../src/sample/random.ts";

export interface LoadQuery {
  /** In the language of `parsePostQuery`. */
  readonly text: string;
  /** How many words that must all be there, or what else it is. "head": one of its words is in very many posts. */
  readonly kind: "words-1" | "words-2" | "words-3" | "words-4" | "phrase" | "dense" | "head";
}

const counts: readonly (readonly [LoadQuery["kind"], number])[] = [
  ["words-1", 120],
  ["words-2", 160],
  ["words-3", 120],
  ["words-4", 80],
  ["phrase", 80],
  ["dense", 80],
  ["head", 40],
];

/** Words are asked for that are in this share of posts. */
const shareMin = 0.00002;
const shareMax = 0.03;

/**
 * 680 queries, each of words of one of `posts` (at least some ten thousand, of `createLoadPosts`), of the same kinds and in
 * the same numbers whatever the seed.
 */
export function sampleQueries(posts: readonly Post[], seed: number): LoadQuery[] {
  const random = new Random(seed);
  const texts = posts.map((post) => (post.language === "en" ? readText(post.text).words : []));
  const postsWith = new Map<string, number>();
  for (const words of texts)
    for (const word of new Set(words)) postsWith.set(word, (postsWith.get(word) ?? 0) + 1);
  const share = (word: string) => (postsWith.get(word) ?? 0) / posts.length;
  const isUsual = (word: string) => share(word) >= shareMin && share(word) <= shareMax;
  const head = [...postsWith].sort((a, b) => b[1] - a[1]).slice(0, 5);
  const tries = { left: 1_000_000 };

  function query(kind: LoadQuery["kind"]): string {
    while (tries.left-- > 0) {
      const at = random.below(posts.length);
      if (kind === "dense") {
        const stretch = /[\u3041-\u9fff]{8,}/.exec(posts[at]!.text)?.[0];
        if (stretch === undefined) continue;
        const length = 2 + random.below(3);
        const start = random.below(stretch.length - length);
        return stretch.slice(start, start + length);
      }
      const words = texts[at]!;
      if (kind === "phrase") {
        const start = random.below(Math.max(1, words.length - 1));
        const pair = words.slice(start, start + 2);
        if (pair.length === 2 && pair.every(isUsual)) return `"${pair.join(" ")}"`;
        continue;
      }
      const usual = [...new Set(words.filter(isUsual))];
      if (kind === "head") {
        if (usual.length > 0) return `${random.of(head)[0]} ${random.of(usual)}`;
        continue;
      }
      const wanted = Number(kind.slice(-1));
      if (usual.length < wanted) continue;
      const start = random.below(usual.length - wanted + 1);
      return usual.slice(start, start + wanted).join(" ");
    }
    throw new RangeError("There are too few posts to make queries of.");
  }

  return counts.flatMap(([kind, count]) =>
    Array.from({ length: count }, () => ({ kind, text: query(kind) })),
  );
}
