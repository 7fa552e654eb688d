// Monaco's colours, taken from the tokens of the page: the editor knows only six digits, so they are read as the
// browser computes them, for the theme and the pen of the moment.

import { editor } from "monaco-editor/editor/editor.api.js";

const names = [
  ...(["desk", "page", "sheet", "hover", "ink", "ink-2", "ink-3", "on-ink"] as const),
  ...(["line", "line-2", "edge", "pen", "pen-tint", "good", "good-tint", "warn", "bad", "bad-tint"] as const),
  ...(["code-text", "code-key", "code-str", "code-num", "code-com", "code-fn"] as const),
] as const;

type Token = (typeof names)[number];

const themeName = "grok";
/** Alpha as the two last digits of a colour. */
const [none, faint, light, half] = ["00", "0f", "33", "80"];

/** Gives all editors the colours that the page has now. `host`: any element of the page. */
export function wearPageColours(host: HTMLElement): void {
  const colour = readTokens(host);
  editor.defineTheme(themeName, {
    base: isDark(colour.sheet) ? "vs-dark" : "vs",
    inherit: false,
    rules: rulesOf(colour),
    colors: coloursOf(colour),
  });
  editor.setTheme(themeName);
}

function readTokens(host: HTMLElement): Record<Token, string> {
  const probe = document.createElement("span");
  probe.hidden = true;
  host.append(probe);
  const found = names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, hexOf(getComputedStyle(probe).color)] as const;
  });
  probe.remove();
  return Object.fromEntries(found) as Record<Token, string>;
}

/** "rgb(1, 2, 3)" as "#010203". */
function hexOf(colour: string): string {
  const channels = colour.match(/\d+(?:\.\d+)?/g)?.slice(0, 3) ?? ["0", "0", "0"];
  return `#${channels.map((channel) => Math.round(Number(channel)).toString(16).padStart(2, "0")).join("")}`;
}

function isDark(colour: string): boolean {
  return Number.parseInt(colour.slice(1, 3), 16) < 128;
}

/** Our own kinds first; the rest is what Monaco's grammars and services say. */
function rulesOf(colour: Record<Token, string>): editor.ITokenThemeRule[] {
  const kinds: readonly (readonly [Token, readonly string[]])[] = [
    ["code-text", [""]],
    ["code-key", ["keyword", "tag", "metatag", "strong", "string.key"]],
    ["code-str", ["string", "regexp", "attribute.value"]],
    ["code-num", ["number", "annotation", "constant"]],
    ["code-com", ["comment"]],
    ["code-fn", ["function", "attribute.name", "predefined", "support"]],
  ];
  return kinds.flatMap(([name, tokens]) =>
    tokens.map((token) => ({ token, foreground: colour[name].slice(1) })),
  );
}

