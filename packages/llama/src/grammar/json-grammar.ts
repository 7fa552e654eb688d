// A JSON schema as a grammar in llama.cpp's notation (GBNF). Unlike the library's own translation it leaves a model no
// way to go on without end where the schema sets one: no white space but a single blank, no endless digits.

import {
  type ArrayForm,
  type JsonForm,
  type JsonForms,
  type JsonSchema,
  jsonForms,
  ModelError,
} from "@grok/model";
import { GrammarRules, literal } from "./grammar-rules.ts";
import { numberGrammar } from "./number-grammar.ts";
import { jsonStyle, objectGrammar } from "./object-grammar.ts";
import { stringGrammar } from "./string-grammar.ts";

/** Objects and arrays within each other where a schema allows any value. */
const anyDepth = 4;

/**
 * The grammar of JSON texts that satisfy `schema`: every text of it does. Its root is "root". Throws `ModelError`
 * "bad-request" for what `checkJsonSchema` refuses. `other`: one text more.
 */
export function jsonGrammar(schema: JsonSchema, other?: string): string {
  const forms = jsonForms(schema);
  const grammar = new JsonGrammar(forms);
  const root = grammar.of(forms.root);
  return grammar.rules.text(other === undefined ? root : `${root} | ${literal(other)}`);
}

/** Rules for the forms of one schema. */
export class JsonGrammar {
  readonly rules = new GrammarRules();
  readonly #forms: JsonForms;
  readonly #names = new Map<string, string>();

  constructor(forms: JsonForms) {
    this.#forms = forms;
    this.rules.set("blank", '" "?');
  }

  /** What stands for `form` in another rule. */
  readonly of = (form: JsonForm): string => {
    switch (form.kind) {
      case "any":
        return this.#any(anyDepth);
      case "never":
        return nothing();
      case "null":
        return '"null"';
      case "boolean":
        return this.rules.add('"true" | "false"');
      case "value":
        return literal(JSON.stringify(form.value));
      case "choice":
        return this.rules.add(form.forms.map(this.of).join(" | "));
      case "name":
        return this.#named(form.name);
      case "string":
        return stringGrammar(this.rules, form);
      case "number":
        return numberGrammar(this.rules, form);
      case "array":
        return this.#array(form);
      case "object":
        return objectGrammar(this.rules, form, jsonStyle(this.of)) ?? nothing();
    }
  };

  #named(reference: string): string {
    const known = this.#names.get(reference);
    if (known !== undefined) return known;
    const name = `named-${this.#names.size}`;
    this.#names.set(reference, name);
    this.rules.set(name, this.of(this.#forms.named.get(reference) ?? { kind: "never" }));
    return name;
  }

  #array({ prefix, items, min, max }: ArrayForm): string {
    const fixed = prefix.slice(0, max).map((form) => this.rules.add(this.of(form)));
    let rest = '"]"';
    if (max > fixed.length) {
      const item = this.rules.add(this.of(items));
      const later = this.rules.add(`"," blank ${item}`);
      const least = Math.max(0, min - fixed.length);
      if (fixed.length === 0) {
        const some = `${item} ${this.rules.repeat(later, Math.max(0, least - 1), max - 1)}`;
        return this.rules.add(least > 0 ? `"[" ${some} "]"` : `"[" ${this.rules.add(`${some} | ""`)} "]"`);
      }
      rest = this.rules.add(`${this.rules.repeat(later, least, max - fixed.length)} "]"`);
    }
    for (const [index, item] of [...fixed.entries()].toReversed()) {
      const comma = index > 0 ? '"," blank ' : "";
      rest = this.rules.add(`${comma}${item} ${rest}${index >= min ? ' | "]"' : ""}`);
    }
    return this.rules.add(`"[" ${rest}`);
  }

  /** Any value with so many objects and arrays within each other. */
  #any(depth: number): string {
    const name = `any-${depth}`;
    if (this.rules.has(name)) return name;
    const free: JsonForm = { kind: "string", min: 0, max: Number.POSITIVE_INFINITY };
    const number: JsonForm = { kind: "number", whole: false, low: -Infinity, high: Infinity, lowOpen: false, highOpen: false }; // biome-ignore format: one line
    const all = [free, number, { kind: "boolean" } as const, { kind: "null" } as const].map(this.of);
    if (depth > 0) {
      const inner = this.#any(depth - 1);
      const pair = this.rules.add(`${this.of({ ...free, max: 60 })} ":" blank ${inner}`);
      const pairs = this.rules.add(`"," blank ${pair}`);
      const items = this.rules.add(`"," blank ${inner}`);
      all.unshift(
        this.rules.add(`"{" ${this.rules.add(`${pair} ${pairs}* | ""`)} "}"`),
        this.rules.add(`"[" ${this.rules.add(`${inner} ${items}* | ""`)} "]"`),
      );
    }
    this.rules.set(name, all.join(" | "));
    return name;
  }
}

export function nothing(): never {
  throw new ModelError(
    "bad-request",
    "the JSON schema is refused: nothing that could be written satisfies it",
  );
}
