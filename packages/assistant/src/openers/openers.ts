import type { Intent } from "../question/question-reading.ts";

export type OpenerKind =
  | "define"
  | "fact"
  | "how-to"
  | "why"
  | "compare"
  | "opinion"
  | "verse"
  | "story"
  | "list"
  | "plan"
  | "code"
  | "general";

/** One paragraph each, without a line break; no two alike in any language. */
export type Openers = Readonly<Record<OpenerKind, readonly [string, ...string[]]>>;

/** Null where a reply is better without one: a result is wanted bare, or nothing is asked. */
export const openerKinds: Readonly<Record<Intent, OpenerKind | null>> = {
  define: "define",
  person: "fact",
  who: "fact",
  when: "fact",
  event: "fact",
  word: "define",
  where: "fact",
  quantity: "fact",
  lookup: "fact",
  "how-to": "how-to",
  "how-works": "general",
  why: "why",
  compare: "compare",
  opinion: "opinion",
  "yes-no": "fact",
  list: "list",
  plan: "plan",
  code: "code",
  fix: "code",
  verse: "verse",
  story: "story",
  sum: null,
  letter: null,
  write: null,
  translate: null,
  summarise: null,
  rework: null,
  other: "general",
  statement: null,
};
