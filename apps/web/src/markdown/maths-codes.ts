/** The characters of the maths syntax as micromark has them: numbers, with line ends and tabs below zero. */

import type { Code, Effects } from "micromark-util-types";

declare module "micromark-util-types" {
  interface TokenTypeMap {
    mathsFlow: "mathsFlow";
    mathsFlowLine: "mathsFlowLine";
    mathsText: "mathsText";
    mathsTextSign: "mathsTextSign";
    mathsTextData: "mathsTextData";
  }
}

export const dollar = 36;
export const backslash = 92;
export const roundOpen = 40;
export const squareOpen = 91;

export function textOf(code: Code): string {
  if (code === null || code === -1) return "";
  if (code === -2) return "\t";
  return code < 0 ? "\n" : String.fromCharCode(code);
}

export function endsLine(code: Code): boolean {
  return code !== null && code <= -3;
}

/** Consumes a line ending as its own token. */
export function takeLineEnding(effects: Effects, code: Code): void {
  effects.enter("lineEnding");
  effects.consume(code);
  effects.exit("lineEnding");
}
