/**
 * Maths in Markdown: `$$…$$` and `\[…\]` for display, `\(…\)` and `$…$` in the line.
 *
 * A syntax extension for micromark and its counterpart for mdast. It differs from the usual
 * `micromark-extension-math` where model output needs it: backslash brackets count, one dollar counts
 * only around what looks like a formula, and a block that is never closed stays text instead of
 * swallowing the rest of the message. A block ends at its sign; a blank line, a code fence or a heading
 * before that means that it was no maths.
 */

import type { Literal } from "mdast";
import type { CompileContext, Token, Extension as TreeExtension } from "mdast-util-from-markdown";
import type { Code, Effects, Extension, State, TokenizeContext, Tokenizer } from "micromark-util-types";
import { fenceOf, isBlank, isHashHeading } from "./line-kinds.ts";
import {
  closesMaths,
  looksLikeMaths,
  type MathsFence,
  mathsFenceOf,
  singleDollarCharsMax,
} from "./maths-likelihood.ts";

/** A formula on lines of its own; `value` is the TeX without its signs. */
export interface MathsNode extends Literal {
  type: "math";
}

/** A formula within a paragraph. */
export interface InlineMathsNode extends Literal {
  type: "inlineMath";
  /** Written with the signs for display, so that it gets lines of its own all the same. */
  display: boolean;
}

declare module "mdast" {
  interface BlockContentMap {
    math: MathsNode;
  }
  interface PhrasingContentMap {
    inlineMath: InlineMathsNode;
  }
  interface RootContentMap {
    math: MathsNode;
    inlineMath: InlineMathsNode;
  }
}

declare module "micromark-util-types" {
  interface TokenTypeMap {
    mathsFlow: "mathsFlow";
    mathsFlowLine: "mathsFlowLine";
    mathsText: "mathsText";
    mathsTextSign: "mathsTextSign";
    mathsTextData: "mathsTextData";
  }
}

const dollar = 36;
const backslash = 92;
const roundOpen = 40;
const squareOpen = 91;
/** Longest formula within a paragraph, in characters, for the signs that cannot be money. */
const inlineCharsMax = 4000;

/** Syntax for micromark. */
export function mathsSyntax(): Extension {
  const flow = { name: "mathsFlow", concrete: true, tokenize: tokenizeMathsFlow };
  const text = { name: "mathsText", tokenize: tokenizeMathsText, previous: notAfterWord };
  const brackets = { name: "mathsBrackets", tokenize: tokenizeMathsBrackets };
  return { flow: { [dollar]: flow, [backslash]: flow }, text: { [dollar]: text, [backslash]: brackets } };
}

/** The tree that `mathsSyntax` yields. */
export function mathsTree(): TreeExtension {
  return {
    canContainEols: ["inlineMath"],
    enter: {
      mathsFlow(token) {
        const node: MathsNode = { type: "math", value: blockSource(this.sliceSerialize(token)) };
        this.enter(node, token);
        // What the lines hold is in the value already.
        this.buffer();
      },
      mathsText(token) {
        const written = this.sliceSerialize(token);
        const display = written.startsWith("$$") || written.startsWith("\\[");
        const node: InlineMathsNode = { type: "inlineMath", value: "", display };
        this.enter(node, token);
        this.buffer();
      },
    },
    exit: {
      mathsFlow(token) {
        this.resume();
        this.exit(token);
      },
      mathsText(token) {
        const value = this.resume();
        (this.stack[this.stack.length - 1] as InlineMathsNode).value = value.trim();
        this.exit(token);
      },
      mathsTextData: keepText,
    },
  };
}

function keepText(this: CompileContext, token: Token): undefined {
  this.config.enter.data?.call(this, token);
  this.config.exit.data?.call(this, token);
}

/** The formula without its signs: `$$\nx\n$$` is `x`. */
function blockSource(written: string): string {
  return written
    .trim()
    .replace(/^(?:\$\$|\\\[)/, "")
    .replace(/(?:\$\$|\\\])$/, "")
    .trim();
}

function textOf(code: Code): string {
  if (code === null || code === -1) return "";
  if (code === -2) return "\t";
  return code < 0 ? "\n" : String.fromCharCode(code);
}

function endsLine(code: Code): boolean {
  return code !== null && code <= -3;
}

/** Consumes a line ending as its own token. */
function takeLineEnding(effects: Effects, code: Code): void {
  effects.enter("lineEnding");
  effects.consume(code);
  effects.exit("lineEnding");
}

