/** Shiki's TextMate tokeniser with the JavaScript engine. Loaded on demand: only `code-colours.ts` imports it. */

import {
  createShikiPrimitive,
  type GrammarState,
  getLastGrammarState,
  type ThemedToken,
  type ThemeRegistration,
  tokenizeWithTheme,
} from "@shikijs/core";
import { createJavaScriptRegexEngine } from "@shikijs/engine-javascript";
import type { CodeLine, CodeToken, TokenKind } from "./code-colours.ts";
import { type GrammarName, loadGrammar } from "./code-grammars.ts";

/** Lines between two pauses, and how long a slice may take before the page gets its turn. */
const linesBetweenLooks = 20;
const sliceMs = 8;
/** A longer line is minified or data; its grammar may take seconds. */
const lineCharsMax = 2_000;

/** Stands for a kind in the theme: the tokeniser knows colours only. */
const signs: Readonly<Record<TokenKind, string>> = {
  key: "#000001",
  str: "#000002",
  num: "#000003",
  com: "#000004",
  fn: "#000005",
};
const kinds = new Map(Object.entries(signs).map(([kind, sign]) => [sign, kind as TokenKind]));

const theme: ThemeRegistration = {
  name: "kinds",
  type: "light",
  fg: "#000000",
  bg: "#ffffff",
  settings: [
    rule("key", [
      "keyword",
      "storage",
      "constant.language",
      "variable.language",
      "entity.name.tag",
      "support.type.property-name",
      "punctuation.support.type.property-name",
      "punctuation.definition.heading",
      "markup.heading",
      "entity.name.section",
      "meta.diff.header",
      "meta.diff.range",
    ]),
    rule("str", [
      "string",
      "markup.inserted",
      "markup.inline.raw",
      "constant.other.symbol",
      "support.constant.property-value",
    ]),
    rule("num", [
      "constant.numeric",
      "constant.character",
      "constant.other.color",
      "keyword.other.unit",
      "markup.deleted",
    ]),
    rule("fn", [
      "entity.name.function",
      "support.function",
      "entity.other.attribute-name",
      "meta.function-call.generic",
      "entity.name.type.class",
      "variable.function",
    ]),
    rule("com", ["comment", "punctuation.definition.comment", "markup.quote"]),
    // Signs are ink, and names inside strings are names.
    {
      scope: [
        "keyword.operator",
        "punctuation",
        "storage.modifier.pointer",
        "storage.modifier.reference",
        "storage.type.function.arrow",
        "meta.embedded",
        "meta.interpolation",
        "meta.template.expression",
        "string variable",
      ],
      settings: { foreground: "#000000" },
    },
    rule("str", ["punctuation.definition.string"]),
    rule("com", ["punctuation.definition.comment"]),
    rule("key", [
      "keyword.operator.logical.python",
      "keyword.operator.new",
      "keyword.operator.expression",
      "keyword.operator.word",
      "keyword.operator.sizeof",
      "punctuation.definition.directive",
    ]),
  ],
};

function rule(kind: TokenKind, scope: string[]): { scope: string[]; settings: { foreground: string } } {
  return { scope, settings: { foreground: signs[kind] } };
}

const shiki = createShikiPrimitive({
  engine: createJavaScriptRegexEngine({ forgiving: true }),
  themes: [theme],
  langs: [],
});
const loaded = new Map<GrammarName, Promise<string>>();

/** A line may take this long; the rest of it stays plain. */
const lineLimitMs = 500;

/**
 * The lines of `source`, or `undefined` once `signal` is aborted. `limitMs`: how long a line may take; 0 is as long as it
 * takes. Rejects when the grammar does not load.
 */
export async function tokenise(
  source: string,
  grammarName: GrammarName,
  signal: AbortSignal,
  limitMs = lineLimitMs,
): Promise<readonly CodeLine[] | undefined> {
  const language = await load(grammarName);
  const grammar = shiki.getLanguage(language);
  const { theme: resolved, colorMap } = shiki.setTheme(theme.name!);
  const lines = source.split("\n");
  const done: CodeLine[] = [];
  let state: GrammarState | undefined;
  let sliceStart = performance.now();
  for (let from = 0; from < lines.length; from += linesBetweenLooks) {
    if (performance.now() - sliceStart > sliceMs) {
      await new Promise((resolve) => setTimeout(resolve));
      sliceStart = performance.now();
    }
    if (signal.aborted) return undefined;
    const tokens = tokenizeWithTheme(
      lines.slice(from, from + linesBetweenLooks).join("\n"),
      grammar,
      resolved,
      colorMap,
      {
        tokenizeMaxLineLength: lineCharsMax,
        tokenizeTimeLimit: limitMs,
        ...(state === undefined ? {} : { grammarState: state }),
      },
    );
    state = getLastGrammarState(shiki, tokens);
    for (const line of tokens) done.push(mergeTokens(line));
  }
  return done;
}

type Grammar = ReturnType<typeof shiki.getLanguage>;
/** Where a line ended, for the next one to go on from. */
export type LineState = NonNullable<Parameters<Grammar["tokenizeLine2"]>[1]>;

export interface ColouredLine {
  /** A kind holds from its start to the next; in the order of the line. */
  readonly runs: readonly { readonly start: number; readonly kind: TokenKind | undefined }[];
  readonly state: LineState;
}

/** Where the colour stands in what the grammar says of a run: nine bits, counted from the lowest. */
const colourShift = 15;
const colourMask = 0b1_1111_1111;
/** The same while somebody types. */
const typedLineLimitMs = 200;

/**
 * For an editor, which asks line by line and keeps the states. `limitMs`: as for `tokenise`.
 * Rejects when the grammar does not load.
 */
export async function lineTokeniser(
  grammarName: GrammarName,
  limitMs = typedLineLimitMs,
): Promise<(line: string, before: LineState | null) => ColouredLine> {
  const grammar = shiki.getLanguage(await load(grammarName));
  const { colorMap } = shiki.setTheme(theme.name!);
  const kindOf = colorMap.map((colour) => kinds.get(colour?.toLowerCase() ?? ""));
  return (line, before) => {
    const { tokens, ruleStack } = grammar.tokenizeLine2(line, before, limitMs);
    const runs: { start: number; kind: TokenKind | undefined }[] = [];
    for (let at = 0; at < tokens.length; at += 2)
      runs.push({ start: tokens[at]!, kind: kindOf[(tokens[at + 1]! >>> colourShift) & colourMask] });
    return { runs, state: ruleStack as LineState };
  };
}

function load(name: GrammarName): Promise<string> {
  let loading = loaded.get(name);
  if (loading === undefined) {
    loading = loadGrammar(name).then(({ default: registrations }) => {
      shiki.loadLanguageSync(...registrations);
      // A grammar brings along those it embeds; its own comes last.
      return registrations.at(-1)!.name;
    });
    loaded.set(name, loading);
    loading.catch(() => loaded.delete(name));
  }
  return loading;
}

/** Neighbours of one kind become one run; spaces go with whatever stands before them. */
function mergeTokens(tokens: readonly ThemedToken[]): CodeLine {
  const merged: CodeToken[] = [];
  for (const token of tokens) {
    const kind = kinds.get(token.color?.toLowerCase() ?? "");
    const last = merged.at(-1);
    if (last !== undefined && (last.kind === kind || token.content.trim() === "")) {
      merged[merged.length - 1] = { ...last, text: last.text + token.content };
    } else merged.push(kind === undefined ? { text: token.content } : { text: token.content, kind });
  }
  return merged;
}
