export type JsonType = "object" | "array" | "string" | "number" | "integer" | "boolean" | "null";

/**
 * The part of JSON Schema (2020-12) that every provider can hold a model to. Whatever is not written here is refused by
 * `checkJsonSchema`, so that no caller trusts in a keyword which an engine quietly drops.
 *
 * Properties come in the order of `properties`. Lengths count Unicode code points. Keywords that are about another type
 * say nothing, as JSON Schema has it.
 */
export interface JsonSchema {
  /** Left out: the type that the other keywords are about, or any. */
  readonly type?: JsonType | readonly JsonType[];
  /** OpenAPI's word for `null` as one more type. */
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;

  readonly anyOf?: readonly JsonSubschema[];
  /** Only of schemas that visibly exclude each other. */
  readonly oneOf?: readonly JsonSubschema[];
  readonly allOf?: readonly JsonSubschema[];
  /** "#", "#/$defs/NAME" or "#/definitions/NAME". */
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSubschema>>;
  readonly definitions?: Readonly<Record<string, JsonSubschema>>;

  readonly properties?: Readonly<Record<string, JsonSubschema>>;
  readonly required?: readonly string[];
  /** Left out, others are allowed, and an engine that chooses writes none, unless no properties are named at all. */
  readonly additionalProperties?: JsonSubschema;
  /** Any names, or an `enum` of them. */
  readonly propertyNames?: JsonSubschema;
  readonly minProperties?: number;
  readonly maxProperties?: number;

  readonly items?: JsonSubschema;
  readonly prefixItems?: readonly JsonSubschema[];
  readonly minItems?: number;
  /** Without it a small model may go on until the answer is cut. */
  readonly maxItems?: number;

  readonly minLength?: number;
  readonly maxLength?: number;
  /** A regular expression without looking around or back. Beside it a format is a remark. */
  readonly pattern?: string;
  readonly format?: string;

  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  /** 1, or 0.1, 0.01 and so on; others between two bounds. */
  readonly multipleOf?: number;

  // For people alone.
  readonly $schema?: string;
  readonly $id?: string;
  readonly $comment?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly example?: unknown;
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly contentEncoding?: string;
  readonly contentMediaType?: string;
  readonly discriminator?: unknown;
  readonly [word: `x-${string}`]: unknown;
}

/** A schema within another: `true` allows everything, `false` nothing. */
export type JsonSubschema = JsonSchema | boolean;
