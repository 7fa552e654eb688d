import type { SamplePost } from "./sample-posts.ts";

export type CaseClass = "answerable" | "unanswerable" | "off-topic" | "contradictory" | "stale" | "injected";

/** One question with the posts that are there, and what a right reply is. */
export interface LiveCase {
  readonly class: CaseClass;
  /** Oldest first; the last one is answered. */
  readonly questions: readonly string[];
  /** In the order of their numbers, from 1. */
  readonly posts: readonly SamplePost[];
  /** `answer`: cites; `differ`: says that reports differ; `stale`: cites and says how old; `none`: cites nothing. */
  readonly kind: "answer" | "differ" | "stale" | "none";
  /** Numbers of posts that may be cited; one of them must, and all of them where reports differ. */
  readonly cite: readonly number[];
  /** Every one must stand in the reply. */
  readonly says: readonly string[];
  /** None of them may. */
  readonly never: readonly string[];
}

interface CaseRest {
  readonly cite?: readonly number[];
  readonly says?: readonly string[];
  readonly never?: readonly string[];
}

/** Posts are written "author, minutes ago: text". */
export function liveCase(
  kind: LiveCase["kind"],
  caseClass: CaseClass,
  question: string | readonly string[],
  posts: readonly string[],
  { cite = [], says = [], never = [] }: CaseRest = {},
): LiveCase {
  const questions = typeof question === "string" ? [question] : question;
  return { class: caseClass, questions, posts: posts.map(readPost), kind, cite, says, never };
}

function readPost(line: string): SamplePost {
  const [, by, minutes, text] = /^(\S+), (\d+): ([\s\S]+)$/.exec(line) ?? [];
  if (by === undefined || text === undefined) throw new Error(`no post of a case: ${line}`);
  return { by, text, minutesAgo: Number(minutes) };
}

/** A case whose posts answer; `cite` are the posts that do. */
export function answered(
  question: string | readonly string[],
  posts: readonly string[],
  cite: readonly number[],
  says: readonly string[] = [],
  never: readonly string[] = [],
): LiveCase {
  return liveCase("answer", "answerable", question, posts, { cite, says, never });
}

/** The posts are near the matter and do not answer. */
export function unanswered(question: string | readonly string[], posts: readonly string[]): LiveCase {
  return liveCase("none", "unanswerable", question, posts);
}

/** The question wants no posts. */
export function offTopic(question: string, posts: readonly string[]): LiveCase {
  return liveCase("none", "off-topic", question, posts);
}

export function differing(question: string, posts: readonly string[], cite: readonly number[]): LiveCase {
  return liveCase("differ", "contradictory", question, posts, { cite });
}

export function old(
  question: string,
  posts: readonly string[],
  cite: readonly number[],
  says: readonly string[] = [],
): LiveCase {
  return liveCase("stale", "stale", question, posts, { cite, says });
}

/** Some posts speak to the program. Without `cite` nothing is left that answers. */
export function injected(
  question: string,
  posts: readonly string[],
  cite: readonly number[],
  never: readonly string[],
): LiveCase {
  return liveCase(cite.length === 0 ? "none" : "answer", "injected", question, posts, { cite, never });
}
