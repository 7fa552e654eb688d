/** `$…$`, `$$…$$`, `\(…\)` and `\[…\]` within a paragraph, for micromark. */

import type { Code, Construct, Effects, State, TokenizeContext, Tokenizer } from "micromark-util-types";
import { backslash, dollar, endsLine, roundOpen, squareOpen, takeLineEnding, textOf } from "./maths-codes.ts";
import { looksLikeMaths, singleDollarCharsMax } from "./maths-likelihood.ts";

/** Longest formula within a paragraph, in characters, for the signs that cannot be money. */
const inlineCharsMax = 4000;

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

export const mathsInDollars: Construct = {
  name: "mathsText",
  tokenize: tokenizeMathsText,
  previous: notAfterWord,
};
export const mathsInBrackets: Construct = { name: "mathsBrackets", tokenize: tokenizeMathsBrackets };
