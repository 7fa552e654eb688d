/** What a question wants. Decides which follow-ups and which openings fit; where it is wrong, nothing breaks. */
export type Intent =
  /** What is photosynthesis? */
  | "define"
  /** Who was Ada Lovelace? */
  | "person"
  /** Who wrote Hamlet? */
  | "who"
  | "when"
  | "where"
  /** What a word or saying means, how it is spoken. */
  | "word"
  /** How did Rome fall? */
  | "event"
  /** How many, how far, how old. */
  | "quantity"
  /** Any other fact: the capital of France. */
  | "lookup"
  | "how-to"
  /** How does a fridge work? */
  | "how-works"
  | "why"
  | "compare"
  | "opinion"
  | "yes-no"
  | "list"
  | "plan"
  | "sum"
  | "code"
  /** Code that does not do what it should. */
  | "fix"
  | "verse"
  | "story"
  | "letter"
  /** A text of any other kind. */
  | "write"
  | "translate"
  | "summarise"
  /** Proofread, rewrite, shorten. */
  | "rework"
  /** A request of no known kind. */
  | "other"
  /** No question at all. */
  | "statement";

/** A question taken apart by rules, as far as that can be done cleanly. */
export interface QuestionReading {
  readonly intent: Intent;
  /** A noun phrase that stands well in the middle of another sentence: "black holes". */
  readonly topic: string | null;
  /** The second of two things that are compared. */
  readonly other: string | null;
  /** How to do what: "sort a list in Python". */
  readonly doing: string | null;
  /** The asker speaks of their own affairs: "why did my cake collapse". */
  readonly personal: boolean;
  /** A choice between the two is to be made. */
  readonly choice: boolean;
  /** Asks for what changes by the hour, which a model cannot know. */
  readonly current: boolean;
  /** Points at what was said before: "explain that more simply". */
  readonly follows: boolean;
}

export const nothingRead: QuestionReading = {
  intent: "statement",
  topic: null,
  other: null,
  doing: null,
  personal: false,
  choice: false,
  current: false,
  follows: false,
};

/** Questions are read no further; what matters stands at one of their ends. */
export const questionUnitsMax = 4_000;

/** Kinds of which the text may hold anything: what is to be worked on stands in the question too. */
export const tasks: ReadonlySet<Intent> = new Set([
  "code",
  "fix",
  "verse",
  "story",
  "letter",
  "write",
  "translate",
  "summarise",
  "rework",
]);

/** A question with so much before it asks about that. */
export const materialUnitsMin = 800;

export interface QuestionProse {
  /** Without code, quotations, addresses and Markdown's marks. */
  readonly prose: string;
  readonly hasCode: boolean;
}

/** The prose of a question, long ones from their two ends. */
export function questionProse(question: string): QuestionProse {
  const half = questionUnitsMax / 2;
  const text =
    question.length > questionUnitsMax
      ? `${question.slice(0, half)}\n${question.slice(-half)}`.toWellFormed()
      : question;
  const prose = text
    .replace(/```[\s\S]*?(```|$)/g, "\n")
    .replace(/^\s*>.*$/gm, "")
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, "$1")
    .replace(/\b(https?:\/\/|www\.)\S+/g, " ")
    .replace(/^\s*(#{1,6}|[-*+]|\d+[.)])\s+/gm, "")
    .replace(/\*{1,3}|(?<![\p{L}\p{N}])_+(?=\S)|(?<=\S)_+(?![\p{L}\p{N}])/gu, "")
    .replace(/[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, "")
    .replaceAll("’", "'");
  return { prose, hasCode: text.includes("```") };
}
