import {
  accepts,
  arrayForm,
  both,
  CombineError,
  excludeEachOther,
  objectForm,
  stringForm,
} from "./combine-forms.ts";
import { decides, formatNames, formatPattern } from "./formats.ts";
import { anyForm, choiceOf, type JsonForm, type JsonForms, neverForm } from "./json-form.ts";
import type { JsonSchema, JsonType } from "./json-schema.ts";
import { type Pattern, parsePattern, sizeOf } from "./pattern.ts";
import { readNumber } from "./read-number.ts";
import { isKeyword, typeKeywords, typeNames } from "./schema-keywords.ts";
import { jsonSchemaLimits } from "./schema-limits.ts";
import { at, combined, type Fields, refuse } from "./schema-place.ts";

const unbounded = Number.POSITIVE_INFINITY;

/** Reads one schema, once. */
export class SchemaReader {
  readonly #root: JsonSchema;
  readonly #named = new Map<string, JsonForm>();
  readonly #reading = new Set<string>();
  #schemas = 0;
  #textLength = 0;
  #patternSize = 0;

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  read(): JsonForms {
    const root = this.#form(this.#root, "", 1);
    if (root.kind === "never") refuse("", "nothing satisfies it");
    for (const name of this.#named.keys()) this.#assertRoundThroughValues(name);
    return { root, named: this.#named };
  }

  #form(schema: unknown, path: string, nesting: number): JsonForm {
    if (nesting > jsonSchemaLimits.nesting)
      refuse(path, `schemas may stand at most ${jsonSchemaLimits.nesting} deep`);
    if (++this.#schemas > jsonSchemaLimits.schemas)
      refuse(path, `there may be at most ${jsonSchemaLimits.schemas} schemas in one`);
    if (schema === true) return anyForm;
    if (schema === false) return neverForm;
    if (!isFields(schema)) refuse(path, "a schema is an object, true or false");
    const strange = Object.keys(schema).find((keyword) => !isKeyword(keyword));
    if (strange !== undefined) refuse(at(path, strange), "no such keyword is supported");
    const form = this.#combined(schema, path, nesting);
    return this.#fixed(schema, form, path);
  }

  /** What the keywords other than `enum` and `const` come to. */
  #combined(schema: Fields, path: string, nesting: number): JsonForm {
    let form = this.#typed(schema, path, nesting);
    if (schema.$ref !== undefined)
      form = this.#both(form, this.#reference(schema.$ref, at(path, "$ref")), path);
    for (const keyword of ["allOf", "anyOf", "oneOf"] as const) {
      if (schema[keyword] === undefined) continue;
      const place = at(path, keyword);
      const forms = this.#list(schema[keyword], place).map((one, index) =>
        this.#form(one, at(place, `${index}`), nesting + 1),
      );
      if (keyword === "allOf") for (const one of forms) form = this.#both(form, one, place);
      else {
        const mixed = forms.map((one) => this.#both(form, one, place));
        if (keyword === "oneOf") this.#assertExclusive(mixed, place);
        form = choiceOf(mixed);
      }
    }
    return form;
  }

  #typed(schema: Fields, path: string, nesting: number): JsonForm {
    const { type, nullable } = schema;
    if (nullable !== undefined && typeof nullable !== "boolean")
      refuse(at(path, "nullable"), "it is true or false");
    const said = (Object.keys(typeKeywords) as (keyof typeof typeKeywords)[]).filter((name) =>
      typeKeywords[name].some((keyword) => schema[keyword] !== undefined),
    );
    if (type === undefined) {
      if (said.length === 0) return anyForm;
      const inferred = said.map((name) => ({
        ...this.#ofType(name, schema, path, nesting),
        inferred: true as const,
      }));
      return choiceOf([...inferred, ...(nullable ? [{ kind: "null" as const }] : [])]);
    }
    const place = at(path, "type");
    const types =
      typeof type === "string" ? [type] : Array.isArray(type) && type.length > 0 ? type : [undefined];
    const unknown = types.find((name) => !typeNames.includes(name));
    if (unknown !== undefined || types.includes(undefined))
      refuse(place, `a type is one of ${typeNames.join(", ")}, or a list of them`);
    const names = new Set<JsonType>(nullable ? [...types, "null"] : types);
    if (names.has("number")) names.delete("integer");
    return choiceOf([...names].map((name) => this.#ofType(name, schema, path, nesting)));
  }

  #ofType(type: JsonType, schema: Fields, path: string, nesting: number): JsonForm {
    if (type === "object") return this.#object(schema, path, nesting);
    if (type === "array") return this.#array(schema, path, nesting);
    if (type === "string") return this.#string(schema, path);
    if (type === "number" || type === "integer") return readNumber(schema, type === "integer", path);
    return { kind: type };
  }

  #object(schema: Fields, path: string, nesting: number): JsonForm {
    const { properties = {}, required = [], additionalProperties } = schema;
    const place = at(path, "properties");
    if (!isFields(properties)) refuse(place, "an object's properties are an object of schemas");
    const names = this.#texts(required, at(path, "required"));
    let more =
      additionalProperties === undefined
        ? anyForm
        : this.#form(additionalProperties, at(path, "additionalProperties"), nesting + 1);
    const all = new Map<string, { form: JsonForm; required: boolean }>();
    for (const [name, property] of Object.entries(properties)) {
      this.#text(name, place);
      const form = this.#form(property, at(place, name), nesting + 1);
      all.set(name, { form, required: names.includes(name) });
    }
    for (const name of names) {
      if (all.has(name)) continue;
      if (more.kind === "never")
        refuse(at(path, "required"), `${JSON.stringify(name)} is none of the properties`);
      all.set(name, { form: more, required: true });
    }
    const listed = this.#listedNames(schema.propertyNames, at(path, "propertyNames"), nesting);
    if (listed !== undefined) {
      const others = [...all].find(([name, { required }]) => required && !listed.includes(name));
      if (others) refuse(at(path, "required"), `${JSON.stringify(others[0])} is none of the names`);
      for (const name of all.keys()) if (!listed.includes(name)) all.delete(name);
      for (const name of listed) if (!all.has(name)) all.set(name, { form: more, required: false });
      more = neverForm;
    }
    const [min, max] = bounds(schema, "minProperties", "maxProperties", jsonSchemaLimits.items, path);
    if (min > all.size + (more.kind === "never" ? 0 : 1))
      refuse(at(path, "minProperties"), `${min} is more than the properties that are named, and one more`);
    const silent = additionalProperties === undefined && all.size > 0;
    this.#countable([...all.keys()], more.kind !== "never" && !silent, min, max, path);
    return objectForm({ kind: "object", properties: all, more, silent, min, max });
  }

