import { digitsOf, numberForm, withinBounds } from "./combine-forms.ts";
import { choiceOf, type JsonForm, type NumberForm } from "./json-form.ts";
import { jsonSchemaLimits } from "./schema-limits.ts";
import { at, combined, type Fields, refuse } from "./schema-place.ts";

/** Bounds further out are those of a program's numbers; nothing that is written comes near them. */
const farthest = 1e15;
const digitsMax = 6;
const unbounded = Number.POSITIVE_INFINITY;

/** The numbers that a schema allows. Throws `ModelError` with the place of what cannot be held to. */
export function readNumber(schema: Fields, isInteger: boolean, path: string): JsonForm {
  const number = (keyword: string): number | undefined => {
    const value = schema[keyword];
    if (value === undefined || typeof value === "number") return value;
    return refuse(at(path, keyword), "this is a number");
  };
  const far = (keyword: string, end: -1 | 1): number | undefined => {
    const value = number(keyword);
    if (value === undefined || value * end > farthest) return undefined;
    return value * end >= -farthest
      ? value
      : refuse(at(path, keyword), `a number between -${farthest} and ${farthest}`);
  };
  const [low, lowOpen] = bound(far("minimum", -1), far("exclusiveMinimum", -1), Math.max, -unbounded);
  const [high, highOpen] = bound(far("maximum", 1), far("exclusiveMaximum", 1), Math.min, unbounded);
  const within: NumberForm = { kind: "number", whole: isInteger, low, high, lowOpen, highOpen };
  const step = number("multipleOf");
  if (step === undefined) return combined(path, () => numberForm(within));
  const digits = digitsOf(step);
  if (digits === undefined || digits > digitsMax) return multiples(step, within, at(path, "multipleOf"));
  return combined(path, () => numberForm({ ...within, whole: isInteger || digits === 0, digits }));
}

/** Few multiples are written out; of any others digits alone do not tell. */
function multiples(step: number, within: NumberForm, path: string): JsonForm {
  const [first, last] = [Math.ceil(within.low / step), Math.floor(within.high / step)];
  if (!(step > 0 && last - first < jsonSchemaLimits.steps))
    refuse(
      path,
      `1, 0.1, 0.01 and so on to 0.000001 are supported, others between two bounds with at most ${jsonSchemaLimits.steps} values`,
    );
  const values = Array.from({ length: last - first + 1 }, (_, at) => multiple(first + at, step));
  return choiceOf(
    values.filter((value) => withinBounds(within, value)).map((value) => ({ kind: "value", value })),
  );
}

/** As it is written by hand: three times 0.1 is 0.3. */
function multiple(count: number, step: number): number {
  return Number((count * step).toPrecision(15));
}

/** The stricter of two bounds, of which the second excludes itself. */
function bound(
  closed: number | undefined,
  open: number | undefined,
  stricter: (a: number, b: number) => number,
  none: number,
): [bound: number, isOpen: boolean] {
  const value = stricter(closed ?? none, open ?? none);
  return [value, open === value];
}
