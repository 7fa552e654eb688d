/**
 * `$$` or `\[` to the same sign at the end of a line, for micromark.
 *
 * A blank line, a code fence or a heading before that means that it was no maths; `open-block.ts` counts
 * on it. Lists and quotes cannot pierce it, since formulas have lines that begin with `-`, `+` and `>`.
 */

import type { Code, Construct, Effects, State, TokenizeContext } from "micromark-util-types";
import { fenceOf, isBlank, isHashHeading } from "./line-kinds.ts";
import { endsLine, takeLineEnding, textOf } from "./maths-codes.ts";
import { closesMaths, type MathsFence, mathsFenceOf } from "./maths-likelihood.ts";

export const mathsBlock: Construct = { name: "mathsFlow", concrete: true, tokenize: tokenizeMathsFlow };

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