  /** The names that a list of them leaves; undefined where any may stand. */
  #listedNames(schema: unknown, path: string, nesting: number): readonly string[] | undefined {
    if (schema === undefined) return undefined;
    const form = this.#form(schema, path, nesting + 1);
    const forms = form.kind === "choice" ? form.forms : [form];
    if (forms.some(isAnyText)) return undefined;
    return forms.map((one) =>
      one.kind === "value" && typeof one.value === "string"
        ? one.value
        : refuse(path, "names are any, or are listed by enum"),
    );
  }

  /** Grammars have a rule for each property and number of properties before it, and for each letter of a name. */
  #countable(names: readonly string[], open: boolean, min: number, max: number, path: string): void {
    const counted = Math.max(min, max === unbounded ? 0 : Math.min(max, names.length));
    if (counted * names.length > jsonSchemaLimits.counted)
      refuse(path, "so many properties cannot be counted; leave minProperties and maxProperties out");
    const letters = names.reduce((sum, name) => sum + name.length, 0);
    if (open && letters > jsonSchemaLimits.namesBesideOthers)
      refuse(at(path, "additionalProperties"), "beside so many names no others can be told apart; say false");
  }

  #array(schema: Fields, path: string, nesting: number): JsonForm {
    const { items = true, prefixItems } = schema;
    const place = at(path, "prefixItems");
    const prefix = prefixItems === undefined ? [] : this.#list(prefixItems, place);
    const [min, max] = bounds(schema, "minItems", "maxItems", jsonSchemaLimits.items, path);
    return arrayForm({
      kind: "array",
      prefix: prefix.map((one, index) => this.#form(one, at(place, `${index}`), nesting + 1)),
      items: this.#form(items, at(path, "items"), nesting + 1),
      min,
      max,
    });
  }

  #string(schema: Fields, path: string): JsonForm {
    const { pattern, format } = schema;
    const [min, max] = bounds(schema, "minLength", "maxLength", jsonSchemaLimits.stringLength, path);
    const own =
      decides(pattern, format) === "pattern"
        ? readPattern(pattern, at(path, "pattern"))
        : readFormat(format, at(path, "format"));
    this.#patternSize += own ? sizeOf(own) : 0;
    if (this.#patternSize > jsonSchemaLimits.patternSize)
      refuse(path, `patterns and formats may come to ${jsonSchemaLimits.patternSize} characters together`);
    return combined(path, () => stringForm(min, max, own));
  }

  /** `form` as far as `enum` and `const` allow. */
  #fixed(schema: Fields, form: JsonForm, path: string): JsonForm {
    let left = form;
    for (const keyword of ["enum", "const"] as const) {
      if (!Object.hasOwn(schema, keyword)) continue;
      const place = at(path, keyword);
      const values = keyword === "const" ? [schema.const] : this.#list(schema.enum, place);
      if (values.length === 0) refuse(place, "an enum needs a value");
      this.#text(JSON.stringify(values), place);
      const kept = combined(place, () => values.filter((value) => accepts(left, value, this.#lookup)));
      if (kept.length === 0) refuse(place, "none of the values satisfies the rest of the schema");
      left = choiceOf(kept.map((value) => ({ kind: "value", value })));
    }
    return left;
  }

  #reference(reference: unknown, path: string): JsonForm {
    const [, map, name] = /^#\/(\$defs|definitions)\/([^/]+)$/.exec(String(reference)) ?? [];
    if (reference !== "#" && name === undefined)
      refuse(path, 'a reference is "#", "#/$defs/NAME" or "#/definitions/NAME"');
    if (reference !== "#") {
      const definitions = this.#root[map as "$defs"];
      if (!isFields(definitions) || !Object.hasOwn(definitions, unescaped(name ?? "")))
        refuse(path, `there is nothing at ${String(reference).slice(0, 200)}`);
    }
    this.#define(String(reference));
    if (this.#named.get(String(reference))?.kind === "never") return neverForm;
    return { kind: "name", name: String(reference) };
  }

  /** Reads what `reference` refers to, unless that is under way. */
  #define(reference: string): void {
    if (this.#named.has(reference) || this.#reading.has(reference)) return;
    this.#reading.add(reference);
    const [, map = "", name = ""] = reference.split("/");
    const target = reference === "#" ? this.#root : this.#root[map as "$defs"]?.[unescaped(name)];
    this.#named.set(reference, this.#form(target, reference.slice(1), 1));
    this.#reading.delete(reference);
  }

  readonly #lookup = (name: string): JsonForm => {
    const form = this.#named.get(name);
    if (!form) throw new CombineError(`${name} refers to itself here, and cannot be put together with more`);
    return form;
  };

  #both(a: JsonForm, b: JsonForm, path: string): JsonForm {
    return combined(path, () => both(a, b, this.#lookup));
  }

  #assertExclusive(forms: readonly JsonForm[], path: string): void {
    for (const [index, one] of forms.entries()) {
      const other = forms.findIndex(
        (later, place) => place > index && !combined(path, () => excludeEachOther(one, later, this.#lookup)),
      );
      if (other > 0)
        refuse(
          path,
          `schemas ${index} and ${other} may both be satisfied; say anyOf, or make a required property differ`,
        );
    }
  }

  /** A schema that is itself before any value has begun has no end. */
  #assertRoundThroughValues(name: string): void {
    const left = [name];
    const seen = new Set<string>();
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const form = this.#named.get(next);
      const forms = form?.kind === "choice" ? form.forms : form ? [form] : [];
      for (const one of forms) {
        if (one.kind !== "name") continue;
        if (one.name === name) refuse(name.slice(1), "it refers to itself alone");
        if (!seen.has(one.name)) left.push(one.name);
        seen.add(one.name);
      }
    }
  }

  #list(value: unknown, path: string): readonly unknown[] {
    if (!Array.isArray(value) || value.length === 0) refuse(path, "this is a list of one or more");
    return value;
  }

  /** A list of texts without repetitions. */
  #texts(list: unknown, path: string): readonly string[] {
    if (!Array.isArray(list)) refuse(path, "this is a list of texts");
    for (const [index, text] of list.entries()) this.#text(text, at(path, `${index}`));
    if (new Set(list).size < list.length) refuse(path, "a text stands there twice");
    return list;
  }

  #text(text: unknown, path: string): void {
    if (typeof text !== "string") refuse(path, "only a text is supported");
    this.#textLength += text.length;
    if (this.#textLength > jsonSchemaLimits.textLength)
      refuse(path, `names, enums and consts may have ${jsonSchemaLimits.textLength} characters together`);
  }
}

