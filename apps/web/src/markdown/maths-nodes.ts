/** What maths is in the syntax tree of a piece. */

import type { Literal } from "mdast";

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
