import {
  type ArrayForm,
  choiceOf,
  type JsonForm,
  type NumberForm,
  neverForm,
  type ObjectForm,
  type StringForm,
} from "./json-form.ts";
import { lengthsOf, matchesPattern } from "./pattern.ts";

/** Two schemas cannot be put together; the message says why. */
export class CombineError extends Error {
  override readonly name = "CombineError";
}

export type Lookup = (name: string) => JsonForm;

const depthMax = 12;
const choicesMax = 100;

/** What satisfies both `a` and `b`. Throws `CombineError` where that cannot be said as a form. */
export function both(a: JsonForm, b: JsonForm, lookup: Lookup, depth = 0): JsonForm {
  if (depth > depthMax)
    throw new CombineError("these schemas refer to each other too often to be put together");
  const inner = (one: JsonForm, other: JsonForm) => both(one, other, lookup, depth + 1);
  if (a === b || b.kind === "any" || a.kind === "never") return a;
  if (a.kind === "any" || b.kind === "never") return b;
  if (a.kind === "name" && b.kind === "name" && a.name === b.name) return a;
  if (a.kind === "name") return inner(lookup(a.name), b);
  if (b.kind === "name") return inner(a, lookup(b.name));
  if (a.kind === "choice" || b.kind === "choice") {
    const [as, bs] = [formsOf(a), formsOf(b)];
    if (as.length * bs.length > choicesMax)
      throw new CombineError("together they allow too many alternatives");
    return choiceOf(as.flatMap((one) => bs.map((other) => inner(one, other))));
  }
  if (a.kind === "value") return accepts(b, a.value, lookup) ? a : neverForm;
  if (b.kind === "value") return accepts(a, b.value, lookup) ? b : neverForm;
  const inferred = a.inferred || b.inferred ? { inferred: true as const } : {};
  if (a.kind === "string" && b.kind === "string") return { ...inferred, ...bothStrings(a, b) };
  if (a.kind === "number" && b.kind === "number") return { ...inferred, ...bothNumbers(a, b) };
  if (a.kind === "array" && b.kind === "array") return { ...inferred, ...bothArrays(a, b, inner) };
  if (a.kind === "object" && b.kind === "object") return { ...inferred, ...bothObjects(a, b, inner) };
  return a.kind === b.kind ? a : neverForm;
}

function formsOf(form: JsonForm): readonly JsonForm[] {
  return form.kind === "choice" ? form.forms : [form];
}

/** Bounds that leave nothing leave nothing. */
function bounded<Form extends JsonForm & { min: number; max: number }>(form: Form): JsonForm {
  return form.min > form.max ? neverForm : form;
}

function bothStrings(a: StringForm, b: StringForm): JsonForm {
  if (a.pattern && b.pattern && JSON.stringify(a.pattern) !== JSON.stringify(b.pattern))
    throw new CombineError("a text cannot be held to two patterns or formats");
  return stringForm(Math.max(a.min, b.min), Math.min(a.max, b.max), a.pattern ?? b.pattern);
}

/** Throws `CombineError` where a pattern allows lengths that the bounds do not. */
export function stringForm(min: number, max: number, pattern: StringForm["pattern"]): JsonForm {
  if (!pattern) return bounded({ kind: "string", min, max });
  const own = lengthsOf(pattern);
  if (own.min < min || own.max > max)
    throw new CombineError("beside a pattern or format lengths must be said in the pattern");
  return { kind: "string", min, max, pattern };
}

function bothNumbers(a: NumberForm, b: NumberForm): JsonForm {
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  const digits = Math.min(a.digits ?? Number.POSITIVE_INFINITY, b.digits ?? Number.POSITIVE_INFINITY);
  const form: NumberForm = {
    kind: "number",
    whole: a.whole || b.whole,
    ...(digits !== Number.POSITIVE_INFINITY && { digits }),
    low,
    high,
    lowOpen: (a.low === low && a.lowOpen) || (b.low === low && b.lowOpen),
    highOpen: (a.high === high && a.highOpen) || (b.high === high && b.highOpen),
  };
  return numberForm(form);
}

