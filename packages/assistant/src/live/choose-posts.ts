import type { SearchAnswer } from "@grok/posts";
import { differ, likeness } from "./differing.ts";
import { type Passage, passagesOf } from "./passages.ts";
import type { PostAsk } from "./post-ask.ts";

/** What of the posts answers a question. */
export interface PostChoice {
  /** `one`: a report, or several that agree. `differ`: two that cannot both be so. `talk`: what people say. */
  readonly kind: "one" | "differ" | "talk";
  /** One to three, of different authors; newest first where they differ, else best first. */
  readonly passages: readonly Passage[];
  /** The chosen ones and what else is on the matter, for a model to read; at most five posts, one passage each. */
  readonly offered: readonly Passage[];
  /** The newest of them is older than the question lets an answer be. */
  readonly isStale: boolean;
}

/** Where the question asks for posts, and where posts are only one place to look, so that a wrong answer weighs more. */
const coverMin = { asked: 0.55, likely: 0.65 };
/** What people say of a thing names the thing, and mostly nothing else that was asked. */
const talkCoverMin = 0.35;
/** A second passage stays this close to the best, */
const nearBest = 0.8;
/** and where it only agrees, it speaks of as much of what was asked. */
const agreeCover = 0.9;
const sameSaid = 0.75;
const talkMax = 3;
const agreeMax = 2;
const offeredMax = 5;

/**
 * Chooses what to quote by words that the question and the posts share, weighted by how rare they are, by whether a
 * passage holds what is asked for, by age, authors and signs of spam. Null: nothing there answers; then nothing is told.
 */
export function choosePosts(
  ask: PostAsk,
  answer: Pick<SearchAnswer, "hits" | "posts" | "wordPosts">,
  nowMs: number,
  need: "asked" | "likely",
): PostChoice | null {
  const all = passagesOf(ask, answer, nowMs);
  const isTalk = isManyVoiced(ask);
  const least = ask.type === "talk" && ask.words.some((word) => word.isName) ? talkCoverMin : coverMin[need];
  const fits = all.filter((each) => each.answers && each.isOnTopic && each.cover >= least);
  // What is older than the question wants counts only where there is nothing else.
  const inTime = fits.filter((each) => isInTime(ask, each));
  const fitting = onePerAuthor(inTime.length > 0 ? inTime : fits);
  const best = fitting[0];
  if (best === undefined) return null;
  const near = fitting.filter((each) => each.score >= best.score * nearBest);
  const opposed = isTalk
    ? undefined
    : near.find((each) => isOfTheTimeOf(best, each, ask) && differ(ask, best, each));
  const passages =
    opposed === undefined
      ? unlike(
          // What says the opposite and is left here is of another time.
          isTalk
            ? near
            : near.filter((each) => each.cover >= best.cover * agreeCover && !differ(ask, best, each)),
          isTalk ? talkMax : agreeMax,
        )
      : [best, opposed].sort((a, b) => b.post.createdAtMs - a.post.createdAtMs);
  const newestMs = Math.max(...passages.map(({ post }) => post.createdAtMs));
  const others = onePerAuthor(all.filter((each) => each.isOnTopic && each.cover >= coverMin.asked));
  return {
    kind: opposed !== undefined ? "differ" : isTalk ? "talk" : "one",
    passages,
    offered: [...passages, ...unlike(others, offeredMax).filter((each) => !isAmong(passages, each))].slice(
      0,
      offeredMax,
    ),
    isStale: nowMs - newestMs > ask.time.freshMs || newestMs < (ask.time.sinceMs ?? 0),
  };
}

/** Asks for what several say, not for one answer. */
function isManyVoiced({ type, words }: PostAsk): boolean {
  return type === "talk" || type === "news" || words.length === 0;
}

function isInTime({ time }: PostAsk, { post }: Passage): boolean {
  return (
    post.createdAtMs >= (time.sinceMs ?? 0) && post.createdAtMs < (time.untilMs ?? Number.POSITIVE_INFINITY)
  );
}

/** What was so last month does not deny what is so now. */
function isOfTheTimeOf(best: Passage, other: Passage, { time }: PostAsk): boolean {
  return Math.abs(best.post.createdAtMs - other.post.createdAtMs) <= time.freshMs;
}

/** The first of each author: one who says a thing ten times is still one. */
function onePerAuthor(passages: readonly Passage[]): readonly Passage[] {
  const seen = new Set<string>();
  return passages.filter(({ post }) => {
    const author = `${post.source} ${post.author.id}`;
    return !seen.has(author) && seen.add(author);
  });
}

/** The first `most` of which none says what one before says. */
function unlike(passages: readonly Passage[], most: number): readonly Passage[] {
  const kept: Passage[] = [];
  for (const each of passages) {
    if (kept.length === most) break;
    if (!kept.some((other) => likeness(each.terms, other.terms) >= sameSaid)) kept.push(each);
  }
  return kept;
}

function isAmong(passages: readonly Passage[], { post }: Passage): boolean {
  return passages.some((each) => each.post.source === post.source && each.post.id === post.id);
}