function readPattern(source: unknown, path: string): Pattern {
  if (typeof source !== "string" || source.length > 1_000)
    refuse(path, "a pattern is a text of at most 1000");
  try {
    return parsePattern(source);
  } catch (error) {
    return refuse(path, error instanceof Error ? error.message : String(error));
  }
}

function readFormat(name: unknown, path: string): Pattern | undefined {
  if (name === undefined) return undefined;
  const pattern = typeof name === "string" ? formatPattern(name) : undefined;
  return pattern ?? refuse(path, `a format is one of ${formatNames.join(", ")}`);
}

/** A lower and an upper bound of a count, each of which may be absent. */
function bounds(schema: Fields, low: string, high: string, limit: number, path: string): [number, number] {
  const read = (keyword: string, least: number, none: number): number => {
    const value = schema[keyword];
    if (value === undefined) return none;
    const whole = typeof value === "number" && Number.isInteger(value) ? value : -1;
    if (whole < least || whole > limit) refuse(at(path, keyword), `a whole number from ${least} to ${limit}`);
    return whole;
  };
  const min = read(low, 0, 0);
  return [min, read(high, min, unbounded)];
}

function isAnyText(form: JsonForm): boolean {
  if (form.kind === "any") return true;
  return form.kind === "string" && !form.pattern && form.min === 0 && form.max === unbounded;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unescaped(key: string): string {
  return key.replaceAll("~1", "/").replaceAll("~0", "~");
}