/** `form` as simple as can be. Throws `CombineError` where its bounds leave nothing that could be written. */
export function numberForm(form: NumberForm): JsonForm {
  const { low, high, lowOpen, highOpen } = form;
  if (low > high || (low === high && (lowOpen || highOpen))) return neverForm;
  if (low === high) return withinBounds(form, low) ? { kind: "value", value: low } : neverForm;
  if (form.whole) {
    const first = Number.isInteger(low) && lowOpen ? low + 1 : Math.ceil(low);
    const last = Number.isInteger(high) && highOpen ? high - 1 : Math.floor(high);
    return first > last ? neverForm : form;
  }
  const size = Math.max(...[low, high].filter(Number.isFinite).map(Math.abs), 0);
  const places = Math.min(form.digits ?? 6, size >= 1e9 ? 0 : 6);
  if (high - low < 2 * 10 ** -places)
    throw new CombineError("the bounds of a number are too near each other");
  return form;
}

function bothArrays(a: ArrayForm, b: ArrayForm, inner: (a: JsonForm, b: JsonForm) => JsonForm): JsonForm {
  const length = Math.max(a.prefix.length, b.prefix.length);
  const at = (form: ArrayForm, index: number) => form.prefix[index] ?? form.items;
  return arrayForm({
    kind: "array",
    prefix: Array.from({ length }, (_, index) => inner(at(a, index), at(b, index))),
    items: inner(a.items, b.items),
    min: Math.max(a.min, b.min),
    max: Math.min(a.max, b.max),
  });
}

/** `form` without items that nothing can be. */
export function arrayForm(form: ArrayForm): JsonForm {
  const never = form.prefix.findIndex(({ kind }) => kind === "never");
  const prefix = never < 0 ? form.prefix : form.prefix.slice(0, never);
  const ends = never >= 0 || form.items.kind === "never";
  return bounded({ ...form, prefix, max: ends ? Math.min(form.max, prefix.length) : form.max });
}

function bothObjects(a: ObjectForm, b: ObjectForm, inner: (a: JsonForm, b: JsonForm) => JsonForm): JsonForm {
  const properties = new Map<string, { form: JsonForm; required: boolean }>();
  for (const name of new Set([...a.properties.keys(), ...b.properties.keys()])) {
    const [one, other] = [a.properties.get(name), b.properties.get(name)];
    const form = inner(one?.form ?? a.more, other?.form ?? b.more);
    const required = one?.required === true || other?.required === true;
    properties.set(name, { form, required });
  }
  return objectForm({
    kind: "object",
    properties,
    more: inner(a.more, b.more),
    silent: a.silent && b.silent,
    min: Math.max(a.min, b.min),
    max: Math.min(a.max, b.max),
  });
}

/**
 * `form`, or nothing where no object of it can be written. Names that are made up may come twice, so that only one of
 * them is sure to count.
 */
export function objectForm(form: ObjectForm): JsonForm {
  const all = [...form.properties.values()];
  const named = all.filter((property) => property.form.kind !== "never").length;
  const required = all.filter((property) => property.required).length;
  const most = form.more.kind === "never" ? named : named + 1;
  const impossible = all.some((property) => property.required && property.form.kind === "never");
  if (impossible || form.min > most || form.max < required) return neverForm;
  return bounded({ ...form, silent: form.silent && form.min <= named });
}

