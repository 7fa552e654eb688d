// The signs of a written sum: how they are read, and how they are shown.

/** Numbers and one-letter signs; "of" after a percentage is a multiplication. Null for anything else. */
export function tokensOf(text: string): string[] | null {
  const tokens: string[] = [];
  const pattern = /\s*(?:(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?![\d.,]*\d)|(\*\*|[-+*/^%()]))/y;
  const source = text.trim();
  while (pattern.lastIndex < source.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(source);
    if (match === null) {
      const of = /^\s*of\s+/.exec(source.slice(at));
      if (of === null || tokens.at(-1) !== "%") return null;
      tokens.push("of");
      pattern.lastIndex = at + of[0].length;
    } else tokens.push(match[1]?.replaceAll(",", "") ?? (match[2] === "**" ? "^" : match[2]!));
  }
  return tokens;
}

export function isOperator(token: string): boolean {
  return /^([-+*/^%]|of)$/.test(token);
}

export function isNumber(token: string | undefined): boolean {
  return token !== undefined && /^[.\d]/.test(token);
}

/** "%" is a share where no number follows, and a remainder where one does. */
export function isShare(tokens: readonly string[], at: number): boolean {
  const next = tokens[at + 1];
  return tokens[at] === "%" && !isNumber(next) && next !== "(";
}

/** "200 + 10%" means 220 to a shopkeeper and 200.1 to a mathematician, so nobody is told either. */
export function isSurcharge(tokens: readonly string[], at: number): boolean {
  const isSum = tokens[at] === "+" || tokens[at] === "-";
  const after = tokens[at + 3];
  return isSum && at > 0 && isShare(tokens, at + 2) && (after === undefined || !/^([*/^]|of)$/.test(after));
}

export function typeset(tokens: readonly string[]): string {
  const signs: Record<string, string> = { "*": "×", "/": "÷", "-": "−" };
  let text = "";
  for (const [at, token] of tokens.entries()) {
    const before = tokens[at - 1];
    const sign = signs[token] ?? token;
    const unary =
      (token === "-" || token === "+") &&
      (before === undefined || before === "(" || (isOperator(before) && before !== "%"));
    if (isOperator(token) && token !== "^" && !unary && !isShare(tokens, at)) text += ` ${sign} `;
    else text += sign;
  }
  return text.replace(/ {2,}/g, " ");
}
