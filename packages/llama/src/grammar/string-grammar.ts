import { type CodePoints, common, type Pattern, type StringForm, writablePoints } from "@grok/model";
import type { GrammarRules } from "./grammar-rules.ts";

/** Characters that stand in a JSON string only behind a backslash, and how. */
const escaped: readonly [point: number, text: string][] = [
  [0x22, String.raw`\\\"`],
  [0x5c, String.raw`\\\\`],
  [0x08, String.raw`\\b`],
  [0x0c, String.raw`\\f`],
  [0x0a, String.raw`\\n`],
  [0x0d, String.raw`\\r`],
  [0x09, String.raw`\\t`],
];

/** What stands for itself in a JSON string. */
export const plainPoints: CodePoints = common(
  writablePoints,
  [[0x20, 0x21], [0x23, 0x5b], [0x5d, 0x10ffff]], // biome-ignore format: a table
);

/** What stands for itself where nothing is escaped. */
export const writtenPoints: CodePoints = common(
  writablePoints,
  [[0x09, 0x0a], [0x20, 0x10ffff]], // biome-ignore format: a table
);

/**
 * One code point of a string. Surrogates come as a pair of escapes or not at all; so do no characters of control, and
 * none that a decoder of UTF-8 would refuse.
 */
const character = `${pointsClass(plainPoints)} | ${String.raw`"\\" (["\\/bfnrt] | "u" ([0-9a-cA-CefEF] hex{3} | [dD] [0-7] hex{2} | [dD] [89abAB] hex{2} "\\u" [dD] [c-fC-F] hex{2}))`}`;

/** The strings of a form, quotes included. */
export function stringGrammar(rules: GrammarRules, form: StringForm): string {
  rules.set("hex", "[0-9a-fA-F]");
  rules.set("character", character);
  const inside = form.pattern
    ? patternGrammar(rules, form.pattern)
    : rules.repeat("character", form.min, form.max);
  return rules.add(String.raw`"\"" ${inside} "\""`);
}

function patternGrammar(rules: GrammarRules, pattern: Pattern): string {
  switch (pattern.type) {
    case "set":
      return rules.add(setGrammar(pattern.points));
    case "sequence":
      return pattern.items.length === 0
        ? '""'
        : pattern.items.map((item) => patternGrammar(rules, item)).join(" ");
    case "choice":
      return rules.add(pattern.items.map((item) => patternGrammar(rules, item)).join(" | "));
    case "repeat":
      return rules.repeat(patternGrammar(rules, pattern.item), pattern.min, pattern.max);
  }
}

function setGrammar(points: CodePoints): string {
  const plain = common(points, plainPoints);
  const others = escaped.filter(([point]) => points.some(([from, to]) => point >= from && point <= to));
  const alternatives = others.map(([, text]) => `"${text}"`);
  if (plain.length > 0) alternatives.unshift(pointsClass(plain));
  return alternatives.join(" | ");
}

/** A class of characters in the notation. */
export function pointsClass(points: CodePoints): string {
  const spelled = (point: number) => `\\U${point.toString(16).toUpperCase().padStart(8, "0")}`;
  const range = ([from, to]: readonly [number, number]) =>
    from === to ? spelled(from) : `${spelled(from)}-${spelled(to)}`;
  return `[${points.map(range).join("")}]`;
}
