import { common, type JsonForm, type ObjectForm, without } from "@grok/model";
import { type GrammarRules, literal } from "./grammar-rules.ts";
import { plainPoints, pointsClass } from "./string-grammar.ts";

const nameLengthMax = 60;

/** How an object is written, in rules. */
export interface ObjectStyle {
  begin: string;
  end: string;
  comma: string;
  /** A property of this name. */
  pair(name: string, form: JsonForm): string;
  /** What stands for a value; for names that are made up. Without it there are none. */
  of?(form: JsonForm): string;
}

/** Objects of a form; undefined where there is none that this can write. */
export function objectGrammar(rules: GrammarRules, form: ObjectForm, style: ObjectStyle): string | undefined {
  return new ObjectRules(rules, form, style).all();
}

/** As JSON. `of`: what stands for a form in a rule. */
export function jsonStyle(of: (form: JsonForm) => string): ObjectStyle {
  return {
    begin: '"{" ',
    end: '"}"',
    comma: '"," blank ',
    pair: (name, form) => `${literal(JSON.stringify(name))} ":" blank ${of(form)}`,
    of,
  };
}

/**
 * Properties in order, with one rule for each place and number of properties written before: they differ in whether a
 * comma is due, and in how many may or must follow.
 */
class ObjectRules {
  readonly #rules: GrammarRules;
  readonly #form: ObjectForm;
  readonly #style: ObjectStyle;
  readonly #properties: { pair: string; required: boolean }[];
  readonly #states = new Map<string, string | undefined>();
  /** Numbers of properties from here on make no difference. */
  readonly #countMax: number;

  constructor(rules: GrammarRules, form: ObjectForm, style: ObjectStyle) {
    this.#rules = rules;
    this.#form = form;
    this.#style = style;
    this.#properties = [...form.properties]
      .filter(([, { form: inner }]) => inner.kind !== "never")
      .map(([name, { form: inner, required }]) => ({
        pair: rules.add(style.pair(name, inner)),
        required,
      }));
    const count = this.#properties.length;
    const limited = form.max < count || (form.max !== Number.POSITIVE_INFINITY && this.#open);
    this.#countMax = Math.max(1, form.min, limited ? Math.min(form.max, count) : 0);
  }

  get #open(): boolean {
    return this.#form.more.kind !== "never" && !this.#form.silent && this.#style.of !== undefined;
  }

  all(): string | undefined {
    const inside = this.#from(0, 0);
    return inside === undefined ? undefined : this.#rules.add(`${this.#style.begin}${inside}`);
  }

  /** What may follow from property `index` on, where `written` stand already. */
  #from(index: number, written: number): string | undefined {
    const key = `${index} ${written}`;
    if (!this.#states.has(key)) this.#states.set(key, this.#alternatives(index, written));
    return this.#states.get(key);
  }

  #alternatives(index: number, written: number): string | undefined {
    const property = this.#properties[index];
    if (!property) return this.#rest(written);
    const after =
      written < this.#form.max ? this.#from(index + 1, Math.min(written + 1, this.#countMax)) : undefined;
    const skipped = property.required ? undefined : this.#from(index + 1, written);
    const comma = written > 0 ? this.#style.comma : "";
    const all = [
      ...(after === undefined ? [] : [`${comma}${property.pair} ${after}`]),
      ...(skipped === undefined ? [] : [skipped]),
    ];
    return all.length === 0 ? undefined : this.#rules.add(all.join(" | "));
  }

  /** Properties that are not named, and the end. A name may come twice, so that only one of them is sure to count. */
  #rest(written: number): string | undefined {
    const missing = this.#form.min - written;
    const { comma, end, of } = this.#style;
    if (!this.#open || !of || written >= this.#form.max) return missing > 0 ? undefined : end;
    if (missing > 1) return undefined;
    const pair = this.#rules.add(`${this.#name()} ":" blank ${of(this.#form.more)}`);
    const later = this.#rules.add(`${comma}${pair}`);
    const most = Math.min(this.#form.max - written, Number.POSITIVE_INFINITY);
    if (written > 0) return `${this.#rules.repeat(later, Math.max(0, missing), most)} ${end}`;
    const some = `${pair} ${this.#rules.repeat(later, 0, most - 1)}`;
    return missing > 0 ? `${some} ${end}` : `${this.#rules.add(`${some} | ""`)} ${end}`;
  }

  /** A name that none of the properties has, without escapes, which could spell one of them. */
  #name(): string {
    const names = [...this.#form.properties.keys()];
    const plain = this.#rules.add(pointsClass(plainPoints));
    const rest = this.#rules.repeat(plain, 0, nameLengthMax);
    const others = (begun: string): string => {
      const following = new Map<string, readonly [number, number]>();
      for (const name of names) {
        const [letter = ""] = name.startsWith(begun) ? name.slice(begun.length) : "";
        const point = letter.codePointAt(0) ?? 0;
        // A name with what must be escaped cannot be spelled without.
        if (common(plainPoints, [[point, point]]).length > 0) following.set(letter, [point, point]);
      }
      const all = [`${pointsClass(without(plainPoints, [...following.values()]))} ${rest}`];
      for (const letter of following.keys()) all.push(`${literal(letter)} ${others(begun + letter)}`);
      if (begun !== "" && !names.includes(begun)) all.push('""');
      return this.#rules.add(all.join(" | "));
    };
    return this.#rules.add(String.raw`"\"" ${others("")} "\""`);
  }
}