function tokenizeMathsFlow(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const self = this;
  let line = "";
  let fence: MathsFence | undefined;

  return start;

  function start(code: Code): State | undefined {
    effects.enter("mathsFlow");
    effects.enter("mathsFlowLine");
    return inFirstLine(code);
  }

  function inFirstLine(code: Code): State | undefined {
    if (code !== null && !endsLine(code)) {
      line += textOf(code);
      if (line.length === 2 && line !== "$$" && line !== "\\[") return nok(code);
      effects.consume(code);
      return inFirstLine;
    }
    fence = mathsFenceOf(line);
    if (fence === undefined) return nok(code);
    effects.exit("mathsFlowLine");
    if (self.interrupt || closesMaths(line, fence, true)) return done(code);
    return lineEnd(code);
  }

  function lineEnd(code: Code): State | undefined {
    if (code === null) return nok(code);
    takeLineEnding(effects, code);
    return lineStart;
  }

  function lineStart(code: Code): State | undefined {
    // A blank line, or one that the block quote or list item around does not own, ends the attempt.
    if (code === null || endsLine(code) || self.parser.lazy[self.now().line]) return nok(code);
    line = "";
    effects.enter("mathsFlowLine");
    return inLine(code);
  }

  function inLine(code: Code): State | undefined {
    if (code !== null && !endsLine(code)) {
      line += textOf(code);
      effects.consume(code);
      return inLine;
    }
    effects.exit("mathsFlowLine");
    if (isBlank(line) || fenceOf(line) !== undefined || isHashHeading(line)) return nok(code);
    return closesMaths(line, fence!, false) ? done(code) : lineEnd(code);
  }

  function done(code: Code): State | undefined {
    effects.exit("mathsFlow");
    return ok(code);
  }
}

/** "US$5" and "a$b" do not open maths; nor does a dollar right after a dollar. */
function notAfterWord(this: TokenizeContext, code: Code): boolean {
  return code === null || code < 0 || !/[\p{L}\p{N}$]/u.test(String.fromCharCode(code));
}

function tokenizeMathsText(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  let size = 0;
  let content = "";
  return start;

  function start(code: Code): State | undefined {
    effects.enter("mathsText");
    effects.enter("mathsTextSign");
    return opening(code);
  }

  function opening(code: Code): State | undefined {
    if (code === dollar) {
      if (++size > 2) return nok(code);
      effects.consume(code);
      return opening;
    }
    effects.exit("mathsTextSign");
    return between(code);
  }

  function between(code: Code): State | undefined {
    if (code === null || content.length > (size === 1 ? singleDollarCharsMax : inlineCharsMax))
      return nok(code);
    if (code === dollar) {
      effects.enter("mathsTextSign");
      effects.consume(code);
      return size === 1 ? closed : secondSign;
    }
    content += textOf(code);
    if (endsLine(code)) {
      takeLineEnding(effects, code);
      return between;
    }
    effects.enter("mathsTextData");
    effects.consume(code);
    return code === backslash ? escaped : data;
  }

  function data(code: Code): State | undefined {
    if (code === null || code === dollar || endsLine(code) || content.length > inlineCharsMax) {
      effects.exit("mathsTextData");
      return between(code);
    }
    content += textOf(code);
    effects.consume(code);
    return code === backslash ? escaped : data;
  }

  function escaped(code: Code): State | undefined {
    if (code === null || endsLine(code)) return data(code);
    content += textOf(code);
    effects.consume(code);
    return data;
  }

  function secondSign(code: Code): State | undefined {
    if (code !== dollar) return nok(code);
    effects.consume(code);
    return closed;
  }

  function closed(code: Code): State | undefined {
    effects.exit("mathsTextSign");
    const next = textOf(code);
    const isMaths = size === 1 ? looksLikeMaths(content, next) : content.trim() !== "" && next !== "$";
    if (!isMaths) return nok(code);
    effects.exit("mathsText");
    return ok(code);
  }
}

/** `\(…\)` and `\[…\]`. */
const tokenizeMathsBrackets: Tokenizer = (effects, ok, nok) => {
  let close = 0;
  let length = 0;
  let inData = false;
  return start;

  function start(code: Code): State | undefined {
    effects.enter("mathsText");
    effects.enter("mathsTextSign");
    effects.consume(code);
    return opening;
  }

  function opening(code: Code): State | undefined {
    if (code !== roundOpen && code !== squareOpen) return nok(code);
    close = code === roundOpen ? code + 1 : code + 2;
    effects.consume(code);
    effects.exit("mathsTextSign");
    return between;
  }

  function between(code: Code): State | undefined {
    if (code === null || ++length > inlineCharsMax) return nok(code);
    if (code === backslash)
      return effects.check({ tokenize: tokenizeClose, partial: true }, closing, inside)(code);
    return inside(code);
  }

  function inside(code: Code): State | undefined {
    if (endsLine(code)) {
      leaveData();
      takeLineEnding(effects, code);
      return between;
    }
    if (!inData) {
      effects.enter("mathsTextData");
      inData = true;
    }
    effects.consume(code);
    return code === backslash ? escaped : between;
  }

  function escaped(code: Code): State | undefined {
    // A second opening sign means that the first was never closed.
    if (code === null || code === close - (close === 41 ? 1 : 2)) return nok(code);
    if (endsLine(code)) return between(code);
    effects.consume(code);
    return between;
  }

  function closing(code: Code): State | undefined {
    if (length <= 1) return nok(code);
    leaveData();
    effects.enter("mathsTextSign");
    effects.consume(code);
    return closingBracket;
  }

  function closingBracket(code: Code): State | undefined {
    effects.consume(code);
    effects.exit("mathsTextSign");
    effects.exit("mathsText");
    return ok;
  }

  function leaveData(): void {
    if (inData) effects.exit("mathsTextData");
    inData = false;
  }

  function tokenizeClose(inner: Effects, found: State, missing: State): State {
    return (code) => {
      inner.enter("mathsTextSign");
      inner.consume(code);
      return (next) => {
        if (next !== close) return missing(next);
        inner.consume(next);
        inner.exit("mathsTextSign");
        return found;
      };
    };
  }
};
