/**
 * The part of JSON Schema that every provider can hold a model to. Whatever is not written here is refused by
 * `checkJsonSchema`, so that no caller trusts in a keyword which an engine quietly drops.
 *
 * Properties come in the order of `properties`. Lengths count Unicode code points.
 */
export type JsonSchema =
  | ObjectSchema
  | ArraySchema
  | StringSchema
  | { readonly type: "number" | "integer" | "boolean" | "null" };

export interface ObjectSchema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, JsonSchema>>;
  /** Names from `properties`; the others may be left out. Default none. */
  readonly required?: readonly string[];
  /** Said out loud, because in JSON Schema its absence means the opposite. */
  readonly additionalProperties: false;
}

export interface ArraySchema {
  readonly type: "array";
  readonly items: JsonSchema;
  readonly minItems?: number;
  /** Without it a small model may go on until the answer is cut. */
  readonly maxItems?: number;
}

export type StringSchema =
  | { readonly type: "string"; readonly minLength?: number; readonly maxLength?: number }
  | { readonly type: "string"; readonly enum: readonly string[] }
  | { readonly type: "string"; readonly const: string };
