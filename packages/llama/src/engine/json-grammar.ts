// A JSON schema as a grammar in llama.cpp's notation (GBNF). Unlike the library's own translation it leaves a model no
// way to go on without end where the schema sets one: no white space but a single blank, no endless digits.

import type { ArraySchema, JsonSchema, ObjectSchema, StringSchema } from "@grok/model";

/** Numbers that a JavaScript number holds exactly, or nearly so. */
const scalars = {
  number: 'integer ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})?',
  integer: '"-"? ("0" | [1-9] [0-9]{0,14})',
  boolean: '"true" | "false"',
  null: '"null"',
};

/**
 * One code point of a string. Surrogates come as a pair of escapes or not at all; so do no characters of control, and
 * none that a decoder of UTF-8 would refuse.
 */
const character = String.raw`[\U00000020\U00000021\U00000023-\U0000005B\U0000005D-\U0000007E\U000000A0-\U0000D7FF\U0000E000-\U0000FDCF\U0000FDF0-\U0000FFFD\U00010000-\U0010FFFF] | "\\" (["\\/bfnrt] | "u" ([0-9a-cA-CefEF] hex{3} | [dD] [0-7] hex{2} | [dD] [89abAB] hex{2} "\\u" [dD] [c-fC-F] hex{2}))`;

/** The grammar of the JSON texts that satisfy `schema`, which `checkJsonSchema` must have passed. Its root is "root". */
export function jsonGrammar(schema: JsonSchema): string {
  const rules = new GrammarRules();
  return rules.text(rules.of(schema));
}

class GrammarRules {
  readonly #rules = new Map<string, string>();

  text(root: string): string {
    const fixed = { root, blank: '" "?', character, hex: "[0-9a-fA-F]", ...scalars };
    return [...Object.entries(fixed), ...this.#rules].map(([name, body]) => `${name} ::= ${body}\n`).join("");
  }

  /** What stands for `schema` in another rule. */
  of(schema: JsonSchema): string {
    switch (schema.type) {
      case "object":
        return this.#object(schema);
      case "array":
        return this.#array(schema);
      case "string":
        return this.#string(schema);
      default:
        return schema.type;
    }
  }

  /**
   * Properties in order. One rule for each place with nothing written yet, one for each with something: they differ in
   * whether a comma is due.
   */
  #object({ properties, required = [] }: ObjectSchema): string {
    let first = '"}"';
    let later = '"}"';
    for (const [name, property] of Object.entries(properties).toReversed()) {
      const pair = this.#add(`${literal(JSON.stringify(name))} ":" blank ${this.of(property)}`);
      const skips = !required.includes(name);
      first = this.#add(`${pair} ${later}${skips ? ` | ${first}` : ""}`);
      later = this.#add(`"," blank ${pair} ${later}${skips ? ` | ${later}` : ""}`);
    }
    return this.#add(`"{" ${first}`);
  }

  #array({ items, minItems = 0, maxItems }: ArraySchema): string {
    if (maxItems === 0) return '"[]"';
    const item = this.#add(this.of(items));
    const least = Math.max(0, minItems - 1);
    const some = `${item} ("," blank ${item}){${least},${maxItems === undefined ? "" : maxItems - 1}}`;
    return this.#add(minItems > 0 ? `"[" ${some} "]"` : `"[" (${some})? "]"`);
  }

  #string(schema: StringSchema): string {
    if ("const" in schema) return literal(JSON.stringify(schema.const));
    if ("enum" in schema)
      return this.#add(schema.enum.map((text) => literal(JSON.stringify(text))).join(" | "));
    const { minLength = 0, maxLength = "" } = schema;
    return this.#add(String.raw`"\"" character{${minLength},${maxLength}} "\""`);
  }

  #add(body: string): string {
    const name = `rule-${this.#rules.size}`;
    this.#rules.set(name, body);
    return name;
  }
}

/** `text` as the notation quotes it. */
function literal(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
