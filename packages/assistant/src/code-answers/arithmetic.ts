import { isNumber, isOperator, isShare, isSurcharge, tokensOf, typeset } from "./expression-tokens.ts";
import {
  add,
  bitsMax,
  bitsOf,
  divide,
  isWhole,
  multiply,
  negate,
  power,
  type Rational,
  rational,
  rationalFrom,
  remainder,
  toDecimal,
  toNumber,
} from "./rational.ts";

// A calculator for what people type into a chat: exact fractions, + - * / ^ % and brackets. Everything is bounded, so
// that a line of text can never keep the program busy.

const unitsMax = 300;
const tokensMax = 120;
const depthMax = 40;

export type Sum =
  /** `text`: "391", "0.5", "22/7 (about 3.142857143)"; `exact` is false where it was rounded. */
  | { readonly type: "value"; readonly expression: string; readonly text: string; readonly exact: boolean }
  | { readonly type: "division-by-zero" | "out-of-range"; readonly expression: string };

/**
 * Works out an expression such as "17*23", "(2 + 3)^2 / 7", "15% of 80" or "7 % 3".
 * Null where `text` is no expression, or a lone number. `expression` is the same in typeset form: "17 × 23".
 */
export function workOut(text: string): Sum | null {
  if (text.length > unitsMax) return null;
  const tokens = tokensOf(text);
  if (tokens === null || tokens.length > tokensMax || tokens.length < 2) return null;
  if (!tokens.some((token, at) => at > 0 && isOperator(token) && !isShare(tokens, at))) return null;
  if (tokens.some((_, at) => isSurcharge(tokens, at))) return null;
  const expression = typeset(tokens);
  try {
    const parser = new Parser(tokens);
    const value = parser.whole();
    return value === null ? null : { type: "value", expression, ...shown(value) };
  } catch (error) {
    if (error instanceof NoExpression) return null;
    if (error instanceof OutOfRange) return { type: "out-of-range", expression };
    if (error instanceof RangeError) return { type: "division-by-zero", expression };
    throw error;
  }
}

type Value = { readonly fraction: Rational } | { readonly rounded: number };

class NoExpression extends Error {}
class OutOfRange extends Error {}

/** sum = product (± product)*; product = signed (×÷% signed)*; signed = -signed | raised; raised = unit (^ signed)? */
class Parser {
  readonly #tokens: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  whole(): Value | null {
    const value = this.#sum();
    return this.#at === this.#tokens.length ? value : null;
  }

  #sum(): Value {
    let value = this.#product();
    for (;;) {
      if (this.#take("+")) value = combine(value, this.#product(), add, (left, right) => left + right);
      else if (this.#take("-"))
        value = combine(value, minus(this.#product()), add, (left, right) => left + right);
      else return value;
    }
  }

  #product(): Value {
    let value = this.#signed();
    for (;;) {
      if (this.#take("*") || this.#take("of"))
        value = combine(value, this.#signed(), multiply, (left, right) => left * right);
      else if (this.#take("/")) value = combine(value, this.#signed(), divide, (left, right) => left / right);
      else if (this.#take("%"))
        value = combine(value, this.#signed(), remainder, (left, right) => left % right);
      else return value;
    }
  }

  #signed(): Value {
    if (++this.#depth > depthMax) throw new NoExpression();
    const value = this.#take("-") ? minus(this.#signed()) : this.#take("+") ? this.#signed() : this.#raised();
    this.#depth--;
    return value;
  }

  #raised(): Value {
    const base = this.#unit();
    return this.#take("^") ? raise(base, this.#signed()) : base;
  }

  #unit(): Value {
    const token = this.#tokens[this.#at++];
    let value: Value;
    if (token === "(") {
      value = this.#sum();
      if (!this.#take(")")) throw new NoExpression();
    } else if (isNumber(token)) value = { fraction: rationalFrom(token!) };
    else throw new NoExpression();
    if (!isShare(this.#tokens, this.#at)) return value;
    this.#at++;
    return combine(value, { fraction: rational(100n) }, divide, (left, right) => left / right);
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }
}

function minus(value: Value): Value {
  return "fraction" in value ? { fraction: negate(value.fraction) } : { rounded: -value.rounded };
}

function combine(
  left: Value,
  right: Value,
  exactly: (left: Rational, right: Rational) => Rational,
  roughly: (left: number, right: number) => number,
): Value {
  if (!("fraction" in left) || !("fraction" in right))
    return finite(roughly(numberOf(left), numberOf(right)));
  return bounded(exactly(left.fraction, right.fraction));
}

function bounded(fraction: Rational): Value {
  if (bitsOf(fraction) > bitsMax) throw new OutOfRange();
  return { fraction };
}

function raise(base: Value, exponent: Value): Value {
  if (!("fraction" in base && "fraction" in exponent && isWhole(exponent.fraction)))
    return finite(numberOf(base) ** numberOf(exponent));
  const times = exponent.fraction.numerator;
  const size = times < 0n ? -times : times;
  if (size > bitsMax || (bitsOf(base.fraction) - 1) * Number(size) > bitsMax) {
    const unit = isWhole(base.fraction) && bitsOf(base.fraction) === 1;
    if (!unit) throw new OutOfRange();
    // 0, 1 and -1 stay small; all that counts is whether the exponent is even.
    const sameParity = 2n + (size % 2n);
    return raise(base, { fraction: rational(times < 0n ? -sameParity : sameParity) });
  }
  return bounded(power(base.fraction, times));
}

function finite(number: number): Value {
  if (Number.isNaN(number)) throw new NoExpression();
  if (!Number.isFinite(number)) throw new OutOfRange();
  return { rounded: number };
}

function numberOf(value: Value): number {
  if (!("fraction" in value)) return value.rounded;
  const number = toNumber(value.fraction);
  if (!Number.isFinite(number) || (number === 0 && value.fraction.numerator !== 0n)) throw new OutOfRange();
  return number;
}

function shown(value: Value): { text: string; exact: boolean } {
  if (!("fraction" in value)) return { text: rounded(value.rounded), exact: false };
  const decimal = toDecimal(value.fraction, 12);
  if (decimal !== null) return { text: decimal, exact: true };
  const { numerator, denominator } = value.fraction;
  const fraction = `${numerator}/${denominator}`;
  if (fraction.length > 24) return { text: rounded(numberOf(value)), exact: false };
  return { text: `${fraction} ≈ ${rounded(numberOf(value))}`, exact: true };
}

function rounded(number: number): string {
  return String(Number(number.toPrecision(10)));
}
