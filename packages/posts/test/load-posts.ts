// Posts without sense but with the statistics of real ones, as fast as any index could want them, for benchmarks.

import type { Post } from "@grok/posts";
import { Random } from "../src/sample/random.ts";
import { denseWords, latinWords, ZipfDraw } from "./load-words.ts";

export interface LoadPosts {
  /** The next post; posts are 1 / `perSecond` s apart. */
  next(): Post;
  take(count: number): Post[];
}

const latinCount = 400_000;
const denseCount = 60_000;
const authorCount = 1_000_000;
/** Of the number of words; the length is exponential, at least one. */
const meanWords = 18.8;

interface Vocabulary {
  readonly latin: readonly string[];
  readonly japanese: readonly string[];
  readonly chinese: readonly string[];
  readonly latinDraw: ZipfDraw;
  readonly denseDraw: ZipfDraw;
}

let vocabulary: Vocabulary | null = null;

/** Made once, of a seed of its own: what is searched for in one run is there in the next. */
function sharedVocabulary(): Vocabulary {
  vocabulary ??= {
    latin: latinWords(latinCount, 1),
    japanese: denseWords(denseCount, 2, true),
    chinese: denseWords(denseCount, 3, false),
    latinDraw: new ZipfDraw(latinCount),
    denseDraw: new ZipfDraw(denseCount),
  };
  return vocabulary;
}

/**
 * Words are drawn by Zipf and Mandelbrot's law (s = 1.07, q = 2.7) from 400,000, 2 % are said once and never again; 11 % of
 * posts are Japanese and 4 % Chinese of 60,000 lexemes; 18 % have a tag, 25 % a mention, 15 % a link; counts of likes,
 * reposts and replies are Pareto's. `seed` also begins the ids, so that two seeds make no equal ids.
 */
export function createLoadPosts(options: {
  readonly seed: number;
  readonly perSecond: number;
  readonly startMs: number;
}): LoadPosts {
  const words = sharedVocabulary();
  const random = new Random(options.seed);
  const authorDraw = () => Math.floor(authorCount * random.unit() ** 3);
  let made = 0;

  function next(): Post {
    const number = made++;
    const kind = random.unit();
    const language = kind < 0.11 ? "ja" : kind < 0.15 ? "zh" : "en";
    const length = Math.min(400, 1 + Math.floor(random.exponential(meanWords)));
    let text = "";
    if (language === "en")
      for (let at = 0; at < length; at++) {
        const word =
          random.unit() < 0.02
            ? `x${random.bits().toString(36)}`
            : words.latin[words.latinDraw.draw(random)]!;
        text += at === 0 ? word : ` ${word}`;
      }
    else {
      const lexemes = language === "ja" ? words.japanese : words.chinese;
      for (let at = 0; at < length; at++) {
        text += lexemes[words.denseDraw.draw(random)]!;
        if (at % 12 === 11) text += "。";
      }
    }
    if (random.unit() < 0.25) text = `@u${authorDraw()} ${text}`;
    if (random.unit() < 0.18) text += ` #${words.latin[words.latinDraw.draw(random)]!}`;
    const links: string[] = [];
    if (random.unit() < 0.15) {
      const link = `https://site${Math.floor(10_000 * random.unit() ** 3)}.example/${random.bits().toString(36)}`;
      links.push(link);
      text += ` ${link}`;
    }
    const author = `u${authorDraw()}`;
    const atMs = options.startMs + Math.floor((number * 1_000) / options.perSecond);
    return {
      source: "push",
      id: `${options.seed}-${number}`,
      author: { id: author, handle: author, name: "" },
      text,
      createdAtMs: atMs,
      arrivedAtMs: atMs,
      language,
      url: "",
      replyTo: "",
      repostOf: "",
      media: [],
      links,
      engagement: { likes: random.pareto(0.9), reposts: random.pareto(1.2), replies: random.pareto(1.3) },
    };
  }

  return { next, take: (count) => Array.from({ length: count }, next) };
}
