import type { languages } from "monaco-editor/editor/editor.api.js";
import type { TokenKind } from "../../markdown/code-colours.ts";
import type { GrammarName } from "../../markdown/code-grammars.ts";
import { type LineState, lineTokeniser } from "../../markdown/code-tokeniser.ts";

/** Words that the theme has rules for, and by which Monaco knows strings and comments from code. */
const scopes: Readonly<Record<TokenKind, string>> = {
  key: "keyword",
  str: "string",
  num: "number",
  com: "comment",
  fn: "function",
};

/** A longer line is minified or data; its grammar may take seconds. */
const lineCharsMax = 2_000;

/** The end of a line, as Monaco compares and keeps it. */
class EndOfLine implements languages.IState {
  readonly at: LineState | null;

  constructor(at: LineState | null) {
    this.at = at;
  }
  clone(): EndOfLine {
    return this;
  }
  equals(other: languages.IState): boolean {
    if (!(other instanceof EndOfLine)) return false;
    if (this.at === null || other.at === null) return this.at === other.at;
    return this.at.equals(other.at);
  }
}

/** A grammar in the form in which Monaco asks for colours. Rejects when the grammar does not load. */
export async function tokensOf(grammar: GrammarName): Promise<languages.TokensProvider> {
  const tokenise = await lineTokeniser(grammar);
  return {
    getInitialState: () => new EndOfLine(null),
    tokenize(line, state) {
      if (line.length > lineCharsMax) return { tokens: [{ startIndex: 0, scopes: "" }], endState: state };
      const { runs, state: end } = tokenise(line, (state as EndOfLine).at);
      return {
        tokens: runs.map(({ start, kind }) => ({
          startIndex: start,
          scopes: kind === undefined ? "" : scopes[kind],
        })),
        endState: new EndOfLine(end),
      };
    },
  };
}