/** Whether `value` is of this form. */
export function accepts(form: JsonForm, value: unknown, lookup: Lookup, depth = 0): boolean {
  if (depth > 100)
    throw new CombineError("a value cannot be held to schemas that refer to each other so often");
  const inner = (one: JsonForm, other: unknown) => accepts(one, other, lookup, depth + 1);
  switch (form.kind) {
    case "any":
      return true;
    case "never":
      return false;
    case "null":
      return value === null;
    case "boolean":
      return typeof value === "boolean";
    case "value":
      return sameJson(form.value, value);
    case "choice":
      return form.forms.some((one) => inner(one, value));
    case "name":
      return inner(lookup(form.name), value);
    case "string": {
      if (typeof value !== "string") return false;
      const length = [...value].length;
      return (
        length >= form.min && length <= form.max && (!form.pattern || matchesPattern(value, form.pattern))
      );
    }
    case "number":
      return typeof value === "number" && withinBounds(form, value);
    case "array":
      return (
        Array.isArray(value) &&
        value.length >= form.min &&
        value.length <= form.max &&
        value.every((item, index) => inner(form.prefix[index] ?? form.items, item))
      );
    case "object": {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
      const entries = Object.entries(value);
      const missing = [...form.properties].some(
        ([name, { required }]) => required && !Object.hasOwn(value, name),
      );
      if (missing || entries.length < form.min || entries.length > form.max) return false;
      return entries.every(([name, item]) => inner(form.properties.get(name)?.form ?? form.more, item));
    }
  }
}

/** Whether `value` is one of the numbers of a form. */
export function withinBounds(form: NumberForm, value: number): boolean {
  if (form.whole && !Number.isInteger(value)) return false;
  if (form.digits !== undefined && !hasDigits(value, form.digits)) return false;
  if (form.lowOpen ? value <= form.low : value < form.low) return false;
  return form.highOpen ? value < form.high : value <= form.high;
}

/** How many digits behind the point multiples of `step` have, where it is 1, 0.1, 0.01 and so on. */
export function digitsOf(step: number): number | undefined {
  const digits = 0 - Math.round(Math.log10(step));
  return digits >= 0 && step === Number(`1e-${digits}`) ? digits : undefined;
}

/** Whether `value`, as it is written, has at most `digits` behind the point. */
export function hasDigits(value: number, digits: number): boolean {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  return (mantissa.split(".")[1]?.length ?? 0) - Number(exponent) <= digits;
}

/** Whether two values are one in JSON: names in any order. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(Reflect.get(a, key), Reflect.get(b, key)))
  );
}

/** True only if it can be seen that no value is of both forms. */
export function excludeEachOther(a: JsonForm, b: JsonForm, lookup: Lookup, depth = 0): boolean {
  if (depth > depthMax) return false;
  const inner = (one: JsonForm, other: JsonForm) => excludeEachOther(one, other, lookup, depth + 1);
  if (a.kind === "never" || b.kind === "never") return true;
  if (a.kind === "any" || b.kind === "any" || a.inferred || b.inferred) return false;
  if (a.kind === "name") return inner(lookup(a.name), b);
  if (b.kind === "name") return inner(a, lookup(b.name));
  if (a.kind === "choice") return a.forms.every((one) => inner(one, b));
  if (b.kind === "choice") return b.forms.every((one) => inner(a, one));
  if (a.kind === "value" && b.kind === "value") return !sameJson(a.value, b.value);
  if (a.kind === "value") return kindOf(a.value) !== b.kind;
  if (b.kind === "value") return kindOf(b.value) !== a.kind;
  if (a.kind !== b.kind) return true;
  if (a.kind === "string" && b.kind === "string") return a.max < b.min || b.max < a.min;
  if (a.kind === "number" && b.kind === "number") return bothNumbers(a, b).kind === "never";
  if (a.kind === "array" && b.kind === "array") return a.max < b.min || b.max < a.min;
  if (a.kind !== "object" || b.kind !== "object") return false;
  return partBy(a, b, inner) || partBy(b, a, inner);
}

/** Whether a property which `a` requires can never be what `b` allows there. */
function partBy(a: ObjectForm, b: ObjectForm, excludes: (a: JsonForm, b: JsonForm) => boolean): boolean {
  return [...a.properties].some(
    ([name, { form, required }]) => required && excludes(form, b.properties.get(name)?.form ?? b.more),
  );
}

function kindOf(value: unknown): JsonForm["kind"] {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as JsonForm["kind"];
}
