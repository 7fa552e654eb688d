// What a schema comes to when everything in it is put together: the forms of JSON text that a grammar is made of.

import type { Pattern } from "./pattern.ts";

export type JsonForm = { readonly inferred?: true } & (
  | { readonly kind: "any" }
  /** Nothing. */
  | { readonly kind: "never" }
  | { readonly kind: "boolean" }
  | { readonly kind: "null" }
  /** This value alone. */
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "choice"; readonly forms: readonly JsonForm[] }
  /** What `JsonForms.named` has under this name. */
  | { readonly kind: "name"; readonly name: string }
  | StringForm
  | NumberForm
  | ArrayForm
  | ObjectForm
);

export interface StringForm {
  readonly kind: "string";
  readonly min: number;
  readonly max: number;
  /** All of the text; its lengths are within `min` and `max`. */
  readonly pattern?: Pattern;
}

export interface NumberForm {
  readonly kind: "number";
  readonly whole: boolean;
  /** Most digits behind the point, where that is bounded. */
  readonly digits?: number;
  readonly low: number;
  readonly high: number;
  /** The bound itself is not within. */
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

export interface ArrayForm {
  readonly kind: "array";
  /** Of the first items. */
  readonly prefix: readonly JsonForm[];
  readonly items: JsonForm;
  readonly min: number;
  readonly max: number;
}

export interface ObjectForm {
  readonly kind: "object";
  readonly properties: ReadonlyMap<string, { readonly form: JsonForm; readonly required: boolean }>;
  /** Of properties that are not named. */
  readonly more: JsonForm;
  /** Others are allowed only because nothing was said of them: none is written. */
  readonly silent: boolean;
  readonly min: number;
  readonly max: number;
}

export interface JsonForms {
  readonly root: JsonForm;
  readonly named: ReadonlyMap<string, JsonForm>;
}

export const anyForm: JsonForm = { kind: "any" };
export const neverForm: JsonForm = { kind: "never" };

/** `forms` as one: choices within choices unfolded, what can never be left out. */
export function choiceOf(forms: readonly JsonForm[]): JsonForm {
  const flat = forms.flatMap((form) => (form.kind === "choice" ? form.forms : [form]));
  const left = flat.filter((form) => form.kind !== "never");
  if (left.length === 0) return neverForm;
  return left.length === 1 ? (left[0] as JsonForm) : { kind: "choice", forms: left };
}
