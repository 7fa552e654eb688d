// Arguments one by one, as some models write them: texts as they are, everything else as JSON.

import {
  type JsonForm,
  type JsonForms,
  type JsonSchema,
  jsonForms,
  type ObjectForm,
  without,
} from "@grok/model";
import type { CallFormat, ParameterFormat } from "../tools/call-format.ts";
import { type GrammarRules, literal } from "./grammar-rules.ts";
import { JsonGrammar, nothing } from "./json-grammar.ts";
import { objectGrammar } from "./object-grammar.ts";
import { pointsClass, writtenPoints } from "./string-grammar.ts";

/** The grammar of the arguments of `schema` with the call's end behind them. Throws as `jsonGrammar` does. */
export function parametersGrammar(
  schema: JsonSchema,
  { open, afterName, close }: ParameterFormat,
  end: string,
): string {
  const forms = jsonForms(schema);
  const grammar = new JsonGrammar(forms);
  const { rules } = grammar;
  const texts = textParameters(schema);
  const style = {
    begin: "",
    end: literal(end),
    comma: "",
    pair(name: string, form: JsonForm) {
      const value = texts.has(name) ? textGrammar(rules, form, close) : grammar.of(form);
      return `${literal(open + name + afterName)} ${value} ${literal(close)}`;
    },
  };
  const all = objectsOf(forms.root, forms).flatMap((form) => objectGrammar(rules, form, style) ?? []);
  return all.length === 0 ? nothing() : rules.text(all.join(" | "));
}

/** Names of the arguments of `schema` that are written as they are: texts that nothing but a list of texts bounds. */
export function textParameters(schema: JsonSchema): ReadonlySet<string> {
  const forms = jsonForms(schema);
  const objects = objectsOf(forms.root, forms);
  const names = new Set(objects.flatMap(({ properties }) => [...properties.keys()]));
  const isText = (name: string) =>
    objects.every(({ properties }) => {
      const form = properties.get(name)?.form;
      return form === undefined || isPlainText(form);
    });
  return new Set([...names].filter(isText));
}

function isPlainText(form: JsonForm): boolean {
  if (form.kind === "string") return !form.pattern && form.min === 0 && form.max === Number.POSITIVE_INFINITY;
  if (form.kind === "choice") return form.forms.every((one) => one.kind === "value" && isPlainText(one));
  return form.kind === "value" && typeof form.value === "string" && /^[ -~\u00A0-\uD7FF]*$/.test(form.value);
}

function objectsOf(form: JsonForm, forms: JsonForms, depth = 0): readonly ObjectForm[] {
  if (form.kind === "object") return [form];
  if (depth > 8) return [];
  if (form.kind === "choice") return form.forms.flatMap((one) => objectsOf(one, forms, depth + 1));
  const named = form.kind === "name" ? forms.named.get(form.name) : undefined;
  return named ? objectsOf(named, forms, depth + 1) : [];
}

function textGrammar(rules: GrammarRules, form: JsonForm, end: string): string {
  if (form.kind === "value") return literal(String(form.value));
  if (form.kind === "choice")
    return rules.add(form.forms.map((one) => textGrammar(rules, one, end)).join(" | "));
  return textWithout(rules, end);
}

/** Any text in which `end` does not stand: one rule for each number of its letters that stand there already. */
function textWithout(rules: GrammarRules, end: string): string {
  const letters = [...end];
  const name = (seen: number) => `text-${seen}`;
  /** How much of `end` stands when `letter` comes behind `seen` of its letters. */
  const after = (seen: number, letter: string): number => {
    const text = [...letters.slice(0, seen), letter].join("");
    for (let length = Math.min(seen + 1, letters.length); length > 0; length--)
      if (text.endsWith(letters.slice(0, length).join(""))) return length;
    return 0;
  };
  for (let seen = 0; seen < letters.length; seen++) {
    const told = [...new Set(letters)];
    const points = told.map((letter): [number, number] => [
      letter.codePointAt(0) ?? 0,
      letter.codePointAt(0) ?? 0,
    ]);
    const others = pointsClass(
      without(
        writtenPoints,
        points.toSorted((a, b) => a[0] - b[0]),
      ),
    );
    const steps = told.flatMap((letter) => {
      const next = after(seen, letter);
      return next === letters.length ? [] : [`${literal(letter)} ${name(next)}`];
    });
    rules.set(name(seen), [`${others} ${name(0)}`, ...steps, '""'].join(" | "));
  }
  return name(0);
}

/** The grammar of what a call of `format` holds behind its name. */
export function inputGrammar(
  schema: JsonSchema,
  format: CallFormat,
  json: (schema: JsonSchema) => string,
): string {
  return format.parameters ? parametersGrammar(schema, format.parameters, format.close) : json(schema);
}
