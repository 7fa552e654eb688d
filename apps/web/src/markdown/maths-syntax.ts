/**
 * Maths in Markdown: `$$…$$` and `\[…\]` for display, `\(…\)` and `$…$` in the line.
 *
 * A syntax extension for micromark and its counterpart for mdast. It differs from the usual
 * `micromark-extension-math` where model output needs it: backslash brackets count, one dollar counts
 * only around what looks like a formula, and a block that is never closed stays text instead of
 * swallowing the rest of the message.
 */

import type { CompileContext, Token, Extension as TreeExtension } from "mdast-util-from-markdown";
import type { Extension } from "micromark-util-types";
import { mathsBlock } from "./maths-block-syntax.ts";
import { backslash, dollar } from "./maths-codes.ts";
import { mathsInBrackets, mathsInDollars } from "./maths-inline-syntax.ts";
import type { InlineMathsNode, MathsNode } from "./maths-nodes.ts";

/** Syntax for micromark. */
export function mathsSyntax(): Extension {
  return {
    flow: { [dollar]: mathsBlock, [backslash]: mathsBlock },
    text: { [dollar]: mathsInDollars, [backslash]: mathsInBrackets },
  };
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
