export const operators = ["from", "lang", "source", "has", "since", "until"] as const;

export type Operator = (typeof operators)[number];

/** What stands between two spaces of a query, or in quotes. */
export interface QueryPiece {
  /** Without minus, operator and quotes. */
  readonly text: string;
  readonly quoted: boolean;
  readonly minus: boolean;
  /** "from" of `from:mira`; null where there is none. */
  readonly operator: Operator | null;
}

const piece = /(-*)(?:(from|lang|source|has|since|until):)?(?:["“”„]([^"“”„]*)["“”„]?|([^\s"“”„]+)|)/giu;

/** The pieces of a query in order; those that hold nothing are left out, but an operator without a value is not. */
export function* queryPieces(text: string): Generator<QueryPiece, void, undefined> {
  for (const [, minus, operator, quoted, plain] of text.matchAll(piece)) {
    // Parentheses group nothing here, and people type them all the same.
    const value = quoted ?? plain?.replace(/^[(-]+|\)+$/g, "") ?? "";
    if (value.trim() === "" && operator === undefined) continue;
    yield {
      text: value.trim(),
      quoted: quoted !== undefined,
      minus: minus !== "",
      operator: (operator?.toLowerCase() as Operator | undefined) ?? null,
    };
  }
}
