/** An exact fraction in lowest terms; `denominator` is positive. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Numbers beyond this many bits are not worked out: about 1,200 digits. */
export const bitsMax = 4_096;

export function rational(numerator: bigint, denominator = 1n): Rational {
  if (denominator === 0n) throw new RangeError("a fraction cannot have the denominator 0");
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = gcd(abs(numerator), abs(denominator)) || 1n;
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

/** A decimal numeral with a point, as "12", "0.5" or ".5". */
export function rationalFrom(numeral: string): Rational {
  const [whole = "", fraction = ""] = numeral.split(".");
  return rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
}

export function add(left: Rational, right: Rational): Rational {
  return rational(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  );
}

export function negate(value: Rational): Rational {
  return { numerator: -value.numerator, denominator: value.denominator };
}

export function multiply(left: Rational, right: Rational): Rational {
  return rational(left.numerator * right.numerator, left.denominator * right.denominator);
}

/** Throws `RangeError` for a division by zero. */
export function divide(left: Rational, right: Rational): Rational {
  return rational(left.numerator * right.denominator, left.denominator * right.numerator);
}

/** What is left of `left` after taking `right` away as often as it fits; of the sign of `left`, as in most languages. */
export function remainder(left: Rational, right: Rational): Rational {
  const quotient = divide(left, right);
  return add(left, negate(multiply(right, rational(quotient.numerator / quotient.denominator))));
}

/** `base` to a whole power of at most `bitsMax`; throws `RangeError` for 0 to a negative power. */
export function power(base: Rational, exponent: bigint): Rational {
  if (exponent >= 0n) return rational(base.numerator ** exponent, base.denominator ** exponent);
  return rational(base.denominator ** -exponent, base.numerator ** -exponent);
}

export function isWhole(value: Rational): boolean {
  return value.denominator === 1n;
}

/** Bits of the larger half of the fraction. */
export function bitsOf(value: Rational): number {
  return Math.max(abs(value.numerator).toString(2).length, value.denominator.toString(2).length);
}

/** The nearest floating-point number, or one next to it; 0 or infinity where there is none near. */
export function toNumber(value: Rational): number {
  // 64 bits of the quotient are more than a floating-point number holds.
  const shift = Math.max(
    0,
    value.denominator.toString(2).length - abs(value.numerator).toString(2).length + 64,
  );
  return Number((value.numerator << BigInt(shift)) / value.denominator) / 2 ** shift;
}

/** The exact decimal, where it has at most `digitsMax` digits after the point; null otherwise. */
export function toDecimal(value: Rational, digitsMax: number): string | null {
  for (let digits = 0, scale = 1n; digits <= digitsMax; digits++, scale *= 10n) {
    if ((value.numerator * scale) % value.denominator !== 0n) continue;
    const scaled = abs((value.numerator * scale) / value.denominator)
      .toString()
      .padStart(digits + 1, "0");
    const sign = value.numerator < 0n ? "-" : "";
    const point = scaled.length - digits;
    return digits === 0 ? sign + scaled : `${sign}${scaled.slice(0, point)}.${scaled.slice(point)}`;
  }
  return null;
}

function gcd(left: bigint, right: bigint): bigint {
  let [a, b] = [left, right];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