function coloursOf(colour: Record<Token, string>): Record<string, string> {
  const { ink, sheet, hover, pen, line, good, bad } = colour;
  const clear = `${ink}${none}`;
  return {
    foreground: ink,
    descriptionForeground: colour["ink-3"],
    disabledForeground: colour["ink-3"],
    errorForeground: bad,
    focusBorder: pen,
    "icon.foreground": colour["ink-2"],
    "textLink.foreground": pen,
    "textLink.activeForeground": pen,
    "widget.shadow": `${colour.desk === sheet ? ink : "#000000"}${light}`,
    "editor.background": sheet,
    "editor.foreground": colour["code-text"],
    "editorCursor.foreground": pen,
    "editorLineNumber.foreground": colour["ink-3"],
    "editorLineNumber.activeForeground": ink,
    "editor.lineHighlightBackground": `${ink}${faint}`,
    "editor.lineHighlightBorder": clear,
    "editor.selectionBackground": mixed(pen, sheet, 0.24),
    "editor.inactiveSelectionBackground": hover,
    "editor.selectionHighlightBackground": `${pen}1c`,
    "editor.wordHighlightBackground": `${ink}14`,
    "editor.wordHighlightStrongBackground": `${ink}1f`,
    "editor.findMatchBackground": mixed(pen, sheet, 0.42),
    "editor.findMatchHighlightBackground": `${pen}2b`,
    "editor.rangeHighlightBackground": `${ink}${faint}`,
    "editor.findRangeHighlightBackground": `${ink}${faint}`,
    "editor.hoverHighlightBackground": `${ink}${faint}`,
    "editorBracketMatch.background": `${pen}22`,
    "editorBracketMatch.border": clear,
    "editorWhitespace.foreground": colour["line-2"],
    "editorIndentGuide.background1": line,
    "editorIndentGuide.activeBackground1": colour["line-2"],
    "editorRuler.foreground": line,
    "editorCodeLens.foreground": colour["ink-3"],
    "editorLink.activeForeground": pen,
    "editorError.foreground": bad,
    "editorWarning.foreground": colour.warn,
    "editorInfo.foreground": pen,
    "editorHint.foreground": colour["ink-3"],
    "editorGutter.foldingControlForeground": colour["ink-3"],
    "editorGutter.background": sheet,
    "editorOverviewRuler.border": clear,
    "editorOverviewRuler.background": clear,
    "editorOverviewRuler.findMatchForeground": `${pen}${half}`,
    "editorOverviewRuler.selectionHighlightForeground": `${pen}${half}`,
    "editorOverviewRuler.bracketMatchForeground": clear,
    "editorOverviewRuler.errorForeground": bad,
    "editorOverviewRuler.warningForeground": colour.warn,
    "editorOverviewRuler.infoForeground": pen,
    "editorWidget.background": colour.page,
    "editorWidget.foreground": ink,
    "editorWidget.border": colour["line-2"],
    "editorHoverWidget.background": colour.page,
    "editorHoverWidget.border": colour["line-2"],
    "editorSuggestWidget.background": colour.page,
    "editorSuggestWidget.border": colour["line-2"],
    "editorSuggestWidget.selectedBackground": hover,
    "editorSuggestWidget.selectedForeground": ink,
    "editorSuggestWidget.highlightForeground": pen,
    "editorSuggestWidget.focusHighlightForeground": pen,
    "peekView.border": pen,
    "peekViewEditor.background": sheet,
    "peekViewResult.background": colour.page,
    "peekViewTitle.background": colour.page,
    "peekViewTitleLabel.foreground": ink,
    "peekViewTitleDescription.foreground": colour["ink-3"],
    "peekViewEditor.matchHighlightBackground": `${pen}2b`,
    "peekViewResult.matchHighlightBackground": `${pen}2b`,
    "peekViewResult.selectionBackground": hover,
    "peekViewResult.selectionForeground": ink,
    "input.background": sheet,
    "input.foreground": ink,
    "input.border": colour.edge,
    "input.placeholderForeground": colour["ink-3"],
    "inputOption.activeBackground": colour["pen-tint"],
    "inputOption.activeForeground": pen,
    "inputOption.activeBorder": clear,
    "quickInput.background": colour.page,
    "quickInput.foreground": ink,
    "quickInputTitle.background": colour.page,
    "quickInputList.focusBackground": hover,
    "quickInputList.focusForeground": ink,
    "pickerGroup.foreground": colour["ink-3"],
    "pickerGroup.border": line,
    "keybindingLabel.background": clear,
    "keybindingLabel.foreground": colour["ink-3"],
    "keybindingLabel.border": colour["line-2"],
    "keybindingLabel.bottomBorder": colour["line-2"],
    "list.hoverBackground": hover,
    "list.hoverForeground": ink,
    "list.focusBackground": hover,
    "list.focusForeground": ink,
    "list.activeSelectionBackground": hover,
    "list.activeSelectionForeground": ink,
    "list.highlightForeground": pen,
    "list.focusHighlightForeground": pen,
    "menu.background": colour.page,
    "menu.foreground": ink,
    "menu.selectionBackground": hover,
    "menu.selectionForeground": ink,
    "menu.separatorBackground": line,
    "menu.border": colour["line-2"],
    "button.background": ink,
    "button.foreground": colour["on-ink"],
    "badge.background": hover,
    "badge.foreground": ink,
    "toolbar.hoverBackground": hover,
    "scrollbar.shadow": clear,
    "scrollbarSlider.background": `${colour["line-2"]}${half}`,
    "scrollbarSlider.hoverBackground": colour["line-2"],
    "scrollbarSlider.activeBackground": colour["line-2"],
    "diffEditor.insertedLineBackground": colour["good-tint"],
    "diffEditor.removedLineBackground": colour["bad-tint"],
    "diffEditor.insertedTextBackground": `${good}${light}`,
    "diffEditor.removedTextBackground": `${bad}${light}`,
    "diffEditor.diagonalFill": line,
    "diffEditor.border": line,
    "diffEditorGutter.insertedLineBackground": colour["good-tint"],
    "diffEditorGutter.removedLineBackground": clear,
    "diffEditor.unchangedRegionBackground": colour.page,
    "diffEditor.unchangedRegionForeground": colour["ink-3"],
  };
}

/** `share` of `over` on `under`: an opaque colour for what lies behind text. */
function mixed(over: string, under: string, share: number): string {
  const channel = (from: string, at: number) => Number.parseInt(from.slice(at, at + 2), 16);
  const mix = [1, 3, 5].map((at) => Math.round(channel(over, at) * share + channel(under, at) * (1 - share)));
  return `#${mix.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
